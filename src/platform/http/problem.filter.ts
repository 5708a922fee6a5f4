import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type ErrorKind } from '../errors/app-error.js';
import { correlationId } from './correlation.js';

const STATUS: Record<ErrorKind, number> = {
  invalid: 422,
  refused: 422,
  not_found: 404,
  conflict: 409,
  unavailable: 503,
};
const TITLES: Record<number, string> = {
  400: 'Bad request',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  500: 'Internal error',
  503: 'Unavailable',
};

/** Every error leaves as `application/problem+json` (RFC 9457) with the request's correlation id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const told = describe(error);
    if (told.status >= 500) this.logger.error(error instanceof Error ? error.stack : String(error));
    const id = correlationId(request);
    void reply
      .status(told.status)
      .header('content-type', 'application/problem+json')
      .header('x-correlation-id', id)
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: TITLES[told.status] ?? 'Error',
          status: told.status,
          detail: told.detail,
          ...(told.hint === undefined ? {} : { hint: told.hint }),
          ...(told.errors === undefined ? {} : { errors: told.errors }),
          instance: request.url,
          correlation_id: id,
        }),
      );
  }
}

interface Told {
  status: number;
  detail: string;
  hint?: string;
  errors?: unknown;
}

function describe(error: unknown): Told {
  if (error instanceof AppError)
    return { status: STATUS[error.kind], detail: error.message, hint: error.hint };
  if (error instanceof HttpException) {
    const body = error.getResponse();
    const { message, errors } =
      typeof body === 'string'
        ? { message: body, errors: undefined }
        : (body as { message?: string; errors?: unknown });
    return { status: error.getStatus(), detail: message ?? error.message, errors };
  }
  // What went wrong inside is for the log, not for the caller.
  return { status: 500, detail: 'Something went wrong here. The log tells more under the correlation id.' };
}
