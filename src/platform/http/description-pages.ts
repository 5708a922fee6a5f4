import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { type ApiDocuments } from './openapi.js';

/** Where the build puts ReDoc, whether this runs from dist or from src. */
const REDOC = resolve(import.meta.dirname, '..', '..', '..', 'dist', 'public', 'redoc.standalone.js');

const REDOC_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tillhouse API</title>
</head>
<body>
<redoc spec-url="./openapi.json" disable-search></redoc>
<script src="./redoc/redoc.standalone.js"></script>
</body>
</html>
`;

/** `/openapi.json`, `/openapi.v1.json`, `/openapi.v2.json`, Swagger UI at `/docs` and ReDoc at `/redoc`, all of this server alone. */
export function serveDescription(app: NestFastifyApplication, documents: () => ApiDocuments): void {
  SwaggerModule.setup('docs', app, () => documents().all, {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Tillhouse API',
    swaggerOptions: {
      persistAuthorization: true,
      displayRequestDuration: true,
      docExpansion: 'none',
      filter: true,
    },
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/openapi.v1.json', () => documents().v1);
  fastify.get('/openapi.v2.json', () => documents().v2);
  fastify.get('/redoc', (_request, reply) => reply.type('text/html; charset=utf-8').send(REDOC_PAGE));
  fastify.get('/redoc/redoc.standalone.js', (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .send(createReadStream(REDOC)),
  );
}
