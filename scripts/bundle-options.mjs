/** What the bundle of the packages and that of the program have in common, for esbuild. */
export const BUNDLE = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Dependencies are injected, and schemas of the API named, by the names of classes.
  keepNames: true,
  logLevel: 'warning',
};
