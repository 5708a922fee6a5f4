import { Ajv, type ValidateFunction } from 'ajv';
import { type Serving } from './serving.js';

type Json = Record<string, unknown>;

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, Json> }> }>>;
  components: { schemas: Record<string, Json> };
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the OpenAPI document of a server promises; a field that it does not name is a fault too. */
export class Contract {
  private readonly ajv: Ajv;
  private readonly validators = new Map<string, ValidateFunction>();

  private constructor(private readonly document: Document) {
    this.ajv = new Ajv({ strict: true, allErrors: true, formats: { date: ISO_DAY } });
    this.ajv.addSchema({
      $id: 'contract',
      $defs: Object.fromEntries(
        Object.entries(document.components.schemas).map(([name, schema]) => [name, strictly(schema)]),
      ),
    });
  }

  static async of(serving: Serving): Promise<Contract> {
    return new Contract((await serving.get<Document>('/openapi.v1.json')).body);
  }

  /** Operations under a path, as `get /api/v1/…/{id}`. */
  operations(under: string): string[] {
    return Object.entries(this.document.paths)
      .filter(([path]) => path.startsWith(under))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  }

  /** The operation that answers a path. */
  operationOf(method: string, path: string): string {
    const [asked = ''] = path.split('?');
    const found = this.operations('').filter((operation) => {
      const [of, template = ''] = operation.split(' ');
      return of === method && new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(asked);
    });
    if (found.length !== 1) throw new Error(`${found.length} operations answer ${method} ${path}`);
    return found[0] ?? '';
  }

  /** How a body of status 200 differs from what is declared; empty where it does not. */
  faults(operation: string, body: unknown): string[] {
    const validate = this.validators.get(operation) ?? this.compiled(operation);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  private compiled(operation: string): ValidateFunction {
    const [method = '', path = ''] = operation.split(' ');
    const schema =
      this.document.paths[path]?.[method]?.responses['200']?.content?.['application/json']?.['schema'];
    if (schema === undefined) throw new Error(`${operation} declares no answer`);
    const validate = this.ajv.compile(strictly(schema as Json));
    this.validators.set(operation, validate);
    return validate;
  }
}

/** A schema of OpenAPI 3.0 as one of JSON Schema that refuses what it does not name. */
function strictly(schema: Json): Json {
  const known = Object.entries(schema).filter(([keyword]) => keyword !== 'nullable' && keyword !== 'example');
  const strict: Json = Object.fromEntries(
    known.map(([keyword, value]) => {
      if (keyword === '$ref')
        return [keyword, String(value).replace('#/components/schemas/', 'contract#/$defs/')];
      if (keyword === 'properties') {
        return [
          keyword,
          Object.fromEntries(Object.entries(value as Json).map(([k, v]) => [k, strictly(v as Json)])),
        ];
      }
      if (['allOf', 'anyOf', 'oneOf'].includes(keyword)) return [keyword, (value as Json[]).map(strictly)];
      if (isSchema(value) && ['items', 'additionalProperties'].includes(keyword))
        return [keyword, strictly(value)];
      return [keyword, value];
    }),
  );
  if (strict['properties'] !== undefined) strict['additionalProperties'] ??= false;
  return schema['nullable'] === true ? { anyOf: [strict, { type: 'null' }] } : strict;
}

function isSchema(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
