// The house of docs/architecture.md as rules. test/architecture proves that each of them bites.
// What a module may import, by its index.ts; the design's edges and no others.
const MODULES = {
  auth: [],
  etl: ['quality'],
  quality: [],
  warehouse: [],
  sales: ['warehouse', 'datamart', 'insights'],
  datamart: ['warehouse'],
  insights: ['datamart', 'warehouse'],
  batch: ['etl', 'quality', 'warehouse'],
  search: ['warehouse', 'sales', 'datamart'],
  alerts: [],
  tasks: [],
  health: [],
};
const NAMES = Object.keys(MODULES);
/** They import no module: the others register their handlers and checks with them. */
const REGISTRIES = ['tasks', 'health'];

const edges = Object.entries(MODULES).map(([module, needs]) => {
  // Whether auth is used in the right layer is a rule of its own.
  const allowed = [...needs, 'auth', ...(REGISTRIES.includes(module) ? [] : REGISTRIES)];
  return {
    name: `edges-of-${module}`,
    comment: `${module} may use ${allowed.join(', ')}`,
    severity: 'error',
    from: { path: `^src/modules/${module}/` },
    to: { path: '^src/modules/', pathNot: `^src/modules/(${[module, ...allowed].join('|')})/` },
  };
});

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
      name: 'module-without-edges',
      comment: 'A new module gets its edges in the table above.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: `^src/modules/(${NAMES.join('|')})/` },
      to: { path: '^src/modules/', pathNot: '^src/modules/$1/' },
    },
    {
      name: 'auth-in-presentation',
      comment: 'Who may do it is asked at the door, not in services.',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: ['^src/modules/auth/', '/presentation/', '\\.module\\.ts$'] },
      to: { path: '^src/modules/auth/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Domain imports the language, its own folder and the types of another module.',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^src/modules/[^/]+/domain/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'domain-takes-only-types',
      comment: 'The index.ts of another module brings its services with it; `import type` does not.',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/domain/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/modules/[^/]+/index\\.ts$', dependencyTypesNot: ['type-only'] },
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
      to: { path: '^@prisma/|(^|/)node_modules/(@prisma|prisma)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'They are not there where this runs.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Generated, with cycles of its own.
    exclude: { path: '^src/platform/database/client/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
