import type { Disclosure } from '@otklik/registry';

/** A count among those that stand together: the codes of one item. */
export interface Cell {
  /** What the cells of one table have in common: their numbers add up to one total. */
  readonly group: string;
  readonly n: number;
  /** A sum in which the group stands and which is shown as well: groups of one such sum hide one another. */
  readonly within?: string;
}

export type Disclosed<C extends Cell> = Omit<C, 'n'> & { readonly n: number | null };

interface Group {
  readonly total: number;
  readonly within: string | undefined;
}

function groupsOf(cells: readonly Cell[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { group, n, within } of cells)
    groups.set(group, { total: (groups.get(group)?.total ?? 0) + n, within });
  return groups;
}

/**
 * More groups of one sum that stay hidden, the smallest first: so that a hidden one does not follow from the sum and
 * the rest, there are two of them with answers, which hold at least `min` together, or all of them.
 */
function companions(groups: readonly (readonly [string, Group])[], min: number): string[] {
  const dark = groups.filter(([, { total }]) => total > 0 && total < min);
  let [count, held] = [dark.length, dark.reduce((sum, [, { total }]) => sum + total, 0)];
  const more: string[] = [];
  const light = groups
    .filter(([, { total }]) => total >= min)
    .toSorted(([a, one], [b, other]) => one.total - other.total || (a < b ? -1 : 1));
  for (const [name, { total }] of light) {
    if (count === 0 || (count > 1 && held >= min)) break;
    more.push(name);
    count += 1;
    held += total;
  }
  return more;
}

/**
 * What may be shown of counts: a group under the minimum is hidden whole, and where a sum with it is shown, so is
 * enough beside it that its number does not follow. In every page, door and export.
 */
export function disclose<C extends Cell>(
  cells: readonly C[],
  { survey_results_min: min }: Pick<Disclosure, 'survey_results_min'>,
): readonly Disclosed<C>[] {
  const groups = groupsOf(cells);
  const hidden = new Set([...groups].filter(([, { total }]) => total < min).map(([name]) => name));
  for (const [within, together] of Map.groupBy(groups, ([, group]) => group.within))
    if (within !== undefined) for (const name of companions(together, min)) hidden.add(name);
  return cells.map((cell) => ({ ...cell, n: hidden.has(cell.group) ? null : cell.n }));
}

/** Whether a group's codes would tell what everybody in it answered: not for figures of one person's work. */
export const tellsOfAll = (counts: readonly number[]): boolean =>
  counts.filter((n) => n > 0).length === 1;
