import { need, StatsError } from '../errors.ts';
import { at, sum } from '../numbers.ts';

/** One category a person for each margin: { age: ['65+', …], sex: ['F', …] }. */
export type Categories = Readonly<Record<string, readonly string[]>>;

/** How many people of each category the population has. */
export type Margins = Readonly<Record<string, Readonly<Record<string, number>>>>;

const ROUNDS = 10_000;

/**
 * Weights that make the replies match the population in every margin (iterative proportional fitting).
 * They mend the margins used and nothing else; never inside a ranking.
 * @throws StatsError `argument-invalid`: margins that name other categories or other totals than each other;
 * `no-convergence`: no weights match all margins.
 */
export function rake(categories: Categories, margins: Margins): number[] {
  const names = Object.keys(margins);
  const first = categories[names[0] ?? ''] ?? [];
  need(names.length > 0 && first.length > 0, 'no margin or nobody');
  for (const name of names)
    checkMargin(categories[name] ?? [], margins[name] ?? {}, first.length, name);
  const population = sum(Object.values(margins[names[0] ?? ''] ?? {}));
  let weights = first.map(() => population / first.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = weights;
    for (const name of names) weights = fit(weights, categories[name] ?? [], margins[name] ?? {});
    if (weights.every((weight, i) => Math.abs(weight - at(before, i)) < 1e-10)) return weights;
  }
  throw new StatsError('no-convergence', 'no weights match all margins');
}

/** Weights from one margin: people of the population over replies, by category. */
export function poststratify(
  category: readonly string[],
  margin: Readonly<Record<string, number>>,
): number[] {
  checkMargin(category, margin, category.length, 'margin');
  return fit(
    category.map(() => 1),
    category,
    margin,
  );
}

function fit(
  weights: readonly number[],
  category: readonly string[],
  margin: Readonly<Record<string, number>>,
): number[] {
  const totals = new Map<string, number>();
  category.forEach((name, i) => totals.set(name, (totals.get(name) ?? 0) + at(weights, i)));
  return weights.map((weight, i) => {
    const name = category[i] ?? '';
    return (weight * (margin[name] ?? 0)) / (totals.get(name) ?? 1);
  });
}

function checkMargin(
  category: readonly string[],
  margin: Readonly<Record<string, number>>,
  people: number,
  name: string,
): void {
  need(category.length === people, `${name}: a category a person`);
  need(
    category.every((value) => Object.hasOwn(margin, value)),
    `${name}: a category without a population`,
  );
  const seen = new Set(category);
  need(
    Object.entries(margin).every(([value, size]) => size >= 0 && (size === 0 || seen.has(value))),
    `${name}: a category of the population in which nobody replied`,
  );
}

/** Weighted mean. */
export const weightedMean = (values: readonly number[], weights: readonly number[]): number =>
  sum(values.map((value, i) => value * at(weights, i))) / sum(weights);

/** Kish's effective number of replies: what the weights leave of them. */
export const effectiveSize = (weights: readonly number[]): number =>
  sum(weights) ** 2 / sum(weights.map((weight) => weight ** 2));

/** Weights above so many mean weights are cut to it, the total is kept by all others. */
export function trimWeights(weights: readonly number[], most = 5): number[] {
  const total = sum(weights);
  const limit = (most * total) / weights.length;
  let trimmed = weights.slice();
  for (let round = 0; round < weights.length; round += 1) {
    const over = trimmed.some((weight) => weight > limit * (1 + 1e-12));
    if (!over) return trimmed;
    trimmed = trimmed.map((weight) => Math.min(limit, weight));
    const free = trimmed.filter((weight) => weight < limit);
    const room = total - limit * (trimmed.length - free.length);
    const share = room / sum(free);
    trimmed = trimmed.map((weight) => (weight < limit ? weight * share : limit));
  }
  return trimmed;
}
