import { currentLocale, localizePath } from '@otklik/i18n';

/** What can be followed, by the names that the list of messages uses in its address. */
export const TARGET_NAMES = ['number', 'clinic', 'district', 'topic', 'outcome', 'q'] as const;
export type TargetQuery = { readonly [Name in (typeof TARGET_NAMES)[number]]?: string | undefined };

const LISTS: Readonly<Record<string, string>> = {
  number: 'cases',
  clinic: 'clinics',
  district: 'districts',
  topic: 'topics',
};

const given = (target: TargetQuery): [string, string][] =>
  TARGET_NAMES.flatMap((name) => {
    const value = target[name]?.trim();
    return value ? [[name, value] as [string, string]] : [];
  });

/** Where one subscribes to it. */
export function subscribeAddress(target: TargetQuery): string {
  const query = new URLSearchParams(given(target)).toString();
  return localizePath(`/subscribe${query ? `?${query}` : ''}`);
}

/** The same for somebody in the middle of a message of their own: they are led back to it afterwards. */
export function subscribeAside(target: TargetQuery): string {
  return `${subscribeAddress(target)}&from=complaint`;
}

/** Where the draft waits for whoever follows something meanwhile; null for everybody else. */
export const backToDraft = (url: {
  readonly searchParams: Pick<URLSearchParams, 'get'>;
}): string | null =>
  url.searchParams.get('from') === 'complaint' ? '/complaints/new/similar' : null;

/** The same as a feed. */
export function feedAddress(target: TargetQuery, format: 'atom' | 'rss'): string {
  const named = given(target);
  const [first] = named;
  const list = named.length === 1 && first ? LISTS[first[0]] : undefined;
  const query = new URLSearchParams(list ? [] : named);
  if (currentLocale() === 'en') query.set('lang', 'en');
  const path = !first ? 'region' : list ? `${list}/${encodeURIComponent(first[1])}` : 'search';
  return `/feeds/${path}.${format}${query.size > 0 ? `?${query}` : ''}`;
}

/** What an address of ours asks to follow; nothing else of it. */
export const targetIn = (url: URL): TargetQuery =>
  Object.fromEntries(
    TARGET_NAMES.flatMap((name) => {
      const value = url.searchParams.get(name)?.trim().slice(0, 200);
      return value ? [[name, value]] : [];
    }),
  );
