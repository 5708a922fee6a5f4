import pg from 'pg';
import { AS_ADMIN } from '../support/credentials.js';

export interface ToldError {
  message: string;
  path?: (string | number)[];
  extensions: {
    code: string;
    status: number;
    correlation_id: string;
    hint?: string;
    errors?: { field: string; reason: string }[];
  };
}

export interface GraphqlAnswer<T> {
  status: number;
  headers: Headers;
  data: T;
  errors?: ToldError[];
}

/** Asks GraphQL as the administrator, or with other headers. */
export async function ask<T = Record<string, never>>(
  url: string,
  query: string,
  { variables, operationName, headers = AS_ADMIN }: Asked = {},
): Promise<GraphqlAnswer<T>> {
  return post(url, JSON.stringify({ query, variables, operationName }), headers);
}

interface Asked {
  variables?: Record<string, unknown>;
  operationName?: string;
  headers?: Record<string, string>;
}

/** Sends any body. */
export async function post<T>(
  url: string,
  body: string,
  headers: Record<string, string> = AS_ADMIN,
): Promise<GraphqlAnswer<T>> {
  const response = await fetch(`${url}/api/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: ToldError[] };
  return { status: response.status, headers: response.headers, data, errors };
}

/** What came where all went well. */
export async function data<T>(...asked: Parameters<typeof ask>): Promise<T> {
  const answer = await ask<T>(...asked);
  expect(answer.errors).toBeUndefined();
  expect(answer.status).toBe(200);
  return answer.data;
}

/** The statements that reach PostgreSQL while something is done. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const sending = jest.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    for (const [first] of sending.mock.calls as unknown as [string | { text: string }][])
      texts.push(typeof first === 'string' ? first : first.text);
  } finally {
    sending.mockRestore();
  }
  return texts;
}
