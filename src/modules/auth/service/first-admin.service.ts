import { type UserRepository } from '../data-access/user.repository.js';
import { hashPassword } from './passwords.js';
import { randomText } from './secrets.js';

/**
 * Makes the first administrator where there is no user at all. Answers a password that was made up, to be told once;
 * undefined where it was given, or there are users.
 */
export async function makeFirstAdmin(
  users: UserRepository,
  username: string,
  password: string,
): Promise<string | undefined> {
  if (await users.hasUsers()) return undefined;
  const chosen = password === '' ? randomText(20) : password;
  const isFirst = await users.createFirst({
    username,
    fullName: null,
    email: null,
    roles: ['admin'],
    passwordHash: await hashPassword(chosen),
  });
  return isFirst && password === '' ? chosen : undefined;
}
