import { m, type Locale } from '@otklik/i18n';
import { currentTopics } from '@otklik/complaints';
import type { Tx } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import type { Target } from '../model/target.ts';
import { regionIn } from './tables.ts';

type Words = Readonly<Record<Locale, string>>;

/** A target in words, and the page that shows the same. */
export interface NamedTarget {
  readonly title: Words;
  /** Of the public page, without language; null when what was followed is not shown any more. */
  readonly path: string | null;
  /** Of the same as a feed, without its ending. */
  readonly feed: string | null;
}

const both = (say: (locale: Locale) => string): Words => ({ ru: say('ru'), en: say('en') });
const words = m as unknown as Readonly<
  Record<string, (inputs: object, options: { locale: Locale }) => string>
>;

interface Part {
  readonly title: Words;
  readonly query: readonly [string, string];
}

async function clinicPart(tx: Tx, id: string): Promise<Part | null> {
  const clinic = (await clinicsByIds(tx, [id])).get(id);
  if (!clinic) return null;
  const title = { ru: clinic.nameRu, en: clinic.nameEn ?? clinic.nameRu };
  return { title, query: ['clinic', clinic.code] };
}

async function placePart(tx: Tx, id: string): Promise<Part | null> {
  const row = await tx.db
    .selectFrom('districts')
    .select(['name_ru', 'name_en'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { title: { ru: row.name_ru, en: row.name_en }, query: ['district', id] } : null;
}

async function topicPart(tx: Tx, code: string): Promise<Part | null> {
  const topic = (await currentTopics(tx)).find((one) => one.code === code);
  return topic
    ? { title: { ru: topic.shortRu, en: topic.shortEn }, query: ['topic', code] }
    : { title: { ru: code, en: code }, query: ['topic', code] };
}

async function partsOf(tx: Tx, target: Target): Promise<Part[]> {
  const { clinicId, place, topic, outcome, q } = target;
  const parts = [
    q ? { title: { ru: `«${q}»`, en: `“${q}”` }, query: ['q', q] as const } : null,
    topic ? await topicPart(tx, topic) : null,
    clinicId ? await clinicPart(tx, clinicId) : null,
    place ? await placePart(tx, place.id) : null,
    outcome
      ? {
          title: both((locale) => words[`complaints_list_outcome_${outcome}`]!({}, { locale })),
          query: ['outcome', outcome] as const,
        }
      : null,
  ];
  return parts.filter((part) => part !== null);
}

async function regionTitle(tx: Tx): Promise<Words> {
  const row = await tx.db
    .selectFrom('regions')
    .select(['name_ru', 'name_en'])
    .where('code', '=', regionIn(tx))
    .executeTakeFirst();
  return { ru: row?.name_ru ?? regionIn(tx), en: row?.name_en ?? regionIn(tx) };
}

async function nameCase(tx: Tx, id: string): Promise<NamedTarget> {
  const row = await tx.db
    .selectFrom('cases')
    .select(['number', 'path', 'subject_ru', 'subject_en', 'published_at'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.published_at === null)
    return {
      title: both((locale) => m.subscriptions_target_gone({}, { locale })),
      path: null,
      feed: null,
    };
  const title = both((locale) =>
    m.subscriptions_target_case(
      { number: row.number, topic: locale === 'ru' ? row.subject_ru : row.subject_en },
      { locale },
    ),
  );
  return { title, path: row.path, feed: `/feeds/cases/${row.number}` };
}

const FEEDS: Readonly<Record<string, (part: Part) => string>> = {
  clinic: ({ query }) => `/feeds/clinics/${query[1]}`,
  place: ({ query }) => `/feeds/districts/${query[1]}`,
  topic: ({ query }) => `/feeds/topics/${query[1]}`,
};

/** A target in both languages with its page and feed. */
export async function nameTarget(tx: Tx, target: Target): Promise<NamedTarget> {
  if (target.kind === 'case') return nameCase(tx, target.caseId!);
  if (target.kind === 'region')
    return { title: await regionTitle(tx), path: '/complaints', feed: '/feeds/region' };
  const parts = await partsOf(tx, target);
  const query = new URLSearchParams(parts.map((part) => [...part.query] as [string, string]));
  const alone = parts.length === 1 ? FEEDS[target.kind]?.(parts[0]!) : undefined;
  return {
    title: both((locale) => parts.map((part) => part.title[locale]).join(' · ')),
    path: `/complaints?${query}`,
    feed: alone ?? '/feeds/search',
  };
}

/** The query of a search's feed: the same as its page's. */
export const queryOf = (named: NamedTarget): string => named.path?.split('?')[1] ?? '';
