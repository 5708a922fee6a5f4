import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Config } from '../config/index.js';
import { GRAPHQL_PATH } from './door.js';

const SCRIPT_PATH = `${GRAPHQL_PATH}/playground.js`;
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tillhouse GraphQL</title>
<style>
:root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
body { margin: 0; display: grid; grid-template: auto 1fr / minmax(0, 1fr) minmax(0, 1fr) minmax(0, 22rem); gap: 1rem; height: 100vh; padding: 1rem; box-sizing: border-box; }
header { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; }
h1 { font-size: 1.1rem; margin: 0; }
label { display: flex; flex-direction: column; gap: .25rem; min-height: 0; }
header label { flex-direction: row; align-items: center; }
main { display: grid; grid-template-rows: 3fr 1fr; gap: 1rem; min-height: 0; }
textarea, pre, input { font: 13px/1.5 ui-monospace, monospace; border: 1px solid #8886; border-radius: 6px; padding: .5rem; box-sizing: border-box; }
textarea { flex: 1; resize: none; width: 100%; }
pre { margin: 0; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
button { font: inherit; padding: .35rem 1rem; border-radius: 6px; border: 1px solid #2f6f4f; background: #2f6f4f; color: #fff; cursor: pointer; }
@media (max-width: 60rem) { body { grid-template: auto 20rem 20rem 20rem / 1fr; height: auto; } }
</style>
</head>
<body>
<header>
<h1>Tillhouse GraphQL</h1>
<label>Bearer token <input id="token" type="password" size="32" autocomplete="off" placeholder="of POST /api/v1/auth/token"></label>
<button id="run" type="button">Run (Ctrl Enter)</button>
<span id="status" role="status"></span>
</header>
<main>
<label>Query <textarea id="query" spellcheck="false">query($granularity: TimeGranularity!) {
  salesAnalytics(granularity: $granularity) {
    period
    totalRevenue
    uniqueCustomers
  }
}</textarea></label>
<label>Variables <textarea id="variables" spellcheck="false">{ "granularity": "MONTHLY" }</textarea></label>
</main>
<pre id="answer" tabindex="0" aria-label="Answer"></pre>
<pre id="fields" tabindex="0" aria-label="Fields"></pre>
<script src="${SCRIPT_PATH}"></script>
</body>
</html>
`;

const SCRIPT = `'use strict';
const part = (id) => document.getElementById(id);
async function ask(body) {
  const headers = { 'content-type': 'application/json' };
  const token = part('token').value.trim();
  if (token !== '') headers.authorization = 'Bearer ' + token;
  const response = await fetch('${GRAPHQL_PATH}', { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, answer: await response.json() };
}
async function run() {
  const started = performance.now();
  try {
    const variables = part('variables').value.trim();
    const { status, answer } = await ask({ query: part('query').value, variables: variables === '' ? null : JSON.parse(variables) });
    part('answer').textContent = JSON.stringify(answer, null, 2);
    part('status').textContent = status + ' in ' + Math.round(performance.now() - started) + ' ms';
  } catch (error) {
    part('answer').textContent = String(error);
    part('status').textContent = '';
  }
}
const TYPE = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
function typeText(type) {
  if (type.kind === 'NON_NULL') return typeText(type.ofType) + '!';
  if (type.kind === 'LIST') return '[' + typeText(type.ofType) + ']';
  return type.name;
}
async function showFields() {
  const query = '{ __schema { types { kind name fields { name args { name type { ' + TYPE + ' } } type { ' + TYPE + ' } } inputFields { name type { ' + TYPE + ' } } enumValues { name } } } }';
  const { answer } = await ask({ query });
  const types = answer.data.__schema.types.filter(({ name, kind }) => !name.startsWith('__') && kind !== 'SCALAR');
  const first = ['Query', 'Mutation', 'Subscription'];
  const rank = ({ name }) => (first.includes(name) ? first.indexOf(name) : first.length);
  types.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  part('fields').textContent = types.map(({ name, fields, inputFields, enumValues }) => {
    const lines = (fields ?? inputFields ?? enumValues ?? []).map((one) => {
      const args = (one.args ?? []).map((arg) => arg.name + ': ' + typeText(arg.type)).join(', ');
      return '  ' + one.name + (args === '' ? '' : '(' + args + ')') + (one.type ? ': ' + typeText(one.type) : '');
    });
    return name + '\\n' + lines.join('\\n');
  }).join('\\n\\n');
}
part('run').addEventListener('click', run);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
});
showFields().catch((error) => { part('fields').textContent = String(error); });
`;

/** Whether a page to try GraphQL is shown: as it is set, and on loopback where it is not. */
export function hasPlayground({ values }: Config): boolean {
  return values.graphqlPlayground === 'auto' ? LOOPBACK.has(values.host) : values.graphqlPlayground === 'on';
}

/** The page; all that it loads is of this server. */
export function showPlayground(reply: FastifyReply): unknown {
  return reply.type('text/html; charset=utf-8').send(PAGE);
}

export function servePlaygroundScript(fastify: FastifyInstance): void {
  fastify.get(SCRIPT_PATH, (_request, reply) => reply.type('text/javascript; charset=utf-8').send(SCRIPT));
}
