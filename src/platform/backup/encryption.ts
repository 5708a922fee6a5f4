import { Readable } from 'node:stream';
import { AppError } from '../errors/app-error.js';

/** What a passphrase encrypts, in the format of age (https://age-encryption.org/v1): `age -d` opens it too. */
export async function encrypting(plain: Readable, passphrase: string): Promise<Readable> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return fromWeb(await encrypter.encrypt(toWeb(plain)));
}

/** Throws AppError where the passphrase is another, or the beginning is damaged; what comes later fails as it is read. */
export async function decrypting(sealed: Readable, passphrase: string): Promise<Readable> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return fromWeb(await decrypter.decrypt(toWeb(sealed)));
  } catch (error) {
    sealed.destroy();
    throw new AppError('invalid', `the backup cannot be decrypted: ${(error as Error).message}`, {
      hint: 'Set TILLHOUSE_BACKUP_PASSPHRASE to the passphrase with which it was made.',
      cause: error,
    });
  }
}

function toWeb(stream: Readable): globalThis.ReadableStream<Uint8Array> {
  return Readable.toWeb(Readable.from(stream)) as globalThis.ReadableStream<Uint8Array>;
}

function fromWeb(stream: globalThis.ReadableStream<Uint8Array>): Readable {
  return Readable.fromWeb(stream);
}
