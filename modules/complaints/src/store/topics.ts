import type { Selectable } from 'kysely';
import { json } from '@otklik/db';
import { AppError, canonicalJson, type Tx } from '@otklik/kernel';
import { regionId, type Terms } from '@otklik/cases';
import type { Topic, TopicDefinition } from '../model/topic.ts';
import type { TopicTable } from './tables.ts';

const EVER = new Date('1970-01-01T00:00:00Z');

export type TopicRow = Selectable<TopicTable>;

/** A suspension ends by itself on the day it names. */
const isSuspended = (row: TopicRow, today: string): boolean =>
  row.suspended_reason !== null && (row.suspended_until === null || row.suspended_until > today);

export const topicOf = (row: TopicRow, now: Date): Topic => {
  const suspended = isSuspended(row, now.toISOString().slice(0, 10));
  return {
    code: row.code,
    version: row.version,
    category: { code: row.category_code, ru: row.category_ru, en: row.category_en },
    wordingRu: row.wording_ru,
    wordingEn: row.wording_en,
    shortRu: row.short_ru,
    shortEn: row.short_en,
    objectKind: row.object_kind,
    definition: row.definition,
    terms: row.terms,
    suspendedReason: suspended ? row.suspended_reason : null,
    suspendedUntil: suspended ? row.suspended_until : null,
  };
};

/** The versions that hold at the instant of the transaction, one a topic. */
export const topicsInForce = (tx: Tx) =>
  tx.db
    .selectFrom('topics')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('valid_from', '<=', tx.now)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', tx.now)]));

export async function currentTopics(tx: Tx): Promise<Topic[]> {
  const rows = await topicsInForce(tx).orderBy('position').orderBy('code').execute();
  return rows.map((row) => topicOf(row, tx.now));
}

/** The topic as it stands now. @throws AppError unknown-reference */
export async function currentTopic(tx: Tx, code: string): Promise<Topic> {
  const row = await topicsInForce(tx).where('code', '=', code).executeTakeFirst();
  if (!row) throw new AppError('unknown-reference', { what: 'topic' });
  return topicOf(row, tx.now);
}

/** The topic as it stood when a complaint was filed. */
export async function topicVersion(tx: Tx, code: string, version: number): Promise<Topic> {
  const row = await tx.db
    .selectFrom('topics')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return topicOf(row, tx.now);
}

export interface TopicUpdate {
  readonly definition: TopicDefinition;
  readonly category: Topic['category'];
  readonly terms: (version: number) => Terms;
  readonly position: number;
}

/** Puts a topic's new version in force, or changes nothing when it is the same. */
export async function putTopic(
  tx: Tx,
  update: TopicUpdate,
): Promise<'added' | 'changed' | 'unchanged' | 'kept'> {
  const region = regionId(tx);
  const { definition, category } = update;
  const current = await topicsInForce(tx).where('code', '=', definition.code).executeTakeFirst();
  const now = [definition, update.terms(current?.version ?? 0), category, update.position];
  const before = current && [
    current.definition,
    current.terms,
    { code: current.category_code, ru: current.category_ru, en: current.category_en },
    current.position,
  ];
  if (before && canonicalJson(before) === canonicalJson(now)) return 'unchanged';
  // What an administrator has edited goes before a file.
  if (current?.source === 'desk') return 'kept';
  const version = ((await lastVersion(tx, definition.code)) ?? 0) + 1;
  if (current)
    await tx.db
      .updateTable('topics')
      .set({ valid_to: tx.now })
      .where('region_id', '=', region)
      .where('code', '=', definition.code)
      .where('version', '=', current.version)
      .execute();
  await tx.db
    .insertInto('topics')
    .values({
      region_id: region,
      code: definition.code,
      version,
      category_code: category.code,
      category_ru: category.ru,
      category_en: category.en,
      wording_ru: definition.wording_ru,
      wording_en: definition.wording_en,
      short_ru: definition.short_ru,
      short_en: definition.short_en,
      object_kind: definition.object_kind,
      definition: json(definition),
      terms: json(update.terms(version)),
      position: update.position,
      // A new wording does not open what an administrator has closed.
      suspended_reason: current?.suspended_reason ?? null,
      suspended_until: current?.suspended_until ?? null,
      // What comes with the first file holds for every day that anybody asks about.
      valid_from: current ? tx.now : EVER,
      // A version that is planned already keeps its day.
      valid_to: current?.valid_to ?? null,
      changed_at: tx.now,
      note: null,
    })
    .execute();
  return current ? 'changed' : 'added';
}

/** The highest version of a topic, planned ones too; null for a topic that was never there. */
export async function lastVersion(tx: Tx, code: string): Promise<number | null> {
  const row = await tx.db
    .selectFrom('topics')
    .select('version')
    .where('region_id', '=', regionId(tx))
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return row?.version ?? null;
}

/** Codes of the topics about visits to somebody's home. */
export async function topicsAtHome(tx: Tx): Promise<ReadonlySet<string>> {
  const topics = await currentTopics(tx);
  return new Set(
    topics.filter(({ definition }) => definition.place === 'district').map(({ code }) => code),
  );
}
