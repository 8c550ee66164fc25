import { cholesky } from '../adjust/cholesky.ts';
import { need } from '../errors.ts';
import { at, indices, sum } from '../numbers.ts';
import type { Correlations } from './correlations.ts';
import { symmetricEigen } from './eigen.ts';

/** Above this, 2^k regressions take too long. */
export const MOST_ITEMS = 12;

/**
 * Standardised effects of all predictors together. They change sign under a halo: never shown as importance.
 * @throws StatsError `singular`.
 */
export const standardisedEffects = ({ among, withOutcome }: Correlations): number[] =>
  cholesky(among).solve(withOutcome);

/** Share of the outcome's variance that the predictors explain together. */
export const rSquared = (correlations: Correlations): number =>
  sum(
    standardisedEffects(correlations).map((effect, k) => effect * at(correlations.withOutcome, k)),
  );

/**
 * Johnson's relative weights: a fast approximation, equal to Shapley's for two predictors. They sum to R².
 * Source: Johnson 2000.
 */
export function johnsonWeights({ among, withOutcome }: Correlations): number[] {
  const { values, vectors } = symmetricEigen(among);
  const roots = values.map((value) => Math.sqrt(Math.max(0, value)));
  const lambda = withOutcome.map((_, i) =>
    withOutcome.map((__, j) =>
      sum(roots.map((root, k) => root * at(vectors[k] ?? [], i) * at(vectors[k] ?? [], j))),
    ),
  );
  // L⁻¹ r through the same vectors; a direction without variance adds nothing.
  const beta = withOutcome.map((_, i) =>
    sum(
      roots.map((root, k) => {
        if (root < 1e-9) return 0;
        const along = sum(withOutcome.map((r, j) => r * at(vectors[k] ?? [], j)));
        return (at(vectors[k] ?? [], i) * along) / root;
      }),
    ),
  );
  return lambda.map((row) => sum(row.map((value, k) => value ** 2 * at(beta, k) ** 2)));
}

/**
 * Shapley's (LMG) shares of R²: the gain of a predictor, averaged over all orders in which predictors can enter.
 * Exact over all subsets.
 * @throws StatsError `argument-invalid`: more than 12 predictors; `singular`.
 */
export function shapleyShares({ among, withOutcome }: Correlations): number[] {
  const count = withOutcome.length;
  need(count <= MOST_ITEMS, `at most ${MOST_ITEMS} predictors`);
  const explained = indices(2 ** count).map((mask) => {
    const chosen = indices(count).filter((k) => mask & (1 << k));
    const own: Correlations = {
      among: chosen.map((i) => chosen.map((j) => at(among[i] ?? [], j))),
      withOutcome: chosen.map((i) => at(withOutcome, i)),
    };
    return chosen.length === 0 ? 0 : rSquared(own);
  });
  // A set of s others stands before the predictor in s!(count − 1 − s)!/count! of all orders.
  const weight = [1 / count];
  for (let s = 1; s < count; s += 1) weight.push((at(weight, s - 1) * s) / (count - s));
  return indices(count).map((k) => {
    const gains = explained.map((r2, mask) => {
      if (mask & (1 << k)) return 0;
      return at(weight, ones(mask)) * (at(explained, mask | (1 << k)) - r2);
    });
    return sum(gains);
  });
}

function ones(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
