import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadConfig } from '../config/index.js';
import {
  KeyRing,
  newRingKey,
  openKeyRing,
  parseRing,
  printRing,
  type RingKey,
  ringFile,
  safeEqual,
} from './index.js';

const key = (id: string): RingKey => ({ ...newRingKey(), id });

describe('the key ring', () => {
  const [a, b] = [key('a'), key('b')];

  it('gives back every text, under another cipher text each time', () => {
    const ring = new KeyRing([a]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const sealed = ring.encrypt(text, 'user.email');
        expect(ring.decrypt(sealed, 'user.email')).toBe(Buffer.from(text).toString());
        expect(ring.encrypt(text, 'user.email')).not.toBe(sealed);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses what was changed, and what was encrypted for another place', () => {
    const ring = new KeyRing([a]);
    const sealed = ring.encrypt('ann@example.org', 'user.email');
    expect(() => ring.decrypt(sealed, 'user.name')).toThrow();
    const body = Buffer.from(sealed.slice(2), 'base64url');
    for (let at = 0; at < body.length; at++) {
      const changed = Buffer.from(body);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => ring.decrypt(`a.${changed.toString('base64url')}`, 'user.email')).toThrow();
    }
  });

  it('reads what a former key encrypted, and says that it is not the one in use', () => {
    const sealed = new KeyRing([a]).encrypt('text', 'c');
    const rotated = new KeyRing([b, a]);
    expect(rotated.decrypt(sealed, 'c')).toBe('text');
    expect(rotated.isCurrent(sealed)).toBe(false);
    expect(rotated.isCurrent(rotated.encrypt('text', 'c'))).toBe(true);
    expect(() => new KeyRing([b]).decrypt(sealed, 'c')).toThrow('the key a, which is not there');
  });

  it('recognises a text by fingerprints that tell nothing without the key', () => {
    const before = new KeyRing([a]).fingerprint('17850', 'erased customer');
    const rotated = new KeyRing([b, a]);
    expect(rotated.fingerprints('17850', 'erased customer')).toContain(before);
    expect(rotated.fingerprints('17851', 'erased customer')).not.toContain(before);
    expect(rotated.fingerprints('17850', 'another purpose')).not.toContain(before);
  });

  it('is written and read as text', () => {
    expect(parseRing(printRing([a, b]))).toEqual([a, b]);
    for (const bad of ['', 'a', 'a:c2hvcnQ=', `a b:${a.secret.toString('base64')}`, printRing([a, a])])
      expect(() => parseRing(bad)).toThrow();
  });

  it('compares', () => {
    expect(safeEqual('same', 'same')).toBe(true);
    expect(safeEqual('same', 'samf')).toBe(false);
    expect(safeEqual('same', 'sam')).toBe(false);
  });
});

describe('the ring of a home', () => {
  let home: string;
  beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'tillhouse-ring-'))));
  afterEach(() => rm(home, { recursive: true }));

  it('is made once, for its owner alone, however many start at the same time', async () => {
    const config = loadConfig({ TILLHOUSE_HOME: home });
    const rings = await Promise.all([1, 2, 3].map(() => openKeyRing(config)));
    const sealed = rings[0]?.encrypt('text', 'c') ?? '';
    for (const ring of [...rings, await openKeyRing(config)]) expect(ring.decrypt(sealed, 'c')).toBe('text');
    expect((await stat(ringFile(home))).mode & 0o777).toBe(0o600);
  });

  it('is that of the setting where there is one', async () => {
    const given = key('given');
    const ring = await openKeyRing(
      loadConfig({ TILLHOUSE_HOME: home, TILLHOUSE_SECRET_KEYS: printRing([given]).trim() }),
    );
    expect(ring.encrypt('text', 'c')).toMatch(/^given\./);
    await expect(readFile(ringFile(home))).rejects.toThrow('ENOENT');
  });

  it('says what is wrong with its file', async () => {
    await openKeyRing(loadConfig({ TILLHOUSE_HOME: home }));
    await writeFile(ringFile(home), 'k1:broken');
    await expect(openKeyRing(loadConfig({ TILLHOUSE_HOME: home }))).rejects.toMatchObject({
      kind: 'invalid',
    });
  });
});
