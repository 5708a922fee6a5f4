// node prisma-engine.mjs <postgresql url>: what Prisma's own schema engine says of a database: the migrations that it misses,
// and the difference to prisma/schema.prisma. One JSON object. The engine is the WebAssembly build of the pinned version.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

// The adapter does not know the catalogue's one-byte type "char", which the engine asks for.
const [CHAR, TEXT, CHARACTER] = [18, 25, 6];
let charColumns = [];
const describe = pg.Query.prototype.handleRowDescription;
pg.Query.prototype.handleRowDescription = function (message) {
  charColumns = message.fields.map((field) => field.dataTypeID === CHAR);
  for (const field of message.fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
  describe.call(this, message);
};
class CatalogueAdapter extends PrismaPg {
  async connect() {
    const connection = await super.connect();
    const queryRaw = connection.queryRaw.bind(connection);
    connection.queryRaw = async (query) => {
      const result = await queryRaw(query);
      return {
        ...result,
        columnTypes: result.columnTypes.map((type, i) => (charColumns[i] ? CHARACTER : type)),
      };
    };
    return connection;
  }
}

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'prisma', 'migrations');
const schema = {
  path: 'schema.prisma',
  content: readFileSync(join(root, 'prisma', 'schema.prisma'), 'utf8'),
};

globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
const wasm = join(
  dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')),
  'schema_engine_bg.wasm',
);
const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { './schema_engine_bg.js': glue });
glue.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

const adapter = bindMigrationAwareSqlAdapterFactory(
  new CatalogueAdapter({ connectionString: process.argv[2] }),
);
const engine = await glue.SchemaEngine.new(
  { datamodels: [[schema.path, schema.content]] },
  () => undefined,
  adapter,
);
const filters = { externalTables: [], externalEnums: [] };
const history = await engine.diagnoseMigrationHistory({
  migrationsList: {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: readdirSync(folder)
      .filter((name) => existsSync(join(folder, name, 'migration.sql')))
      .map((name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(join(folder, name, 'migration.sql'), 'utf8') },
        },
      })),
  },
  optInToShadowDatabase: false,
  filters,
});
const difference = await engine.diff({
  from: { tag: 'schemaDatasource', files: [schema], configDir: root },
  to: { tag: 'schemaDatamodel', files: [schema] },
  script: true,
  exitCode: null,
  filters,
});
console.log(JSON.stringify({ history, difference: difference.stdout ?? '' }));
process.exit(0);
