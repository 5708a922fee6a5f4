import { databaseCheck } from './database.check.js';

describe('the check of the database', () => {
  const never = () => new Promise<never>(() => undefined);

  it('is well where a statement is answered', async () => {
    const rows = () => Promise.resolve([]);
    expect(await databaseCheck({ isEmbedded: true, rows })()).toEqual({
      status: 'up',
      details: { backend: 'embedded' },
    });
    expect(await databaseCheck({ isEmbedded: false, rows })()).toEqual({
      status: 'up',
      details: { backend: 'postgresql' },
    });
  });

  it('takes the embedded one for busy where its connection is not free, and no server', async () => {
    expect(await databaseCheck({ isEmbedded: true, rows: never }, 20)()).toEqual({
      status: 'degraded',
      details: { backend: 'embedded', busy: true },
    });
    const server = databaseCheck({ isEmbedded: false, rows: never }, 20)();
    const later = new Promise((resolve) => setTimeout(() => resolve('still waiting'), 100));
    expect(await Promise.race([server, later])).toBe('still waiting');
  });

  it('fails where the statement does', async () => {
    const rows = () => Promise.reject(new Error('connection refused'));
    await expect(databaseCheck({ isEmbedded: true, rows })()).rejects.toThrow('connection refused');
    await expect(databaseCheck({ isEmbedded: false, rows })()).rejects.toThrow('connection refused');
  });
});
