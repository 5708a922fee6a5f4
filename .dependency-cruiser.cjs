// The house of docs/architecture.md as rules. test/architecture proves that each of them bites.
const MODULES = {
  etl: ['quality', 'health', 'auth'],
  quality: ['auth', 'health'],
  warehouse: ['auth', 'health'],
  sales: ['warehouse', 'datamart', 'insights', 'auth', 'health'],
  search: ['warehouse', 'sales', 'datamart', 'auth', 'health'],
  datamart: ['warehouse', 'auth', 'health'],
  insights: ['datamart', 'auth', 'health'],
  batch: ['etl', 'quality', 'warehouse', 'auth', 'health'],
  tasks: ['auth', 'health'],
  auth: ['health'],
  health: [],
};

const edges = Object.entries(MODULES).map(([module, allowed]) => ({
  name: `edges-of-${module}`,
  comment: `${module} may use ${allowed.join(', ') || 'no other module'}`,
  severity: 'error',
  from: { path: `^src/modules/${module}/` },
  to: { path: '^src/modules/', pathNot: `^src/modules/(${[module, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'only-through-the-door',
      comment: 'A module is entered by its index.ts.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/[^/]+/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'only-through-the-door-from-outside',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/modules/' },
      to: { path: '^src/modules/[^/]+/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
    },
    ...edges,
    {
      name: 'domain-is-pure',
      comment: 'Domain imports the language, its own folder and the types of another module.',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^src/modules/[^/]+/domain/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'data-access-serves',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/data-access/' },
      to: { path: '^src/modules/[^/]+/(service|presentation)/' },
    },
    {
      name: 'service-knows-no-http',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/service/' },
      to: {
        path: [
          '^src/modules/[^/]+/presentation/',
          '(^|/)node_modules/(fastify|@nestjs/platform-fastify|@nestjs/swagger)/',
        ],
      },
    },
    {
      name: 'presentation-asks-services',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/presentation/' },
      to: { path: '^src/modules/[^/]+/data-access/' },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/modules/' },
    },
    {
      name: 'duckdb-in-its-engine',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/engine/duckdb/' },
      to: { path: '(^|/)node_modules/@duckdb/' },
    },
    {
      name: 'prisma-in-data-access',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/platform/database/', '/data-access/'] },
      to: { path: '(^|/)node_modules/(@prisma|prisma)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
