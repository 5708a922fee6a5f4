import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { paths as V1 } from './schema.v1.js';
import type { paths as V2 } from './schema.v2.js';

export type { components as V1Components, paths as V1Paths } from './schema.v1.js';
export type { components as V2Components, paths as V2Paths } from './schema.v2.js';

/** One of the three, or none for the public routes. */
export interface Credentials {
  /** Access token of POST /api/v1/auth/token. */
  token?: string;
  /** Whole API key. */
  apiKey?: string;
  basic?: { username: string; password: string };
}

export type TillhouseOptions = Credentials & Pick<ClientOptions, 'baseUrl' | 'fetch'>;

/** Both versions of the API over one address. */
export interface TillhouseClient {
  v1: Client<V1>;
  v2: Client<V2>;
}

/**
 * A client whose paths, parameters, bodies and answers are typed by the committed contract. Answers come as
 * `{ data, error, response }`: `error` is a problem (RFC 9457) where the status is not one of success.
 */
export function createTillhouseClient({ baseUrl, fetch, ...credentials }: TillhouseOptions): TillhouseClient {
  const options = { baseUrl, fetch, headers: headersOf(credentials) };
  return { v1: createClient<V1>(options), v2: createClient<V2>(options) };
}

function headersOf({ token, apiKey, basic }: Credentials): Record<string, string> {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (apiKey !== undefined) return { 'x-api-key': apiKey };
  if (basic === undefined) return {};
  const bytes = new TextEncoder().encode(`${basic.username}:${basic.password}`);
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}
