import multipart from '@fastify/multipart';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CORRELATION_HEADER, newRequestId } from './correlation.js';
import { ProblemFilter } from './problem.filter.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';
import { validationPipe } from './validation.js';

const BODY_LIMIT = 1024 * 1024;
/** How long a request may go on after the server was told to end. */
const CLOSE_GRACE_MS = 5_000;

/** Fastify with correlation ids, which answers what it refuses by itself as a problem too. */
export function createHttpAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    genReqId: newRequestId,
    bodyLimit: BODY_LIMIT,
    // A large upload takes its time; the headers have to come at once all the same.
    requestTimeout: 3_600_000,
    http: { headersTimeout: 60_000 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error, request);
      void reply
        .status(problem.status)
        .header('content-type', PROBLEM_TYPE)
        .header(CORRELATION_HEADER, request.id)
        .send(JSON.stringify(problem));
    },
  });
}

/** What every route has in common: problems, checked input, the correlation id on every answer, an end that comes. */
export function setUpHttp(app: NestFastifyApplication): void {
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validationPipe());
  const fastify = app.getHttpAdapter().getInstance();
  // A file goes through as a stream, as fast as whoever takes it reads.
  void fastify.register(multipart, { limits: { fileSize: Infinity } });
  fastify.addHook('onSend', async (request, reply) => {
    reply.header(CORRELATION_HEADER, request.id);
  });
  // One client that does not read its answer would hold the process for as long as it likes.
  fastify.addHook('preClose', (done) => {
    setTimeout(() => fastify.server.closeAllConnections(), CLOSE_GRACE_MS).unref();
    done();
  });
}
