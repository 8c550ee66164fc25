import type { Disclosure } from '@otklik/registry';

/** A count among those that stand together: the codes of one item. */
export interface Cell {
  /** What the cells of one table have in common: their numbers add up to one total. */
  readonly group: string;
  readonly n: number;
}

export type Disclosed<C extends Cell> = Omit<C, 'n'> & { readonly n: number | null };

/** What may be shown of counts: a group under the minimum is hidden whole, in every page, door and export. */
export function disclose<C extends Cell>(
  cells: readonly C[],
  { survey_results_min }: Pick<Disclosure, 'survey_results_min'>,
): readonly Disclosed<C>[] {
  const totals = new Map<string, number>();
  for (const { group, n } of cells) totals.set(group, (totals.get(group) ?? 0) + n);
  return cells.map((cell) => ({
    ...cell,
    n: (totals.get(cell.group) ?? 0) >= survey_results_min ? cell.n : null,
  }));
}
