import { need, StatsError } from '../errors.ts';
import { at, mean, sum, variance } from '../numbers.ts';
import { cholesky, crossProducts, dot } from './cholesky.ts';

export interface LogisticFit {
  readonly intercept: number;
  readonly effects: readonly number[];
  /** Fitted probability of each row. */
  readonly fitted: readonly number[];
}

const STEPS = 100;

/**
 * Logistic regression of greatest likelihood by Newton's steps, halved while they do not climb.
 * @param columns covariates without the intercept
 * @throws StatsError `argument-invalid`; `singular`; `no-convergence`: the columns foretell the outcome perfectly.
 */
export function fitLogistic(
  columns: readonly (readonly number[])[],
  event: readonly number[],
): LogisticFit {
  need(event.length > 0 && event.every((y) => y === 0 || y === 1), 'an outcome is 0 or 1');
  need(
    columns.every((column) => column.length === event.length && column.every(Number.isFinite)),
    'every column needs a number a row',
  );
  // Standard units keep the steps well sized whatever the columns measure.
  const centres = columns.map(mean);
  const scales = columns.map((column) => Math.sqrt(variance(column)));
  if (scales.some((scale) => !(scale > 0)))
    throw new StatsError('singular', 'a column is constant');
  const x = [
    event.map(() => 1),
    ...columns.map((column, k) => column.map((value) => (value - at(centres, k)) / at(scales, k))),
  ];
  let b = x.map(() => 0);
  let best = logLikelihood(x, b, event);
  for (let step = 0; step < STEPS; step += 1) {
    const p = probabilities(x, b);
    const gradient = x.map((column) =>
      dot(
        column,
        event.map((y, i) => y - at(p, i)),
      ),
    );
    const weight = p.map((value) => value * (1 - value));
    const weighted = x.map((column) => column.map((value, i) => value * Math.sqrt(at(weight, i))));
    const move = cholesky(crossProducts(weighted)).solve(gradient);
    let share = 1;
    let next = b.map((value, k) => value + at(move, k));
    let value = logLikelihood(x, next, event);
    while (value < best - 1e-12 * Math.abs(best) && share > 1e-6) {
      share /= 2;
      const part = share;
      next = b.map((old, k) => old + part * at(move, k));
      value = logLikelihood(x, next, event);
    }
    b = next;
    best = value;
    if (b.some((effect) => Math.abs(effect) > 50)) break;
    if (Math.max(...move.map(Math.abs)) * share < 1e-12) {
      const effects = scales.map((scale, k) => at(b, k + 1) / scale);
      return { intercept: at(b, 0) - dot(effects, centres), effects, fitted: probabilities(x, b) };
    }
  }
  throw new StatsError('no-convergence', 'the columns foretell the outcome');
}

function probabilities(x: readonly (readonly number[])[], b: readonly number[]): number[] {
  return (x[0] ?? []).map((_, i) => 1 / (1 + Math.exp(-score(x, b, i))));
}

function logLikelihood(
  x: readonly (readonly number[])[],
  b: readonly number[],
  event: readonly number[],
): number {
  return sum(
    event.map((y, i) => {
      const t = score(x, b, i) * (y === 1 ? -1 : 1);
      return -(t > 30 ? t + Math.exp(-t) : Math.log1p(Math.exp(t)));
    }),
  );
}

function score(x: readonly (readonly number[])[], b: readonly number[], row: number): number {
  return b.reduce((total, effect, k) => total + effect * at(x[k] ?? [], row), 0);
}
