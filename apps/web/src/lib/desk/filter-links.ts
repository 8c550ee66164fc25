import { localizePath } from '@otklik/i18n';
import type { Filters } from '#lib/server/desk-filters.ts';

type Name = keyof Filters;

/** The address of a queue under filters; with none of them the queue itself, whatever view it opens with. */
export function queueHref(
  queue: string,
  filters: Filters,
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams({ ...filters, ...more });
  if (query.size === 0) query.set('view', 'none');
  return `${localizePath(`/desk/queue/${queue}`)}?${query}`;
}

/** The same filters with one set to a value, or dropped. */
export function changed(filters: Filters, name: Name, value: string | null): Filters {
  const { [name]: _, ...rest } = filters;
  return value === null ? rest : { ...rest, [name]: value };
}

export const sameFilters = (one: Filters, other: Filters): boolean =>
  new URLSearchParams(Object.entries(one).toSorted()).toString() ===
  new URLSearchParams(Object.entries(other).toSorted()).toString();
