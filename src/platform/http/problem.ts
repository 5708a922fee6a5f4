import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { AppError, type ErrorKind } from '../errors/app-error.js';

const STATUS: Record<ErrorKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  refused: 422,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
};

/** RFC 9457, with the members that this API adds. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  correlation_id: string;
  /** The way out, where one is known. */
  hint?: string;
  details?: Record<string, unknown>;
  /** One entry a field that is wrong. */
  errors?: unknown;
}

export const PROBLEM_TYPE = 'application/problem+json';

export function problemOf(error: unknown, request: { id: string; url: string }): Problem {
  const { status, ...rest } = told(error);
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...rest,
    instance: request.url,
    correlation_id: request.id,
  };
}

/** Headers that go with an error: when to come back, and how to say who one is. */
export function headersOf(error: unknown): Record<string, string> {
  if (!(error instanceof AppError)) return {};
  const seconds = error.details?.['retry_after_seconds'];
  return {
    ...(typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {}),
    // Not Basic, though it is accepted: a browser would ask for a password over the page.
    ...(error.kind === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="tillhouse"' } : {}),
  };
}

function told(error: unknown): Pick<Problem, 'status' | 'detail' | 'hint' | 'details' | 'errors'> {
  if (error instanceof AppError) {
    return { status: STATUS[error.kind], detail: error.message, hint: error.hint, details: error.details };
  }
  if (error instanceof HttpException) {
    const body = error.getResponse() as string | { message?: string; errors?: unknown };
    const { message, errors } = typeof body === 'string' ? { message: body, errors: undefined } : body;
    return { status: error.getStatus(), detail: message ?? error.message, errors };
  }
  // What Fastify refuses before a route is found.
  if (isClientError(error)) return { status: error.statusCode, detail: error.message };
  // What went wrong inside is for the log, not for the caller.
  return { status: 500, detail: 'Something went wrong here. The log tells more under the correlation id.' };
}

function isClientError(error: unknown): error is Error & { statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
}
