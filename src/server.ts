import { mkdir } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { type Config } from './platform/config/index.js';
import { programVersion } from './platform/config/version.js';
import { AppError } from './platform/errors/app-error.js';
import { createHttpAdapter, setUpHttp } from './platform/http/setup.js';
import { quietStart } from './platform/telemetry/logger.module.js';

export interface Server {
  app: NestFastifyApplication;
  /** Where it listens, for example http://127.0.0.1:8080. */
  url: string;
}

/** Starts the API on the configured address. Throws AppError where that cannot be had. */
export async function startServer(config: Config): Promise<Server> {
  const { home, host, port } = config.values;
  await mkdir(home, { recursive: true });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(config), createHttpAdapter(), {
    bufferLogs: true,
    // The caller prints what went wrong and chooses the exit code.
    abortOnError: false,
  });
  app.useLogger(quietStart(app.get(Logger)));
  setUpHttp(app);
  app.enableShutdownHooks();
  SwaggerModule.setup('docs', app, describeApi(app), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Tillhouse API',
  });
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw inWords(error, host, port);
  }
  return { app, url: await app.getUrl() };
}

function describeApi(app: NestFastifyApplication) {
  const description =
    'Raw retail files in, a trusted and versioned star schema out. Errors are application/problem+json (RFC 9457).';
  const builder = new DocumentBuilder()
    .setTitle('Tillhouse')
    .setDescription(description)
    .setVersion(programVersion());
  return SwaggerModule.createDocument(app, builder.build());
}

const LISTEN_ERRORS: Record<string, string> = {
  EADDRINUSE: 'another program listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
  EACCES: 'this user may not listen there',
};

function inWords(error: unknown, host: string, port: number): unknown {
  const reason = LISTEN_ERRORS[(error as NodeJS.ErrnoException).code ?? ''];
  if (reason === undefined) return error;
  return new AppError('unavailable', `the server cannot listen on ${host}:${port}: ${reason}`, {
    hint: 'Set TILLHOUSE_PORT (or TILLHOUSE_HOST) to one that is free; port 0 takes any.',
    cause: error,
  });
}
