import { AppError } from '../../../platform/errors/app-error.js';
import { type UserRepository } from '../data-access/user.repository.js';
import { type Role } from '../domain/permission.js';
import { normalUsername, type User } from '../domain/user.js';
import { hashPassword } from './passwords.js';

export interface UserInput {
  username: string;
  password: string;
  roles: Role[];
  fullName: string | null;
  email: string | null;
}

export type UserChangeInput = Partial<Omit<UserInput, 'username'> & { isActive: boolean }>;

/** Users, as administrators see to them. */
export class UserService {
  constructor(private readonly users: UserRepository) {}

  page(limit: number, offset: number): Promise<{ users: User[]; total: number }> {
    return this.users.page(limit, offset);
  }

  /** Throws AppError. */
  async find(id: string): Promise<User> {
    return (await this.users.byId(id)) ?? unknownUser(id);
  }

  /** Throws AppError where the user name is taken. */
  async create(input: UserInput): Promise<User> {
    const username = normalUsername(input.username);
    const user = await this.users.create({
      username,
      fullName: input.fullName,
      email: input.email,
      roles: [...new Set(input.roles)],
      passwordHash: await hashPassword(input.password),
    });
    if (!user) throw new AppError('conflict', `there is a user ${username} already`);
    return user;
  }

  /** A new password and deactivation end all sessions of the user. Throws AppError. */
  async change(id: string, { password, roles, ...rest }: UserChangeInput): Promise<User> {
    const changed = await this.users.change(id, {
      ...rest,
      ...(roles ? { roles: [...new Set(roles)] } : {}),
      ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
    });
    return this.orRefuse(changed, id);
  }

  /** Throws AppError. */
  async remove(id: string): Promise<void> {
    this.orRefuse(await this.users.remove(id), id);
  }

  private orRefuse(outcome: User | 'last_admin' | undefined, id: string): User {
    if (outcome === 'last_admin') {
      throw new AppError('conflict', 'no active administrator would be left', {
        hint: 'Make another user an administrator first.',
      });
    }
    return outcome ?? unknownUser(id);
  }
}

function unknownUser(id: string): never {
  throw new AppError('not_found', `there is no user ${id}`);
}
