import { need } from './errors.ts';
import { at, indices, sum } from './numbers.ts';

export type Adjustment = 'benjamini-hochberg' | 'benjamini-yekutieli' | 'holm' | 'bonferroni';

/**
 * p-values adjusted for having looked at all of them, in the order given.
 * @throws StatsError `argument-invalid`: a value outside [0, 1].
 */
export function adjustP(p: readonly number[], adjustment: Adjustment): number[] {
  need(
    p.every((value) => value >= 0 && value <= 1),
    'a p-value lies outside [0, 1]',
  );
  const m = p.length;
  if (adjustment === 'bonferroni') return p.map((value) => Math.min(1, m * value));
  const order = indices(m).sort((a, b) => at(p, a) - at(p, b));
  const adjusted = p.map(() => 1);
  if (adjustment === 'holm') {
    let largest = 0;
    order.forEach((index, place) => {
      largest = Math.max(largest, Math.min(1, (m - place) * at(p, index)));
      adjusted[index] = largest;
    });
    return adjusted;
  }
  const share =
    adjustment === 'benjamini-yekutieli' ? sum(indices(m).map((place) => 1 / (place + 1))) : 1;
  let least = 1;
  for (let place = m - 1; place >= 0; place -= 1) {
    const index = order[place] ?? 0;
    least = Math.min(least, (share * m * at(p, index)) / (place + 1));
    adjusted[index] = least;
  }
  return adjusted;
}

/** Places of the values that stay at or below a level (false discovery rate, or error of any at all). */
export function rejected(adjusted: readonly number[], level: number): number[] {
  // A product that equals the level on paper may lie a rounding above it.
  return indices(adjusted.length).filter((index) => at(adjusted, index) <= level * (1 + 1e-12));
}
