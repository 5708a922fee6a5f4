// Writes the OpenAPI documents and the GraphQL schema to test/contract and the TypeScript client's types that follow from them; `--check` compares
// instead, and names what differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { ensureBuilt } from './ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const isCheck = process.argv.includes('--check');
ensureBuilt(root);
const { documentsWithoutServer, graphqlSchemaText } = await import('../dist/api-description.js');
const { v1, v2 } = await documentsWithoutServer();

const files = {
  'test/contract/openapi.v1.json': JSON.stringify(v1),
  'test/contract/openapi.v2.json': JSON.stringify(v2),
  'test/contract/schema.graphql': `# Made by npm run generate:contract; Apache-2.0, as the rest of Tillhouse.\n${await graphqlSchemaText()}`,
  'clients/typescript/src/schema.v1.ts': await types(v1, 'openapi.v1.json'),
  'clients/typescript/src/schema.v2.ts': await types(v2, 'openapi.v2.json'),
};
let differences = 0;
for (const [name, text] of Object.entries(files)) {
  const path = join(root, name);
  const wanted = await format(text, { ...(await resolveConfig(path)), filepath: path });
  if (!isCheck) writeFileSync(path, wanted);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== wanted) {
    differences++;
    console.error(
      `${name} is not what the code says: npm run generate:contract\n${firstDifference(path, wanted)}`,
    );
  }
}
// The framework leaves timers behind.
process.exit(differences > 0 ? 1 : 0);

async function types(document, from) {
  mustBeWhole(document, from);
  // What has a default may be left out by who asks.
  const options = { defaultNonNullable: false };
  const made = astToString(await openapiTypescript(structuredClone(document), options));
  return `// Made from test/contract/${from} by npm run generate:contract (openapi-typescript); Apache-2.0, as the rest of Tillhouse.\n${made}`;
}

/** A reference to what is not there makes clients and fuzzers leave the thing out, silently. */
function mustBeWhole(document, from) {
  const names = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)].map(
    ([, name]) => name,
  );
  const missing = names.find((name) => document.components?.schemas?.[name] === undefined);
  if (missing !== undefined)
    throw new Error(`${from}: a reference to the schema '${missing}', which is not there`);
}

function firstDifference(path, wanted) {
  const have = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const want = wanted.split('\n');
  const at = want.findIndex((line, i) => line !== have[i]);
  const line = at === -1 ? want.length : at;
  return `  line ${line + 1}\n  committed: ${have[line] ?? '(the end)'}\n  code:      ${want[line] ?? '(the end)'}`;
}
