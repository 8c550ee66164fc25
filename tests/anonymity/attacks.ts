import type { Entity } from './entities.ts';

/** What an attack came to: of so many tries, how many were right. */
export interface Outcome {
  readonly name: string;
  readonly hits: number;
  /** Chances of those it spoke of, where it did not speak of all. */
  readonly chances?: readonly number[];
}

/** A repeatable source of chance: ties are broken by it, never by an order that might tell. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((one) => [random(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);
}

const CTID = /^\((\d+),(\d+)\)$/;
/** Something that can be put in order: places in a table, numbers, days and instants, else text. */
function sortable(value: string): number | string {
  const at = CTID.exec(value);
  if (at) return Number(at[1]) * 1000 + Number(at[2]);
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (/^\d{4}-\d\d-\d\d/.test(value)) return Date.parse(value);
  return value;
}
const compare = (a: number | string, b: number | string): number => {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'number' ? -1 : 1;
};

interface Side {
  readonly cells: readonly (readonly Entity[])[];
  /** By column, for each cell the entities in the order of that column; null where one has no value. */
  readonly orders: ReadonlyMap<string, readonly (readonly number[] | null)[]>;
}

function sideOf(cells: readonly (readonly Entity[])[], random: () => number): Side {
  const columns = new Set(cells.flat().flatMap(({ values }) => [...values.keys()]));
  const orders = new Map<string, (readonly number[] | null)[]>();
  for (const column of columns) {
    let tells = false;
    const order = cells.map((cell) => {
      const keys = cell.map(({ values }) => values.get(column));
      if (keys.includes(undefined)) return null;
      if (new Set(keys).size > 1) tells = true;
      const sorted = keys.map((key) => sortable(key!));
      return shuffled([...cell.keys()], random).toSorted((a, b) => compare(sorted[a]!, sorted[b]!));
    });
    if (tells) orders.set(column, order);
  }
  return { cells, orders };
}

/** Sort both sides of a batch by a column each, and take those of the same rank for one another. */
function byOrder(left: Side, right: Side): Outcome[] {
  const found: Outcome[] = [];
  for (const [a, of] of left.orders)
    for (const [b, to] of right.orders) {
      let [up, down] = [0, 0];
      left.cells.forEach((cell, at) => {
        const [one, other] = [of[at], to[at]];
        if (!one || !other) return;
        const last = other.length - 1;
        one.forEach((index, rank) => {
          const { truth } = cell[index]!;
          if (right.cells[at]![other[rank]!]!.truth === truth) up += 1;
          if (right.cells[at]![other[last - rank]!]!.truth === truth) down += 1;
        });
      });
      found.push({ name: `${a} with ${b}`, hits: Math.max(up, down) });
    }
  return found;
}

const guess = (
  left: Side,
  right: Side,
  random: () => number,
  score: (one: Entity, other: Entity) => number,
): number => {
  let hits = 0;
  left.cells.forEach((cell, at) => {
    for (const one of cell) {
      const scored = shuffled(right.cells[at]!, random).map(
        (other) => [score(one, other), other] as const,
      );
      const best = scored.reduce((most, next) => (next[0] > most[0] ? next : most));
      if (best[1].truth === one.truth) hits += 1;
    }
  });
  return hits;
};

/** Values, beginnings of values or digests of values that both have and few others. */
function byLinks(left: Side, right: Side, random: () => number): Outcome {
  const holders = new Map<string, number>();
  for (const { tokens } of right.cells.flat())
    for (const token of tokens) holders.set(token, (holders.get(token) ?? 0) + 1);
  const shares = (one: Entity, other: Entity): number => {
    let score = 0;
    for (const token of other.tokens) if (one.tokens.has(token)) score += 1 / holders.get(token)!;
    return score;
  };
  return { name: 'shared values', hits: guess(left, right, random, shares) };
}

const isSameColumn = (name: string): boolean => {
  const [a, b] = name
    .split(' alone equals ')
    .map((column) => column.slice(column.lastIndexOf('.') + 1));
  return a === b && !a!.startsWith('@');
};

/** Who alone in a batch has a value, and the only one on the other side that has it: no guess but a conclusion. */
function conclusions(left: Side, right: Side, a: string, b: string): Outcome | null {
  let hits = 0;
  const chances: number[] = [];
  left.cells.forEach((cell, at) => {
    const own = Map.groupBy(cell, ({ values }) => values.get(a));
    const others = Map.groupBy(right.cells[at]!, ({ values }) => values.get(b));
    for (const [value, [one, ...more]] of own) {
      const [other, ...rest] = (value !== undefined && others.get(value)) || [];
      if (!other || more.length + rest.length > 0) continue;
      chances.push(1 / cell.length);
      if (other.truth === one!.truth) hits += 1;
    }
  });
  return chances.length > 0 ? { name: `${a} alone equals ${b}`, hits, chances } : null;
}

/** Columns of both sides that hold the same kind of value: who has the rare one on the left has it on the right. */
function bySignature(left: Side, right: Side): Outcome[] {
  const domain = (side: Side, column: string): Set<string> =>
    new Set(side.cells.flat().map(({ values }) => values.get(column) ?? ''));
  const wide = (side: Side) =>
    [...side.orders.keys()]
      .map((column) => [column, domain(side, column)] as const)
      .filter(([, all]) => all.size > 1 && all.size <= 40);
  const rights = wide(right);
  return wide(left).flatMap(([a, of]) =>
    rights.flatMap(([b, to]) => {
      if (!of.values().some((value) => to.has(value))) return [];
      const found = conclusions(left, right, a, b);
      return found ? [found] : [];
    }),
  );
}

export interface Joined {
  readonly tries: number;
  /** Attacks that did better than chance, by name. */
  readonly found: readonly string[];
  /** How many would be right by throwing dice. */
  readonly expected: number;
  readonly attacks: number;
  /** More hits than this are no accident, even of the luckiest of all attacks. */
  readonly bound: number;
  readonly best: Outcome;
}

/** The least count that the sum of independent tries reaches with a chance below `alpha`, minus one. */
export function upperBound(chances: readonly number[], alpha: number): number {
  let of: number[] = [1];
  for (const p of chances) {
    const next = Array.from({ length: of.length + 1 }, () => 0);
    of.forEach((share, hits) => {
      next[hits]! += share * (1 - p);
      next[hits + 1]! += share * p;
    });
    of = next;
  }
  return leastBelow(of, alpha);
}

/** The greatest count that a distribution reaches with a chance of at least `alpha`. */
function leastBelow(of: readonly number[], alpha: number): number {
  let tail = 0;
  for (let hits = of.length - 1; hits >= 0; hits -= 1) {
    tail += of[hits]!;
    if (tail > alpha) return hits;
  }
  return 0;
}

/** How likely so many of a shuffled cell stand where they stood: the fixed points of a random permutation. */
function fixedPoints(size: number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: size + 1 }, (_, hits) => {
    let derangements = 0;
    for (let at = 0; at <= size - hits; at += 1) derangements += (-1) ** at / factorial(at);
    return derangements / factorial(hits);
  });
}

/**
 * The same bound for two orders of the same cells. Their hits hang together: where all but one of a cell are right, so
 * is the last, and a whole cell of four is right by chance once in 24, not once in 256.
 */
export function orderBound(sizes: readonly number[], alpha: number): number {
  let of: number[] = [1];
  for (const size of sizes) {
    const own = fixedPoints(size);
    const next = Array.from({ length: of.length + size }, () => 0);
    of.forEach((share, hits) => own.forEach((p, more) => (next[hits + more]! += share * p)));
    of = next;
  }
  return leastBelow(of, alpha);
}

const ALPHA = 0.001;

/** Every attack of one store on another. Batches of one on either side are left out: nothing is to be guessed. */
export function join(left: readonly Entity[], right: readonly Entity[]): Joined {
  const random = chance(20_260_610);
  const own = Map.groupBy(left, ({ cell }) => cell);
  const others = Map.groupBy(right, ({ cell }) => cell);
  const names = [...own.keys()].filter(
    (name) => own.get(name)!.length > 1 && others.get(name)?.length === own.get(name)!.length,
  );
  const a = sideOf(
    names.map((name) => own.get(name)!),
    random,
  );
  const b = sideOf(
    names.map((name) => others.get(name)!),
    random,
  );
  const chances = a.cells.flatMap((cell) => cell.map(() => 1 / cell.length));
  const rare = bySignature(a, b);
  const outcomes = [byLinks(a, b, random), ...byOrder(a, b)];
  // Each order is tried forwards and backwards; half of the chance of an accident is for conclusions.
  const bound = orderBound(
    a.cells.map((cell) => cell.length),
    ALPHA / (4 * outcomes.length),
  );
  // Columns of one name mean the same on both sides: they are few, so less is put down to luck.
  const plain = rare.filter(({ name }) => isSameColumn(name)).length;
  const lucky = ({ name, hits, chances: of }: Outcome): boolean =>
    hits > upperBound(of ?? [], ALPHA / (4 * (isSameColumn(name) ? plain : rare.length)));
  const said = ({ name, hits, chances: of }: Outcome): string =>
    `${name}: ${hits} of ${of?.length ?? chances.length}`;
  return {
    tries: chances.length,
    expected: chances.reduce((sum, p) => sum + p, 0),
    attacks: outcomes.length + rare.length,
    bound,
    best: outcomes.reduce((most, next) => (next.hits > most.hits ? next : most)),
    found: [...outcomes.filter(({ hits }) => hits > bound), ...rare.filter(lucky)].map(said),
  };
}
