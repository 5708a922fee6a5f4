import { Client } from 'typesense';

const CONNECT_SECONDS = 30;

/** A client that tries once: when to try again is the guard's to say. */
export function createClient(url: string, apiKey: string): Client {
  return new Client({
    nodes: [{ url }],
    apiKey,
    connectionTimeoutSeconds: CONNECT_SECONDS,
    numRetries: 0,
    // With one node there is no other to turn to, and this one is asked again at once.
    healthcheckIntervalSeconds: 0,
    logLevel: 'silent',
  });
}
