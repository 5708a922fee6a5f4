import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';

const SRC = join(import.meta.dirname, '..', '..', 'src');

// OpenAPI knows a body by the name of its class: of two with one name the second silently takes the place of the first.
it('no two classes of bodies have one name', () => {
  const names = globSync(['**/presentation/**/*.ts', 'platform/http/*.ts'], { cwd: SRC }).flatMap((file) =>
    [
      ...readFileSync(join(SRC, file), 'utf8').matchAll(
        /^(?:export )?(?:abstract )?class (\w+(?:Dto|Answer|Request))\b/gm,
      ),
    ].map((match) => match[1]),
  );
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
