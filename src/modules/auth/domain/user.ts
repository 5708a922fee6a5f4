import { type Role } from './permission.js';

export interface User {
  id: string;
  /** Small letters. */
  username: string;
  fullName: string | null;
  email: string | null;
  /** argon2id, in PHC's form. */
  passwordHash: string;
  roles: Role[];
  isActive: boolean;
  /** Sessions of a former epoch are over. */
  epoch: number;
  createdAt: Date;
  updatedAt: Date;
}

export type NewUser = Pick<User, 'username' | 'fullName' | 'email' | 'passwordHash' | 'roles'>;

/** What is to change; null empties, undefined leaves. */
export type UserChange = Partial<Omit<NewUser, 'username'> & Pick<User, 'isActive'>>;

/** As user names are compared: `Ann` and ` ann` are the same person. */
export function normalUsername(text: string): string {
  return text.trim().toLowerCase();
}
