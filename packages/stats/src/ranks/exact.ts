import { need } from '../errors.ts';
import { at, indices, roundHalfEven } from '../numbers.ts';
import { gaussLegendre } from './gauss-legendre.ts';

/** What is believed of one unit: a continuous distribution. */
export interface Belief {
  cdf(value: number): number;
  quantile(p: number): number;
}

export interface RankBelief {
  /** pmf[r − 1] = P(rank = r); rank 1 has the lowest value. */
  readonly pmf: readonly number[];
  readonly expected: number;
  /** Smallest ranks whose cumulated probability reaches 2.5 % and 97.5 % (for a level of 0.95). */
  readonly interval: readonly [low: number, high: number];
  /** Probability of being among the highest tenth. */
  readonly inHighestTenth: number;
  readonly inLowestTenth: number;
  /** 100 (expected − ½) / units. */
  readonly percentile: number;
}

const NODES = 200;

/**
 * Ranks of units whose values are known only up to beliefs, by integration, so the same on every run:
 * P(rank of i = r) is the integral over u of the chance that r − 1 others lie below i's u-quantile.
 * The work grows with units³ · nodes; above a hundred units take `drawnRanks`.
 * Source: Goldstein and Spiegelhalter 1996; Lingsma, Eijkemans and Steyerberg 2009.
 * @throws StatsError `argument-invalid`: no unit.
 */
export function exactRanks(beliefs: readonly Belief[], level = 0.95, nodes = NODES): RankBelief[] {
  need(beliefs.length > 0, 'no unit');
  const { points, weights } = gaussLegendre(nodes);
  return beliefs.map((own, i) => {
    const pmf = beliefs.map(() => 0);
    const others = beliefs.filter((_, j) => j !== i);
    points.forEach((u, node) => {
      const value = own.quantile(u);
      const below = poissonBinomial(others.map((other) => other.cdf(value)));
      below.forEach((chance, rank) => {
        pmf[rank] = at(pmf, rank) + at(weights, node) * chance;
      });
    });
    return rankBelief(pmf, level);
  });
}

/** Distribution of how many of independent events happen. */
export function poissonBinomial(chances: readonly number[]): Float64Array {
  const mass = new Float64Array(chances.length + 1);
  mass[0] = 1;
  chances.forEach((p, before) => {
    for (let k = before + 1; k > 0; k -= 1)
      mass[k] = (mass[k] ?? 0) * (1 - p) + (mass[k - 1] ?? 0) * p;
    mass[0] = (mass[0] ?? 0) * (1 - p);
  });
  return mass;
}

/** Units in a tenth: at least one, a half goes to the even number. */
export const unitsInTenth = (units: number): number => Math.max(1, roundHalfEven(units / 10));

export function rankBelief(pmf: readonly number[], level: number): RankBelief {
  const units = pmf.length;
  const tenth = unitsInTenth(units);
  const expected = pmf.reduce((total, mass, r) => total + mass * (r + 1), 0);
  const total = (from: number, to: number): number =>
    pmf.slice(from, to).reduce((all, mass) => all + mass, 0);
  const reach = (p: number): number => {
    const found = indices(units).find((r) => total(0, r + 1) >= p);
    return (found ?? units - 1) + 1;
  };
  return {
    pmf,
    expected,
    interval: [reach((1 - level) / 2), reach((1 + level) / 2)],
    inHighestTenth: total(units - tenth, units),
    inLowestTenth: total(0, tenth),
    percentile: (100 * (expected - 0.5)) / units,
  };
}
