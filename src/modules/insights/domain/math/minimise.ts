/**
 * The point at which a function is lowest, by the simplex of Nelder and Mead (1965): it needs no derivative.
 * @param step size of the first simplex
 */
export function minimise(
  of: (x: readonly number[]) => number,
  start: readonly number[],
  { step = 0.5, tolerance = 1e-10, iterations = 2_000 } = {},
): { x: number[]; value: number; isConverged: boolean } {
  const n = start.length;
  const at = (x: number[]) => ({ x, value: finite(of(x)) });
  let simplex = [at([...start]), ...start.map((_, i) => at(start.map((v, j) => (i === j ? v + step : v))))];
  for (let round = 0; round < iterations; round++) {
    simplex.sort((a, b) => a.value - b.value);
    const best = simplex[0] ?? at([...start]);
    const worst = simplex[n] ?? best;
    const second = simplex[n - 1] ?? best;
    if (Math.abs(worst.value - best.value) <= tolerance * (Math.abs(best.value) + tolerance)) {
      return { ...best, isConverged: true };
    }
    const others = simplex.slice(0, n);
    const centre = start.map((_, i) => others.reduce((sum, { x }) => sum + (x[i] ?? 0), 0) / n);
    const along = (factor: number) => at(centre.map((c, i) => c + factor * (c - (worst.x[i] ?? 0))));
    const reflected = along(1);
    if (reflected.value < best.value) {
      const expanded = along(2);
      simplex[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < second.value) simplex[n] = reflected;
    else {
      const contracted = reflected.value < worst.value ? along(0.5) : along(-0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[n] = contracted;
      else
        simplex = [best, ...simplex.slice(1).map(({ x }) => at(x.map((v, i) => ((best.x[i] ?? 0) + v) / 2)))];
    }
  }
  simplex.sort((a, b) => a.value - b.value);
  const best = simplex[0] ?? at([...start]);
  return { ...best, isConverged: false };
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.MAX_VALUE;
}
