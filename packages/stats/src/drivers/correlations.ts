import { need } from '../errors.ts';
import { mean, variance } from '../numbers.ts';
import { crossProducts, dot } from '../adjust/cholesky.ts';

export interface Correlations {
  /** Among the predictors. */
  readonly among: readonly (readonly number[])[];
  /** Of each predictor with the outcome. */
  readonly withOutcome: readonly number[];
}

/**
 * Correlations of predictors among themselves and with the outcome.
 * @param rows a row a reply
 * @throws StatsError `argument-invalid`: ragged rows or a column that does not vary.
 */
export function correlations(
  rows: readonly (readonly number[])[],
  y: readonly number[],
): Correlations {
  const width = rows[0]?.length ?? 0;
  need(
    width > 0 && rows.length === y.length && rows.length >= 3,
    'rows and outcomes of the same number, at least three',
  );
  need(
    rows.every((row) => row.length === width && row.every(Number.isFinite)),
    'ragged rows',
  );
  const columns = Array.from({ length: width }, (_, k) =>
    unit(rows.map((row) => row[k] ?? Number.NaN)),
  );
  const outcome = unit(y);
  return {
    among: crossProducts(columns),
    withOutcome: columns.map((column) => dot(column, outcome)),
  };
}

/** A column centred and of length 1. */
function unit(column: readonly number[]): number[] {
  const centre = mean(column);
  const length = Math.sqrt(variance(column) * (column.length - 1));
  need(length > 0, 'a column does not vary');
  return column.map((value) => (value - centre) / length);
}
