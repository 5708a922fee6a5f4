/** Solves `a·x = b` for a symmetric positive definite matrix by Cholesky's decomposition. Throws where it is not one. */
export function solveSymmetric(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const lower = cholesky(a);
  const n = b.length;
  const y = new Array<number>(n).fill(0);
  for (let i = 0; i < n; i++) {
    let rest = b[i] ?? 0;
    for (let k = 0; k < i; k++) rest -= (lower[i]?.[k] ?? 0) * (y[k] ?? 0);
    y[i] = rest / (lower[i]?.[i] ?? 1);
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let rest = y[i] ?? 0;
    for (let k = i + 1; k < n; k++) rest -= (lower[k]?.[i] ?? 0) * (x[k] ?? 0);
    x[i] = rest / (lower[i]?.[i] ?? 1);
  }
  return x;
}

/** The inverse of a symmetric positive definite matrix. */
export function invertSymmetric(a: readonly (readonly number[])[]): number[][] {
  const columns = a.map((_, at) =>
    solveSymmetric(
      a,
      a.map((__, i) => (i === at ? 1 : 0)),
    ),
  );
  return a.map((_, i) => columns.map((column) => column[i] ?? 0));
}

function cholesky(a: readonly (readonly number[])[]): number[][] {
  const lower = a.map((row) => row.map(() => 0));
  for (let i = 0; i < a.length; i++) {
    const row = lower[i] ?? [];
    for (let j = 0; j <= i; j++) {
      const other = lower[j] ?? [];
      let rest = a[i]?.[j] ?? 0;
      for (let k = 0; k < j; k++) rest -= (row[k] ?? 0) * (other[k] ?? 0);
      if (i === j) {
        if (!(rest > 0)) throw new RangeError('the matrix is not positive definite');
        row[i] = Math.sqrt(rest);
      } else row[j] = rest / (other[j] ?? 1);
    }
  }
  return lower;
}

/**
 * Weighted ridge regression: the coefficients that minimise Σ w·(y − x·β)² + Σ penalty·β².
 * @param rows features of each observation
 * @param penalties of each feature; 0 leaves it free
 */
export function ridge(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  weights: readonly number[],
  penalties: readonly number[],
): number[] {
  const width = penalties.length;
  const gram = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  const moment = new Array<number>(width).fill(0);
  rows.forEach((row, at) => {
    const weight = weights[at] ?? 1;
    for (let i = 0; i < width; i++) {
      const left = (row[i] ?? 0) * weight;
      if (left === 0) continue;
      moment[i] = (moment[i] ?? 0) + left * (y[at] ?? 0);
      const line = gram[i] ?? [];
      for (let j = 0; j <= i; j++) line[j] = (line[j] ?? 0) + left * (row[j] ?? 0);
    }
  });
  for (let i = 0; i < width; i++) {
    const line = gram[i] ?? [];
    line[i] = (line[i] ?? 0) + (penalties[i] ?? 0) + 1e-9;
    for (let j = i + 1; j < width; j++) line[j] = gram[j]?.[i] ?? 0;
  }
  return solveSymmetric(gram, moment);
}
