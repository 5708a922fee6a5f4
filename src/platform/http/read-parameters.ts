import { HttpException, type Type } from '@nestjs/common';
import { AppError } from '../errors/app-error.js';
import { validationPipe } from './validation.js';

/** Reads an object as a body of that class is read. Throws AppError that names each wrong field. */
export async function readParameters<T>(metatype: Type<T>, value: unknown): Promise<T> {
  try {
    return (await validationPipe().transform(value, { type: 'body', metatype })) as T;
  } catch (error) {
    if (!(error instanceof HttpException)) throw error;
    const { errors = [] } = error.getResponse() as { errors?: { field: string; reason: string }[] };
    throw new AppError('invalid', 'the parameters are malformed', {
      hint: errors.map(({ field, reason }) => `${field}: ${reason}`).join('; '),
    });
  }
}
