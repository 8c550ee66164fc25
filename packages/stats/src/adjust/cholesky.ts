import { StatsError } from '../errors.ts';
import { at } from '../numbers.ts';

export type Matrix = readonly (readonly number[])[];

const cell = (matrix: Matrix, i: number, j: number): number => at(matrix[i] ?? [], j);

/** A factored symmetric positive matrix: solves for as many right sides as are asked. */
export interface Factor {
  solve(right: readonly number[]): number[];
}

/**
 * Factors a symmetric positive definite matrix. Columns are scaled first, so that their units do not matter.
 * @throws StatsError `singular`: a column is a combination of others.
 */
export function cholesky(matrix: Matrix): Factor {
  const size = matrix.length;
  const scale = matrix.map((_, i) => Math.sqrt(cell(matrix, i, i)));
  const lower: number[][] = [];
  for (let i = 0; i < size; i += 1) {
    const row: number[] = [];
    lower.push(row);
    for (let j = 0; j <= i; j += 1) {
      let value = cell(matrix, i, j) / (at(scale, i) * at(scale, j));
      for (let k = 0; k < j; k += 1) value -= at(row, k) * cell(lower, j, k);
      if (j === i && !(value > 1e-11)) throw new StatsError('singular', `column ${i}`);
      row.push(j === i ? Math.sqrt(value) : value / cell(lower, j, j));
    }
  }
  return {
    solve(right) {
      const x = right.map((value, i) => value / at(scale, i));
      for (let i = 0; i < size; i += 1) {
        let value = at(x, i);
        for (let k = 0; k < i; k += 1) value -= cell(lower, i, k) * at(x, k);
        x[i] = value / cell(lower, i, i);
      }
      for (let i = size - 1; i >= 0; i -= 1) {
        let value = at(x, i);
        for (let k = i + 1; k < size; k += 1) value -= cell(lower, k, i) * at(x, k);
        x[i] = value / cell(lower, i, i);
      }
      return x.map((value, i) => value / at(scale, i));
    },
  };
}

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((total, value, i) => total + value * at(b, i), 0);

/** Products of all pairs of columns. */
export const crossProducts = (columns: Matrix): number[][] =>
  columns.map((a) => columns.map((b) => dot(a, b)));
