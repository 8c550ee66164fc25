import { sum } from '../numbers.ts';

export interface WordOdds {
  /** Log-odds ratio of the word in the first group against the second. */
  readonly delta: number;
  readonly variance: number;
  readonly z: number;
}

type Counts = Readonly<Record<string, number>>;

/**
 * Words typical of one group, with an informative Dirichlet prior that keeps rare words from shouting.
 * Words whose prior is 0 are left out. |z| > 3 is worth a look.
 * Source: Monroe, Colaresi and Quinn 2008.
 */
export function wordOdds(own: Counts, others: Counts, prior: Counts): Map<string, WordOdds> {
  const [ownAll, othersAll, priorAll] = [own, others, prior].map((counts) =>
    sum(Object.values(counts)),
  );
  const odds = new Map<string, WordOdds>();
  for (const [word, weight] of Object.entries(prior)) {
    if (!(weight > 0)) continue;
    const [a, b] = [(own[word] ?? 0) + weight, (others[word] ?? 0) + weight];
    const side = (count: number, all: number | undefined): number =>
      Math.log(count / ((all ?? 0) + (priorAll ?? 0) - count));
    const delta = side(a, ownAll) - side(b, othersAll);
    const variance = 1 / a + 1 / b;
    odds.set(word, { delta, variance, z: delta / Math.sqrt(variance) });
  }
  return odds;
}
