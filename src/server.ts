import { mkdir } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { type Config } from './platform/config/index.js';
import { programVersion } from './platform/config/version.js';
import { newRequestId } from './platform/http/correlation.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { validationPipe } from './platform/http/validation.js';

const BODY_LIMIT = 1024 * 1024;

export interface Server {
  app: NestFastifyApplication;
  /** Where it listens, for example http://127.0.0.1:8080. */
  url: string;
}

/** Starts the API on the configured address. */
export async function startServer(config: Config): Promise<Server> {
  await mkdir(config.values.home, { recursive: true });
  const adapter = new FastifyAdapter({
    genReqId: newRequestId,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 60_000,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(config), adapter, {
    bufferLogs: true,
  });
  app.useLogger(app.get(Logger));
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(validationPipe());
  app.enableShutdownHooks();
  adapter.getInstance().addHook('onSend', async (request, reply) => {
    reply.header('x-correlation-id', request.id);
  });
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Tillhouse')
      .setDescription(
        'Raw retail files in, a trusted and versioned star schema out. Errors are application/problem+json (RFC 9457).',
      )
      .setVersion(programVersion())
      .build(),
  );
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Tillhouse API',
  });
  await app.listen({ host: config.values.host, port: config.values.port });
  return { app, url: await app.getUrl() };
}
