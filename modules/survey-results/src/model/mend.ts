import { johnsonWeights, MOST_ITEMS, type Correlations } from '@otklik/stats';
import type { ShownPair } from '@otklik/survey-answers';
import type { Figure } from './figures.ts';

/** Correlations of items with an outcome, from sums of pairs; null where one of them never varies or is not known. */
export function correlationsOf(
  pairs: readonly ShownPair[],
  items: readonly string[],
  outcome: string,
): Correlations | null {
  const known = new Map(pairs.map((pair) => [`${pair.a}|${pair.b}`, pair]));
  const between = (one: string, other: string): number | null => {
    const pair = known.get(`${one}|${other}`) ?? known.get(`${other}|${one}`);
    if (!pair) return null;
    const { n, sumA, sumB, sumAA, sumBB, sumAB } = pair;
    const spread = Math.sqrt((n * sumAA - sumA ** 2) * (n * sumBB - sumB ** 2));
    return spread > 0 ? (n * sumAB - sumA * sumB) / spread : null;
  };
  const among = items.map((one) => items.map((other) => (one === other ? 1 : between(one, other))));
  const withOutcome = items.map((item) => between(item, outcome));
  const isWhole = (row: readonly (number | null)[]): row is number[] =>
    row.every((value) => value !== null);
  return among.every(isWhole) && isWhole(withOutcome)
    ? { among: among as number[][], withOutcome }
    : null;
}

/** How much of what is explained of the outcome each item explains: shares of one. Null where it cannot be told. */
export function importanceOf(
  pairs: readonly ShownPair[],
  items: readonly string[],
  outcome: string,
): ReadonlyMap<string, number> | null {
  const asked = items.slice(0, MOST_ITEMS);
  const found = asked.length > 0 ? correlationsOf(pairs, asked, outcome) : null;
  if (!found) return null;
  const weights = johnsonWeights(found);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return whole > 0 ? new Map(asked.map((item, at) => [item, weights[at]! / whole])) : null;
}

/** A question with how it stands here and in the region, means of 0 to 100. */
export interface Compared {
  readonly linkId: string;
  readonly here: Figure;
  readonly region: number;
}

export interface ToMend extends Compared {
  /** Share of what is explained, 0 to 1; null where too few of the sector answered to tell. */
  readonly importance: number | null;
  /** The interval lies below the region's value: chance alone does not explain it. */
  readonly isBelow: boolean;
}

/**
 * What to mend first: what weighs most and lies farthest below the region. What is not below it is left out; where
 * nobody can tell what weighs, distance alone decides.
 */
export function toMend(
  compared: readonly Compared[],
  importance: ReadonlyMap<string, number> | null,
): ToMend[] {
  const gain = ({ importance: weight, region, here }: ToMend): number =>
    (weight ?? 1) * (region - here.value);
  return compared
    .map((one) => ({
      ...one,
      importance: importance?.get(one.linkId) ?? null,
      isBelow: one.here.high < one.region,
    }))
    .filter(({ here, region }) => here.value < region)
    .toSorted(
      (a, b) =>
        Number(b.isBelow) - Number(a.isBelow) ||
        gain(b) - gain(a) ||
        (a.linkId < b.linkId ? -1 : 1),
    );
}
