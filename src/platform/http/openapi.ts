import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { problemResponse } from './problem-responses.js';

export interface ApiDescription {
  version: string;
  description: string;
  /** What each group of routes is about. */
  tags: Readonly<Record<string, string>>;
}

/** The whole API, and its two versions alone; what has no version belongs to the first. */
export interface ApiDocuments {
  all: OpenAPIObject;
  v1: OpenAPIObject;
  v2: OpenAPIObject;
}

/** Describes the routes of an application, in an order that does not depend on how they were found. */
export function describeApi(
  app: INestApplication,
  { version, description, tags }: ApiDescription,
): ApiDocuments {
  const builder = new DocumentBuilder()
    .setTitle('Tillhouse')
    .setDescription(description)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Of POST /api/v1/auth/token.' },
      'bearer',
    )
    .addApiKey(
      { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'Of POST /api/v1/auth/api-keys.' },
      'api_key',
    )
    .addBasicAuth(
      {
        type: 'http',
        scheme: 'basic',
        description: 'User name and password, or id and secret of an API key.',
      },
      'basic',
    );
  for (const [name, text] of Object.entries(tags)) builder.addTag(name, text);
  const all = SwaggerModule.createDocument(app, builder.build(), {
    // Both versions have a SalesController.
    operationIdFactory: (controller, method, apiVersion) =>
      `${controller.replace(/Controller$/, '')}_${method}${apiVersion === undefined ? '' : `_${apiVersion}`}`,
  });
  all.paths = sorted(all.paths);
  describeBodies(all);
  tellExamples(all);
  const isV2 = (path: string) => path.startsWith('/api/v2/');
  return {
    all: part(all, () => true, ''),
    v1: part(all, (path) => !isV2(path), ''),
    v2: part(all, isV2, ', version 2'),
  };
}

/** What holds for every body: it may be unreadable, too large or of another type, and unknown fields are refused. */
function describeBodies({ paths, components }: OpenAPIObject): void {
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path) as Operation[])) {
    if (operation.requestBody === undefined) continue;
    for (const status of [400, 413, 415] as const) operation.responses[status] ??= problemResponse(status);
    for (const name of reachableFrom(operation.requestBody, components?.schemas ?? {})) {
      const schema = components?.schemas?.[name];
      if (schema && 'properties' in schema) schema.additionalProperties ??= false;
    }
  }
}

/**
 * Examples of optional parameters go into words: Swagger UI fills them all in, and whoever just executes would ask for what fits all
 * of them at once, which is nothing.
 */
function tellExamples({ paths }: OpenAPIObject): void {
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path) as Operation[])) {
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in !== 'query' || parameter.required === true) continue;
      const { example = parameter.schema?.example } = parameter;
      if (example === undefined) continue;
      const told = `Example: \`${typeof example === 'string' ? example : JSON.stringify(example)}\`.`;
      parameter.description = parameter.description ? `${parameter.description} ${told}` : told;
      delete parameter.example;
      delete parameter.schema?.example;
    }
  }
}

interface Operation {
  parameters?: Parameter[];
  requestBody?: object;
  responses: Record<number, object>;
  tags?: string[];
}

interface Parameter {
  in: string;
  required?: boolean;
  description?: string;
  example?: unknown;
  schema?: { example?: unknown };
}

/** The routes that are asked for, with the schemas and tags that they use. */
function part(all: OpenAPIObject, isIn: (path: string) => boolean, title: string): OpenAPIObject {
  const paths = Object.fromEntries(Object.entries(all.paths).filter(([path]) => isIn(path)));
  const schemas = all.components?.schemas ?? {};
  const used = reachableFrom(paths, schemas);
  const operations = Object.values(paths).flatMap((path) => Object.values(path) as Operation[]);
  const tags = new Set(operations.flatMap((operation) => operation.tags ?? []));
  return {
    ...all,
    info: { ...all.info, title: all.info.title + title },
    tags: all.tags?.filter(({ name }) => tags.has(name)),
    paths,
    components: {
      ...all.components,
      schemas: sorted(Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))),
    },
  };
}

/** The schemas that a part of a document uses, and those that these use. */
function reachableFrom(value: unknown, schemas: Readonly<Record<string, unknown>>): Set<string> {
  const used = new Set<string>();
  const follow = (part: unknown): void => {
    for (const name of schemasIn(part)) {
      if (used.has(name)) continue;
      used.add(name);
      follow(schemas[name]);
    }
  };
  follow(value);
  return used;
}

function schemasIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name = '']) => name,
  );
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
