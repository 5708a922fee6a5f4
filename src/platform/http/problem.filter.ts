import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { shaped } from '../graphql/errors.js';
import { isGraphql, requestOf } from './request-of.js';
import { headersOf, PROBLEM_TYPE, problemOf } from './problem.js';

/** Every error leaves as `application/problem+json` (RFC 9457) with the request's correlation id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): unknown {
    // GraphQL tells it of the field that is concerned.
    if (isGraphql(host)) return shaped(error, requestOf(host));
    const http = host.switchToHttp();
    const problem = problemOf(error, http.getRequest<FastifyRequest>());
    if (problem.status >= 500) this.logger.error(error);
    void http
      .getResponse<FastifyReply>()
      .status(problem.status)
      .headers({ ...headersOf(error), 'content-type': PROBLEM_TYPE })
      .send(JSON.stringify(problem));
    return undefined;
  }
}
