import { need } from '../errors.ts';
import { at, indices } from '../numbers.ts';
import type { Belief, RankBelief } from './exact.ts';
import { rankBelief } from './exact.ts';

const DRAWS = 10_000;
const GRID = 1_000;

/** Numbers in (0, 1) from a seed, the same on every machine (a 32-bit counter, well mixed). */
export function seededNumbers(seed: number): () => number {
  let counter = seed >>> 0;
  return () => {
    counter = (counter + 0x9e37_79b9) >>> 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return (((mixed ^ (mixed >>> 15)) >>> 0) + 0.5) / 2 ** 32;
  };
}

/**
 * Ranks by seeded draws, for more units than `exactRanks` can bear. Print the seed beside the result.
 * @throws StatsError `argument-invalid`: no unit.
 */
export function drawnRanks(
  beliefs: readonly Belief[],
  seed: number,
  level = 0.95,
  draws = DRAWS,
): RankBelief[] {
  need(beliefs.length > 0, 'no unit');
  const random = seededNumbers(seed);
  // Quantiles are dear: each unit's are tabulated once and drawn values lie between two of them.
  const tables = beliefs.map((belief) =>
    indices(GRID).map((i) => belief.quantile((i + 0.5) / GRID)),
  );
  const counts = beliefs.map(() => beliefs.map(() => 0));
  for (let draw = 0; draw < draws; draw += 1) {
    const values = tables.map((table) => {
      const place = Math.min(GRID - 1, Math.max(0, random() * GRID - 0.5));
      const below = Math.min(GRID - 2, Math.floor(place));
      return at(table, below) + (place - below) * (at(table, below + 1) - at(table, below));
    });
    const order = indices(values.length).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
    order.forEach((unit, rank) => {
      const own = counts[unit];
      if (own) own[rank] = at(own, rank) + 1;
    });
  }
  return counts.map((own) =>
    rankBelief(
      own.map((count) => count / draws),
      level,
    ),
  );
}
