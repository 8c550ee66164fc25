import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import type { AnswerDay } from '../model/counted.ts';
import { regionIn } from './tables.ts';

declare module '@otklik/db' {
  interface Tables {
    survey_answer_leaves: { region_id: string; day: string; leaf: string };
    survey_answer_days: {
      region_id: string;
      day: string;
      count: number;
      total: number;
      root: string;
      prev: string;
      hash: string;
      signature: string;
      key_id: string;
    };
  }
}

/** Puts the leaves of a batch into its day, in their own order, which says nothing. */
export async function putLeaves(tx: Tx, day: string, leaves: readonly string[]): Promise<void> {
  await sql`insert into survey_answer_leaves (region_id, day, leaf)
    select ${regionIn(tx)}, ${day}::date, leaf from unnest(${leaves.toSorted()}::text[]) as leaf`.execute(
    tx.db,
  );
}

/** The leaves of a day, sorted. */
export async function leavesOn(tx: Tx, day: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('survey_answer_leaves')
    .select('leaf')
    .where('region_id', '=', regionIn(tx))
    .where('day', '=', day)
    .execute();
  return rows.map(({ leaf }) => leaf).toSorted();
}

/** On which day a leaf was counted; null while it was not. */
export async function dayOfLeaf(tx: Tx, leaf: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('survey_answer_leaves')
    .select('day')
    .where('region_id', '=', regionIn(tx))
    .where('leaf', '=', leaf)
    .executeTakeFirst();
  return row?.day ?? null;
}

const signed = (tx: Tx) =>
  tx.db
    .selectFrom('survey_answer_days')
    .select(['day', 'count', 'total', 'root', 'prev', 'hash', 'signature', 'key_id as keyId'])
    .where('region_id', '=', regionIn(tx));

/** Signed days, newest first; only those before `before` where it is given. */
export async function signedDays(tx: Tx, limit: number, before?: string): Promise<AnswerDay[]> {
  const rows = await signed(tx)
    .$if(before !== undefined, (query) => query.where('day', '<', before ?? ''))
    .orderBy('day', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ region: regionIn(tx), ...row, total: Number(row.total) }));
}

export async function signedDay(tx: Tx, day: string): Promise<AnswerDay | null> {
  const row = await signed(tx).where('day', '=', day).executeTakeFirst();
  return row ? { region: regionIn(tx), ...row, total: Number(row.total) } : null;
}

/** Days with leaves before `until` that are not signed yet, oldest first. */
export async function unsignedDays(tx: Tx, until: string, limit: number): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('survey_answer_leaves as l')
    .select('l.day')
    .distinct()
    .where('l.region_id', '=', regionIn(tx))
    .where('l.day', '<', until)
    .where(
      'l.day',
      '>',
      sql<string>`coalesce((select max(d.day) from survey_answer_days d where d.region_id = ${regionIn(tx)}), '-infinity'::date)`,
    )
    .orderBy('l.day')
    .limit(limit)
    .execute();
  return rows.map(({ day }) => day);
}

export async function putDay(tx: Tx, { region, keyId, ...day }: AnswerDay): Promise<void> {
  await tx.db
    .insertInto('survey_answer_days')
    .values({ region_id: region, ...day, key_id: keyId })
    .execute();
}
