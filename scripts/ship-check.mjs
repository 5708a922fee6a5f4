// Checks what the program is shipped with: Dockerfile, compose file, nginx, chart, alerts. As root or under CI it installs the tools that
// are missing; elsewhere it says what it skipped (`--install` gets them there too).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import { shipTools } from './ship-tools.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const chart = join(root, 'helm', 'tillhouse');
const KUBERNETES = '1.37';
/**
 * What kube-score finds critical and is meant so: images have versions and are never changed under one, and a limit of CPU
 * makes requests slow while cores are idle.
 */
const KUBE_SCORE = ['--ignore-container-cpu-limit', '--ignore-test', 'container-image-pull-policy'];
/** Values that have to be refused, and what the refusal says. */
const BAD_VALUES = [
  ['api: { replicas: 3 }', 'mode embedded has its database in the pod'],
  ['api: { autoscaling: { enabled: true } }', 'api.autoscaling needs mode: cluster'],
  ['api: { replicas: three }', /replicas.*(got string|Invalid type)/s],
  ['api: { replica: 3 }', /additional properties 'replica' not allowed/],
  ['mode: both', /mode.*'embedded', 'cluster'/s],
  ['image: { tag: latest }', /image\/tag/],
  ['settings: { DATABASE_URL: x }', /DATABASE_URL/],
  ['settings: { TILLHOUSE_PORT: 80 }', /TILLHOUSE_PORT/],
  ['settings: { TILLHOUSE_TRUSTED_PROXIES: 10.0.0.0/8 }', /TILLHOUSE_TRUSTED_PROXIES/],
  ['mode: cluster', 'mode cluster needs a database'],
  ['{ mode: cluster, database: { url: { name: db } } }', 'mode cluster needs secrets.keys.name'],
  [
    '{ mode: cluster, database: { url: { name: db } }, secrets: { keys: { name: k } } }',
    'accessModes: [ReadWriteMany]',
  ],
  [
    '{ mode: cluster, database: { url: { name: db } }, secrets: { keys: { name: k } }, lake: { kind: s3 } }',
    'lake.s3.uri is empty',
  ],
  ['lake: { kind: s3, s3: { uri: "https://bucket" } }', /lake\/s3\/uri/],
  ['lake: { kind: s3, s3: { uri: "s3://bucket/x" } }', 'lake.kind s3 is for mode: cluster'],
  ['ingress: { enabled: true, trustedProxies: [10.0.0.0/8] }', 'ingress needs tlsSecret'],
  ['ingress: { enabled: true, tlsSecret: tls }', 'ingress needs trustedProxies'],
  ['search: { bundled: { enabled: true } }', 'database, redis and search are for mode: cluster'],
  ['api: { drainSeconds: 300 }', 'it has to be 320 at least'],
  ['schedules: { vacuum: { enabled: true } }', 'schedules need mode: cluster'],
];

const install = process.env.CI !== undefined || userInfo().uid === 0 || process.argv.includes('--install');
const tools = shipTools(install);
const work = mkdtempSync(join(tmpdir(), 'tillhouse-ship-'));
let passed = 0;
const failures = [];
const skipped = [];

/** Does a check where its tools are there; what it throws or answers is what is wrong. */
function check(name, needs, look) {
  const missing = needs.filter((tool) => !tools[tool]);
  if (missing.length > 0) {
    skipped.push(`${name} (no ${missing.join(', ')})`);
    return;
  }
  let wrong;
  try {
    wrong = look();
  } catch (error) {
    wrong = error.message;
  }
  if (wrong) failures.push(`${name}: ${wrong}`);
  else passed++;
}

function ask(tool, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(tools[tool] ?? tool, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  if (error) throw error;
  return { ok: status === 0, text: `${stdout}${stderr}`, stdout };
}
const complaint = ({ ok, text }) => (ok ? undefined : text);

check('Dockerfile', ['hadolint'], () =>
  complaint(ask('hadolint', ['--failure-threshold', 'style', join(root, 'docker', 'Dockerfile')])),
);

check('compose file', ['compose-spec.json'], () => {
  const schema = JSON.parse(readFileSync(tools['compose-spec.json'], 'utf8'));
  const composed = parse(readFileSync(join(root, 'docker', 'docker-compose.yml'), 'utf8'), { merge: true });
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    logger: false,
    validateFormats: false,
    meta: false,
    validateSchema: false,
  });
  const validate = ajv.compile({ ...schema, $schema: undefined });
  if (!validate(composed)) return ajv.errorsText(validate.errors);
  // The schema itself has to bite.
  if (validate({ ...composed, services: { x: { image: 7 } } })) return 'its schema takes anything';
  const profiles = Object.entries(composed.services).map(([service, { profiles: its = [] }]) => [
    service,
    its.join(),
  ]);
  const of = (profile) => profiles.filter(([, its]) => its === profile).map(([service]) => service);
  const wanted = { default: 1, production: 7 };
  for (const [profile, number] of Object.entries(wanted))
    if (of(profile).length !== number) return `profile ${profile} has ${of(profile).join(', ')}`;
});

check('nginx', ['nginx'], () => {
  const certificates = join(work, 'certs');
  const made = ask('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '1',
    '-subj',
    '/CN=localhost',
    '-keyout',
    `${certificates}.key`,
    '-out',
    `${certificates}.crt`,
  ]);
  if (!made.ok) return made.text;
  // http2 is a directive of its own since 1.25; Debian's nginx is older.
  const text = readFileSync(join(root, 'docker', 'nginx.conf'), 'utf8')
    .replaceAll('/tmp/', `${work}/`)
    .replace('/dev/stderr', `${work}/error.log`)
    .replace('/etc/nginx/certs/tls.crt', `${certificates}.crt`)
    .replace('/etc/nginx/certs/tls.key', `${certificates}.key`)
    .replace('listen 8443 ssl;\n    http2 on;', 'listen 8443 ssl http2;');
  writeFileSync(join(work, 'nginx.conf'), text);
  return complaint(ask('nginx', ['-t', '-q', '-c', join(work, 'nginx.conf')]));
});

check(
  'alerts',
  ['promtool'],
  () =>
    complaint(ask('promtool', ['check', 'rules', join(chart, 'files', 'alerts.yaml')])) ??
    complaint(ask('promtool', ['test', 'rules', join(chart, 'files', 'alerts_test.yaml')])),
);
check('alerts are tested, each of them', [], () => {
  const { groups } = parse(readFileSync(join(chart, 'files', 'alerts.yaml'), 'utf8'));
  const { tests } = parse(readFileSync(join(chart, 'files', 'alerts_test.yaml'), 'utf8'));
  const fired = tests.flatMap(({ alert_rule_test: all }) =>
    all.filter(({ exp_alerts: expected }) => expected.length > 0).map(({ alertname }) => alertname),
  );
  const untested = groups
    .flatMap(({ rules }) => rules.map(({ alert }) => alert))
    .filter((alert) => !fired.includes(alert));
  return untested.length > 0 ? `none fires ${untested.join(', ')}` : undefined;
});

const template = (values) =>
  ask('helm', ['template', 'till', chart, '--kube-version', KUBERNETES, '--values', values]);
const settings = readFileSync(join(root, '.env.example'), 'utf8');
for (const file of readdirSync(join(chart, 'ci')).sort()) {
  const values = join(chart, 'ci', file);
  const name = `chart with ${file}`;
  check(`${name}, lint`, ['helm'], () =>
    complaint(ask('helm', ['lint', '--strict', '--kube-version', KUBERNETES, chart, '--values', values])),
  );
  const rendered = join(work, file);
  check(`${name}, template`, ['helm'], () => {
    const answer = template(values);
    if (!answer.ok) return answer.text;
    writeFileSync(rendered, answer.stdout);
    return houseRules(answer.stdout);
  });
  check(`${name}, kubernetes-validate`, ['helm', 'kubernetes-validate'], () =>
    complaint(ask('kubernetes-validate', ['-k', KUBERNETES, '--strict', '--quiet', rendered])),
  );
  check(`${name}, kube-score`, ['helm', 'kube-score'], () => {
    const excused = /^# kube-score: (\S+) is ignored/m.exec(readFileSync(values, 'utf8'))?.[1];
    const answer = ask('kube-score', [
      'score',
      '--kubernetes-version',
      `v${KUBERNETES}`,
      '--output-format',
      'ci',
      ...KUBE_SCORE,
      ...(excused ? ['--ignore-test', excused] : []),
      rendered,
    ]);
    const lines = answer.text.split('\n');
    if (!lines.some((line) => line.startsWith('[OK]'))) return `it did not look: ${answer.text}`;
    return lines.filter((line) => line.startsWith('[CRITICAL]')).join('\n');
  });
}

/** What no schema says: pod security `restricted`, no service links, settings that there are, and the three probes. */
function houseRules(text) {
  const wrong = [];
  for (const document of parseAllDocuments(text).map((one) => one.toJS())) {
    const pod = podOf(document);
    if (!pod) continue;
    const say = (what) => wrong.push(`${document.kind} ${document.metadata.name}: ${what}`);
    const { runAsNonRoot, seccompProfile } = pod.securityContext ?? {};
    if (!runAsNonRoot || seccompProfile?.type !== 'RuntimeDefault') say('its pod security is not restricted');
    if (pod.enableServiceLinks !== false) say('service links would be settings');
    if (pod.automountServiceAccountToken !== false) say('it has a token that it does not need');
    for (const container of pod.containers) {
      const { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities } =
        container.securityContext ?? {};
      if (allowPrivilegeEscalation !== false || !readOnlyRootFilesystem || capabilities?.drop?.[0] !== 'ALL')
        say(`${container.name} is not restricted`);
      const names = new Set();
      for (const { name, value } of container.env ?? []) {
        if (name.startsWith('TILLHOUSE_') && !settings.includes(`#${name}=`)) say(`${name} is no setting`);
        if (/^[\d.]+e\+\d+$/.test(value ?? '')) say(`${name} is ${value}, which is read as no number`);
        if (names.has(name)) say(`${name} is given twice`);
        names.add(name);
      }
      // Where the bucket is opened by the account, a pod without it cannot.
      if (names.has('LAKE_URI') && !names.has('AWS_ACCESS_KEY_ID') && !pod.serviceAccountName)
        say('it has neither credentials of the bucket nor an account');
      if (
        container.name === 'api' &&
        !(
          container.startupProbe &&
          container.livenessProbe &&
          container.readinessProbe &&
          container.lifecycle?.preStop
        )
      )
        say('a probe is missing');
    }
  }
  return wrong.length > 0 ? wrong.join('\n') : undefined;
}

function podOf({ kind, spec } = {}) {
  if (kind === 'Pod') return spec;
  if (kind === 'CronJob') return spec.jobTemplate.spec.template.spec;
  return spec?.template?.spec;
}

BAD_VALUES.forEach(([text, message], at) => {
  check(`bad values ${text}`, ['helm'], () => {
    const values = join(work, `bad-${at}.yaml`);
    writeFileSync(values, text);
    const answer = template(values);
    if (answer.ok) return 'they are taken';
    const isSaid = typeof message === 'string' ? answer.text.includes(message) : message.test(answer.text);
    return isSaid ? undefined : `the refusal does not say ${message}: ${answer.text}`;
  });
});

rmSync(work, { recursive: true, force: true });
for (const failure of failures) console.error(`FAILED: ${failure}`);
for (const name of skipped) console.error(`SKIPPED: ${name}`);
// What a person's machine may lack is a failure where everything must be there.
const failed = failures.length + (process.env.CI ? skipped.length : 0);
console.log(
  `ship-check: ${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
);
process.exitCode = failed > 0 ? 1 : 0;
