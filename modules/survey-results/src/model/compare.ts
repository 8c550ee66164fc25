import {
  drawnRanks,
  mayRank,
  normalCdf,
  normalQuantile,
  shrinkMeans,
  type Belief,
} from '@otklik/stats';
import { effectiveN, varianceOf, type Figure, type Sums } from './figures.ts';

export interface PlaceSums {
  readonly placeId: string;
  readonly sums: Sums;
}

export interface ComparedPlace {
  readonly placeId: string;
  /** The mean drawn towards that of all, with what is believed of it. */
  readonly figure: Figure;
  /** The place's own mean. */
  readonly own: number;
  /** Share of its own mean in the figure, 0 to 1. */
  readonly reliability: number;
  /** Places by rank, 1 the best, 95 %; null where an order would be made of chance. */
  readonly ranks: readonly [best: number, worst: number] | null;
  /** Beyond the limits of the funnel, widened by how much places differ anyway. */
  readonly stands: 'above' | 'below' | 'within';
}

export interface Comparison {
  readonly mean: number;
  /** Standard deviation between places. */
  readonly spread: number;
  /** How much of the differences is real, 0 to 1. */
  readonly rankability: number;
  readonly isOrdered: boolean;
  readonly places: readonly ComparedPlace[];
}

/** Draws of ranks repeat: the seed is printed with the method. */
export const RANKS_SEED = 2018;
const DRAWS = 2000;
const FUNNEL = 0.999;
/** A variance is never quite nothing: half of an answer of the next grade may always have come. */
const LEAST_VARIANCE = 1;

const normalBelief = (mean: number, sd: number): Belief => ({
  cdf: (value) => normalCdf((value - mean) / sd),
  quantile: (p) => mean + sd * normalQuantile(p),
});

/**
 * Compares places by means of 0 to 100: each is drawn towards the mean of all by how little it is known, ranks are
 * ranges, and there is an order only where differences between places are real enough. Null for fewer than two.
 * @param scale what a point of the sums is worth, and where the scale begins
 */
export function comparePlaces(
  found: readonly PlaceSums[],
  scale: { readonly low: number; readonly high: number },
): Comparison | null {
  const known = found.filter(({ sums }) => varianceOf(sums) !== null);
  if (known.length < 2) return null;
  const worth = 100 / (scale.high - scale.low);
  const y = known.map(({ sums }) => worth * (sums.sum / sums.weight - scale.low));
  const freedom = known.reduce((sum, { sums }) => sum + effectiveN(sums) - 1, 0);
  // One variance for all: that of a place with ten answers is mostly chance.
  const within = Math.max(
    LEAST_VARIANCE,
    (worth ** 2 *
      known.reduce((sum, { sums }) => sum + varianceOf(sums)! * (effectiveN(sums) - 1), 0)) /
      freedom,
  );
  const s = known.map(({ sums }) => Math.sqrt(within / effectiveN(sums)));
  const { mu, tau2, shrunken, posteriorSd, reliability, rankability } = shrinkMeans({ y, s });
  const isOrdered = mayRank(rankability) && tau2 > 0;
  const ranks = isOrdered
    ? drawnRanks(
        // Rank 1 is the lowest value of a list: turned round, the best.
        shrunken.map((mean, at) => normalBelief(-mean, posteriorSd[at]!)),
        RANKS_SEED,
        0.95,
        DRAWS,
      )
    : null;
  const z = normalQuantile(0.975);
  const far = normalQuantile(FUNNEL);
  const places = known.map(({ placeId, sums }, at) => {
    const [mean, sd] = [shrunken[at]!, posteriorSd[at]!];
    const inside = (value: number): number => Math.min(100, Math.max(0, value));
    const limit = far * Math.sqrt(s[at]! ** 2 + tau2);
    const off = y[at]! - mu;
    return {
      placeId,
      figure: {
        value: inside(mean),
        low: inside(mean - z * sd),
        high: inside(mean + z * sd),
        n: sums.n,
      },
      own: y[at]!,
      reliability: reliability[at]!,
      ranks: ranks?.[at]?.interval ?? null,
      stands: off > limit ? 'above' : off < -limit ? 'below' : 'within',
    } as const;
  });
  return { mean: mu, spread: Math.sqrt(tau2), rankability, isOrdered, places };
}
