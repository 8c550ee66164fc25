import { createHash } from 'node:crypto';
import { localizePath, type Locale } from '@otklik/i18n';
import {
  ERROR_STATUS,
  isAppError,
  type Actor,
  type Face,
  type InputOf,
  type Log,
} from '@otklik/kernel';
import type { manifest } from '@otklik/subscriptions';
import type { ApiRequestFacts } from '../doors.ts';
import { feedOf } from './feed.ts';
import { toAtom, toRss } from './write.ts';

export const FEEDS_PREFIX = '/feeds';

export interface FeedOptions {
  readonly faces: { readonly subscriptions: Pick<Face<typeof manifest>, 'readFeed'> };
  readonly region: string;
  readonly publicUrl: string;
  readonly log: Log;
}

/** The lists, by pattern, and the parameter of the target that the path gives. */
const LISTS = [
  { path: '/region', name: null },
  { path: '/clinics/{clinic}', name: 'clinic' },
  { path: '/districts/{district}', name: 'district' },
  { path: '/topics/{topic}', name: 'topic' },
  { path: '/cases/{number}', name: 'number' },
  { path: '/search', name: null },
] as const;
const FILTERS = ['q', 'clinic', 'district', 'topic', 'outcome'] as const;

/** Every door by method and path, for the test that knocks at all of them. */
export const FEED_ROUTES: readonly string[] = LISTS.map(
  ({ path }) => `get ${FEEDS_PREFIX}${path}.{format}`,
);

const ADDRESS = /^(\/[a-z]+)(?:\/([\w-]{1,80}))?\.(atom|rss)$/;
const TYPES = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
} as const;
/** Readers ask again and again: so long an answer is good enough. */
const SHARED_s = 60;

interface Asked {
  readonly pattern: string;
  readonly target: Record<string, string>;
  readonly format: keyof typeof TYPES;
}

/** What an address names; null for what is no feed. */
function read(url: URL): Asked | null {
  const [, head, value, format] = ADDRESS.exec(url.pathname.slice(FEEDS_PREFIX.length)) ?? [];
  const list = LISTS.find(
    ({ path, name }) =>
      `/${path.split('/')[1]}` === head && (name === null) === (value === undefined),
  );
  if (!list || !format) return null;
  const target: Record<string, string> = list.name ? { [list.name]: value! } : {};
  if (list.path === '/search')
    for (const name of FILTERS) {
      const text = url.searchParams.get(name)?.trim();
      if (text) target[name] = text;
    }
  return { pattern: list.path, target, format: format as keyof typeof TYPES };
}

/** The same feed however its query is written: what counts, in one order. */
const ownName = ({ pattern, target }: Asked, locale: Locale): string =>
  `${pattern}?${new URLSearchParams(Object.entries(target).toSorted())}#${locale}`;

/** Whether whoever asks has it already. A tag knows all of it; a date counts only where no tag is sent. */
function isKnown(request: Request, tag: string, changed: Date): boolean {
  const tags = request.headers.get('if-none-match');
  if (tags !== null)
    return tags
      .split(',')
      .some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
  const since = Date.parse(request.headers.get('if-modified-since') ?? '');
  return !Number.isNaN(since) && changed.getTime() <= since;
}

const refusal = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { 'cache-control': 'no-store', ...headers } });

/** Atom and RSS of the public lists under `/feeds`. It translates; what is public is decided behind the waist. */
export function createFeeds(options: FeedOptions) {
  const { faces, region, publicUrl } = options;
  const answer = async (request: Request, facts: ApiRequestFacts): Promise<Response> => {
    const url = new URL(request.url);
    const asked = read(url);
    if (!asked) return refusal(404);
    facts.matched?.(`${FEEDS_PREFIX}${asked.pattern}.{format}`);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refusal(405, { allow: 'GET, HEAD' });
    const locale: Locale = url.searchParams.get('lang') === 'en' ? 'en' : 'ru';
    const visitor: Actor = { kind: 'visitor', region, origin: facts.origin };
    const found = await faces.subscriptions.readFeed(visitor, {
      // Judged behind the waist, like everything that comes in.
      target: asked.target as InputOf<(typeof manifest)['queries']['readFeed']>['target'],
    });
    const feed = feedOf(found, {
      region,
      locale,
      own: ownName(asked, locale),
      self: new URL(url.pathname + url.search, publicUrl).href,
      link: (path) => new URL(localizePath(path, locale), publicUrl).href,
    });
    const text = asked.format === 'atom' ? toAtom(feed) : toRss(feed);
    const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
    // An entry that was taken away is a change too, and its own date went with it.
    const changed = new Date(
      Math.floor(Math.max(feed.updated.getTime(), found.takenAwayAt?.getTime() ?? 0) / 1000) * 1000,
    );
    const headers = {
      'content-type': TYPES[asked.format],
      'content-language': locale,
      'cache-control': `public, max-age=${SHARED_s}`,
      'access-control-allow-origin': '*',
      etag: tag,
      'last-modified': changed.toUTCString(),
    };
    if (isKnown(request, tag, changed)) return new Response(null, { status: 304, headers });
    return new Response(request.method === 'HEAD' ? null : text, { headers });
  };
  return {
    async fetch(request: Request, facts: ApiRequestFacts): Promise<Response> {
      try {
        return await answer(request, facts);
      } catch (error) {
        if (!isAppError(error) || error.status >= 500) {
          options.log.error('feeds.failed', { request_id: facts.requestId, error });
          return refusal(isAppError(error) ? error.status : ERROR_STATUS.internal);
        }
        const wait = error.data['retryAfter_s'];
        // A code that cannot be one and a code of nothing sound alike.
        const status = error.code === 'invalid-input' ? 404 : error.status;
        return refusal(status, wait === undefined ? {} : { 'retry-after': String(wait) });
      }
    },
  };
}
