import { sql } from 'kysely';
import { json } from '@otklik/db';
import { AppError, type Tx } from '@otklik/kernel';
import { regionId, type Terms } from '@otklik/cases';
import type { Topic, TopicDefinition } from '../model/topic.ts';
import { lastVersion, type TopicRow } from './topics.ts';

/** All versions of a topic, newest first, the planned and the cancelled ones too. */
export const versionsOfTopic = (tx: Tx, code: string): Promise<TopicRow[]> =>
  tx.db
    .selectFrom('topics')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(200)
    .execute();

/** The topic as it held, or by the plans will hold, at an instant. */
export const topicAt = (tx: Tx, code: string, at: Date): Promise<TopicRow | undefined> =>
  tx.db
    .selectFrom('topics')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('code', '=', code)
    .where('valid_from', '<=', at)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', at)]))
    .executeTakeFirst();

/** @throws AppError changed-meanwhile when another version was written since */
export async function lockTopic(tx: Tx, code: string, seen: number): Promise<void> {
  const key = `${regionId(tx)} topic ${code}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx.db);
  const last = (await lastVersion(tx, code)) ?? 0;
  if (last !== seen) throw new AppError('changed-meanwhile', { version: last });
}

export interface NewTopicVersion {
  readonly definition: TopicDefinition;
  readonly category: Topic['category'];
  readonly terms: Terms;
  readonly position: number;
  readonly suspendedReason: string | null;
  readonly suspendedUntil: string | null;
  readonly validFrom: Date;
  readonly by: string;
  readonly note: string | null;
}

/** Puts a version in force from an instant on; the one that held then ends there, later ones keep theirs. */
export async function insertTopicVersion(tx: Tx, made: NewTopicVersion): Promise<number> {
  const { definition, category, validFrom } = made;
  const before = await topicAt(tx, definition.code, validFrom);
  const next = before
    ? before.valid_to
    : ((await firstAfter(tx, definition.code, validFrom))?.valid_from ?? null);
  if (before)
    await tx.db
      .updateTable('topics')
      .set({ valid_to: validFrom })
      .where('region_id', '=', regionId(tx))
      .where('code', '=', definition.code)
      .where('version', '=', before.version)
      .execute();
  const version = ((await lastVersion(tx, definition.code)) ?? 0) + 1;
  await tx.db
    .insertInto('topics')
    .values({
      region_id: regionId(tx),
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
      terms: json(made.terms),
      position: made.position,
      suspended_reason: made.suspendedReason,
      suspended_until: made.suspendedUntil,
      valid_from: validFrom,
      valid_to: next,
      source: 'desk',
      changed_by: made.by,
      changed_at: tx.now,
      note: made.note,
    })
    .execute();
  return version;
}

const firstAfter = (tx: Tx, code: string, at: Date) =>
  tx.db
    .selectFrom('topics')
    .select('valid_from')
    .where('region_id', '=', regionId(tx))
    .where('code', '=', code)
    .where('valid_from', '>', at)
    .whereRef('valid_to', 'is distinct from', 'valid_from')
    .orderBy('valid_from')
    .executeTakeFirst();

/** Takes a planned version out: it never held, and the one before it goes on. */
export async function dropPlannedTopic(tx: Tx, planned: TopicRow): Promise<void> {
  const own = tx.db
    .updateTable('topics')
    .where('region_id', '=', regionId(tx))
    .where('code', '=', planned.code);
  // First away from the end of time, where only one version of a topic may stand.
  await own.set({ valid_to: planned.valid_from }).where('version', '=', planned.version).execute();
  await own
    .set({ valid_to: planned.valid_to })
    .where('valid_to', '=', planned.valid_from)
    .where('version', '<>', planned.version)
    .where('valid_from', '<', planned.valid_from)
    .execute();
}
