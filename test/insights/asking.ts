import { Contract } from '../support/contract.js';
import { AS_ADMIN } from '../support/credentials.js';
import { type Serving } from '../support/serving.js';

export const INSIGHTS = '/api/v1/insights';

export type Data = Record<string, unknown>;

/** Asks, and holds what comes to the server's own OpenAPI document. */
export async function asking(serving: Serving) {
  const contract = await Contract.of(serving);
  const asked = new Set<string>();
  const held = (method: string, path: string, status: number, body: { data: Data }) => {
    expect([path, status]).toEqual([path, 200]);
    const operation = contract.operationOf(method, path);
    expect([path, ...contract.faults(operation, body)]).toEqual([path]);
    asked.add(operation);
    return body.data;
  };
  return {
    contract,
    asked,
    get: async (query: string) => {
      const path = `${INSIGHTS}/${query}`;
      const { status, body } = await serving.get<{ data: Data }>(path);
      return held('get', path, status, body);
    },
    forecast: async (question: object) => {
      const response = await fetch(`${serving.server.url}${INSIGHTS}/forecast`, {
        method: 'POST',
        headers: { ...AS_ADMIN, 'content-type': 'application/json' },
        body: JSON.stringify(question),
      });
      return held('post', `${INSIGHTS}/forecast`, response.status, (await response.json()) as { data: Data });
    },
  };
}

export type Asking = Awaited<ReturnType<typeof asking>>;
