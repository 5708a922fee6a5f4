import { hash, verify } from '@node-rs/argon2';

// OWASP's second choice: 19 MiB, two passes, one lane. The package's default algorithm is argon2id.
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let dummy: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

/** Takes the same time whether there is a hash to compare with or not. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  dummy ??= hashPassword('nobody has this one');
  const matches = await verify(passwordHash ?? (await dummy), password).catch(() => false);
  return matches && passwordHash !== undefined;
}
