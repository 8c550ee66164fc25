import { at } from '../numbers.ts';

export interface Eigen {
  readonly values: readonly number[];
  /** vectors[k] belongs to values[k]; each of length 1. */
  readonly vectors: readonly (readonly number[])[];
}

/** Eigenvalues and vectors of a symmetric matrix by Jacobi's rotations. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)));
  const get = (m: number[][], i: number, j: number): number => at(m[i] ?? [], j);
  const rotate = (
    m: number[][],
    rows: boolean,
    p: number,
    q: number,
    c: number,
    s: number,
  ): void => {
    for (let k = 0; k < n; k += 1) {
      const x = rows ? get(m, p, k) : get(m, k, p);
      const y = rows ? get(m, q, k) : get(m, k, q);
      const [rowP, rowQ] = rows ? [m[p], m[q]] : [m[k], m[k]];
      if (rowP) rowP[rows ? k : p] = c * x - s * y;
      if (rowQ) rowQ[rows ? k : q] = s * x + c * y;
    }
  };
  for (let sweep = 0; sweep < 100; sweep += 1) {
    let off = 0;
    for (let p = 0; p < n; p += 1) for (let q = p + 1; q < n; q += 1) off += get(a, p, q) ** 2;
    if (off < 1e-30) break;
    for (let p = 0; p < n; p += 1) {
      for (let q = p + 1; q < n; q += 1) {
        const apq = get(a, p, q);
        if (Math.abs(apq) < 1e-300) continue;
        const theta = (get(a, q, q) - get(a, p, p)) / (2 * apq);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        rotate(a, false, p, q, c, s);
        rotate(a, true, p, q, c, s);
        rotate(v, false, p, q, c, s);
      }
    }
  }
  return {
    values: a.map((row, i) => at(row, i)),
    vectors: a.map((_, k) => v.map((row) => at(row, k))),
  };
}
