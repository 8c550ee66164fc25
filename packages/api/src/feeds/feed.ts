import { createHash } from 'node:crypto';
import { m, type Locale } from '@otklik/i18n';
import type { OutputOf } from '@otklik/kernel';
import { excerpt, type manifest } from '@otklik/subscriptions';

export type Read = OutputOf<(typeof manifest)['queries']['readFeed']>;
type Entry = Read['entries'][number];

const STORY_CHARACTERS_MAX = 1000;
/** What an empty feed says of its last change. */
const EMPTY_SINCE = new Date('2026-01-01T00:00:00Z');
const words = m as unknown as Readonly<
  Record<string, (inputs: object, options: { locale: Locale }) => string>
>;
const said = (kind: 'state' | 'move', code: string, locale: Locale): string =>
  words[`cases_${kind}_${code.replaceAll('-', '_')}`]?.({}, { locale }) ?? '';

/** A feed in one language, before it is written as Atom or RSS. */
export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly site: string;
  readonly locale: Locale;
  readonly self: string;
  readonly page: string;
  readonly updated: Date;
  readonly entries: readonly FeedItem[];
}

export interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly summary: string;
  readonly category: { readonly term: string; readonly label: string };
  readonly published: Date;
  readonly updated: Date;
}

/**
 * A name that stays: a UUID (version 8, RFC 9562) made of the region and of what it names. Not of the host,
 * which may change, and not the row's own id, which is nobody's business.
 */
export function stableId(region: string, name: string): string {
  const bytes = createHash('sha256').update(`otklik:${region}:${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function itemOf(entry: Entry, at: Place): FeedItem {
  const { locale } = at;
  const topic = entry.topic[locale];
  const clinic = entry.clinic[locale];
  const state = m.subscriptions_feed_state(
    { state: said('state', entry.state, locale) },
    { locale },
  );
  return {
    id: stableId(at.region, entry.name),
    title: entry.move
      ? m.subscriptions_feed_step({ move: said('move', entry.move, locale), topic }, { locale })
      : m.subscriptions_feed_entry({ topic, clinic }, { locale }),
    link: at.link(entry.path),
    summary: [entry.story && excerpt(entry.story, STORY_CHARACTERS_MAX), entry.move ? '' : state]
      .filter(Boolean)
      .join('\n\n'),
    category: { term: entry.topic.code, label: topic },
    published: entry.publishedAt,
    updated: entry.updatedAt,
  };
}

export interface Place {
  readonly region: string;
  readonly locale: Locale;
  /** The feed's own path and query, which name it. */
  readonly own: string;
  readonly self: string;
  /** An address of ours in the feed's language, for a path without it. */
  readonly link: (path: string) => string;
}

export function feedOf(read: Read, at: Place): Feed {
  const { locale } = at;
  const site = m.common_site_name({}, { locale });
  const entries = read.entries.map((entry) => itemOf(entry, at));
  return {
    id: stableId(at.region, `feed:${at.own}`),
    title: m.subscriptions_feed_title({ site, title: read.title[locale] }, { locale }),
    site,
    locale,
    self: at.self,
    page: at.link(read.path ?? '/complaints'),
    updated: new Date(
      Math.max(EMPTY_SINCE.getTime(), ...entries.map((entry) => entry.updated.getTime())),
    ),
    entries,
  };
}
