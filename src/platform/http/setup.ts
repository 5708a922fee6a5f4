import multipart from '@fastify/multipart';
import { readFileSync } from 'node:fs';
import helmet from '@fastify/helmet';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Config } from '../config/index.js';
import { AppError } from '../errors/app-error.js';
import { bodyDeadline } from './body-deadline.js';
import { CORRELATION_HEADER, newRequestId } from './correlation.js';
import { refuseOtherMethods } from './methods.js';
import { restrictNetworks } from './networks.js';
import { answerUnreadable } from './unreadable.js';
import { ProblemFilter } from './problem.filter.js';
import { headersOf, PROBLEM_TYPE, problemOf } from './problem.js';
import { validationPipe } from './validation.js';

/** A large upload takes its time. */
const UPLOAD_MS = 3_600_000;
const BODY_MS = 60_000;
/** How long a request may go on after the server was told to end. */
const CLOSE_GRACE_MS = 5_000;

/** Fastify with correlation ids, which answers what it refuses by itself as a problem too. Throws AppError. */
export function createHttpAdapter({ values }: Config): FastifyAdapter {
  return new FastifyAdapter({
    genReqId: newRequestId,
    bodyLimit: values.bodyLimit,
    // Longer than any id may be, so that a route refuses it in its own words.
    routerOptions: { maxParamLength: 1_000 },
    requestTimeout: UPLOAD_MS,
    http: { headersTimeout: 60_000 },
    trustProxy: values.trustedProxies.length > 0 ? values.trustedProxies : false,
    ...tls(values.tlsCertificate, values.tlsKey),
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error, request);
      void reply
        .status(problem.status)
        .headers({ ...headersOf(error), 'content-type': PROBLEM_TYPE, [CORRELATION_HEADER]: request.id })
        .send(JSON.stringify(problem));
    },
  });
}

/** What every route has in common: problems, checked input, the correlation id on every answer, an end that comes. */
export async function setUpHttp(app: NestFastifyApplication, { values }: Config): Promise<void> {
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validationPipe());
  const fastify = app.getHttpAdapter().getInstance();
  // A file goes through as a stream, as fast as whoever takes it reads.
  void fastify.register(multipart, { limits: { fileSize: Infinity } });
  fastify.addHook('onRequest', bodyDeadline(BODY_MS));
  fastify.addHook('onSend', async (request, reply) => {
    reply.header(CORRELATION_HEADER, request.id);
  });
  restrictNetworks(fastify, { allowed: values.allowedNetworks, denied: values.deniedNetworks });
  refuseOtherMethods(fastify);
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // Swagger UI and ReDoc write style elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        // Plain HTTP on loopback is the default.
        upgradeInsecureRequests: values.tlsCertificate === '' ? null : [],
      },
    },
    strictTransportSecurity: values.tlsCertificate === '' ? false : undefined,
  });
  app.enableCors({
    origin: values.corsOrigins,
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'X-API-Key',
      'Idempotency-Key',
      'If-None-Match',
      'Prefer',
    ],
    exposedHeaders: [
      CORRELATION_HEADER,
      'ETag',
      'Location',
      'Retry-After',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-Gold-Version',
      'X-Row-Count',
    ],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    maxAge: 600,
  });
  // One client that does not read its answer would hold the process for as long as it likes.
  fastify.addHook('preClose', (done) => {
    setTimeout(() => fastify.server.closeAllConnections(), CLOSE_GRACE_MS).unref();
    done();
  });
}

function tls(
  certificate: string,
  key: string,
): { https?: { cert: Buffer; key: Buffer; minVersion: 'TLSv1.3' } } {
  if (certificate === '' && key === '') return {};
  if (certificate === '' || key === '') {
    throw new AppError('invalid', 'TLS needs a certificate and its key', {
      hint: 'Set TILLHOUSE_TLS_CERTIFICATE and TILLHOUSE_TLS_KEY.',
    });
  }
  try {
    return { https: { cert: readFileSync(certificate), key: readFileSync(key), minVersion: 'TLSv1.3' } };
  } catch (error) {
    throw new AppError('invalid', `the TLS certificate or key cannot be read: ${(error as Error).message}`);
  }
}
