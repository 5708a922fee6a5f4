// Packages that ship ES modules only; jest runs CommonJS, so they are transformed too.
const esm = [
  '@nestjs',
  'tinyglobby',
  'nestjs-pino',
  'uuid',
  'load-esm',
  'file-type',
  'uint8array-extras',
  'strtok3',
  'token-types',
  '@borewit',
  '@tokenizer',
  'cookie',
  'content-disposition',
  'csv-parse',
  'commander',
  'jose',
  'cockatiel',
  'stemmer',
  '@prisma',
  // It loads the next one by import().
  'mercurius',
  'quick-lru',
  'age-encryption',
  '@noble',
  '@scure',
];

/** @type {import('jest').Config} */
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: [],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  testTimeout: 120_000,
};

module.exports = {
  ...base,
  rootDir: __dirname,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: process.env.TESTS === 'drills' ? ['**/*.drill.ts'] : ['**/*.spec.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.env.TESTS === 'quick' ? ['\\.slow\\.spec\\.ts$'] : []),
  ],
};
