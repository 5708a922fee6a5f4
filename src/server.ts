import { mkdir } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { INestApplicationContext } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { documentsOf } from './api-description.js';
import { AppModule } from './app.module.js';
import { type Config } from './platform/config/index.js';
import { AppError } from './platform/errors/app-error.js';
import { openDatabase } from './platform/database/index.js';
import { lockHome } from './platform/locks/home-lock.module.js';
import { serveDescription } from './platform/http/description-pages.js';
import { createHttpAdapter, setUpHttp } from './platform/http/setup.js';
import { quietStart } from './platform/telemetry/logger.module.js';

export interface Server {
  app: NestFastifyApplication;
  /** Where it listens, for example http://127.0.0.1:8080. */
  url: string;
}

// The caller prints what went wrong and chooses the exit code.
const NEST = { bufferLogs: true, abortOnError: false };

/** Starts the API on the configured address, and the jobs with it unless workers do them. Throws AppError where that cannot be had. */
export async function startServer(config: Config, opening = openDatabase(config)): Promise<Server> {
  // Who waits for it hears of it.
  opening.catch(() => undefined);
  const { host, port, worker } = config.values;
  const prepared = await prepare(config).catch(async (error: unknown) => {
    await opening.then((database) => database.close());
    throw error;
  });
  const roles = { api: true, worker: worker === 'on' };
  const module = AppModule.of(config, opening, roles, prepared.lock);
  const app = await NestFactory.create<NestFastifyApplication>(module, prepared.adapter, NEST).catch(
    async (error: unknown) => {
      await prepared.lock.release();
      throw error;
    },
  );
  app.useLogger(quietStart(app.get(Logger)));
  await setUpHttp(app, config);
  app.enableShutdownHooks();
  serveDescription(
    app,
    once(() => documentsOf(app)),
  );
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw inWords(error, host, port);
  }
  return { app, url: await app.getUrl() };
}

/** What the settings may be wrong for, before anything is opened. */
async function prepare(config: Config) {
  const adapter = createHttpAdapter(config);
  await mkdir(config.values.home, { recursive: true });
  return { adapter, lock: await lockHome(config.values.home) };
}

/** Does jobs and answers no requests. Throws AppError. */
export async function startWorker(config: Config): Promise<INestApplicationContext> {
  await mkdir(config.values.home, { recursive: true });
  const opening = openDatabase(config);
  opening.catch(() => undefined);
  const module = AppModule.of(config, opening, { api: false, worker: true });
  const app = await NestFactory.createApplicationContext(module, NEST);
  app.useLogger(quietStart(app.get(Logger)));
  app.enableShutdownHooks();
  return app;
}

/** Made when somebody asks for it: a start does not wait for it. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
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
