import type { QueueFilters } from '@otklik/desk';

/** What narrows a queue, in the order in which it stands in an address. */
export const FILTERS = [
  'held',
  'holder',
  'state',
  'topic',
  'clinic',
  'district',
  'due',
  'campaign',
  'q',
  'sort',
] as const satisfies readonly (keyof QueueFilters)[];
export type Filters = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

/** The filters of an address; the queue's own schema judges their values. */
export const filtersIn = (url: URL): Filters =>
  Object.fromEntries(
    FILTERS.map((name) => [name, url.searchParams.get(name)?.trim() ?? ''] as const).filter(
      ([, value]) => value !== '',
    ),
  );

/** Filters as the verbs take them. */
export const asQuestion = (filters: Filters): Partial<QueueFilters> =>
  filters as Partial<QueueFilters>;

/** Kept filters as they stand in an address: what is not said is not narrowed. */
export const asFilters = (kept: QueueFilters): Filters =>
  Object.fromEntries(
    FILTERS.map((name) => [name, kept[name]] as const).filter(
      ([name, value]) =>
        value !== undefined &&
        !(name === 'held' && value === 'all') &&
        !(name === 'sort' && value === 'due'),
    ),
  ) as Filters;
