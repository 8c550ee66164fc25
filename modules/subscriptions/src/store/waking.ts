import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { keysOfCase, type Target } from '../model/target.ts';
import { hasNews, type Span } from './news.ts';
import { isShown } from './shown.ts';
import { regionIn } from './tables.ts';

/** Up to where changes were looked at; where nobody has looked yet, the past is left alone. */
export async function seenUntil(tx: Tx, otherwise: Date): Promise<Date> {
  const row = await tx.db
    .selectFrom('subscription_watermarks')
    .select('seen_until')
    .where('region_id', '=', regionIn(tx))
    .forUpdate()
    .executeTakeFirst();
  if (row) return row.seen_until;
  await moveWatermark(tx, otherwise);
  return otherwise;
}

export async function moveWatermark(tx: Tx, to: Date): Promise<void> {
  await tx.db
    .insertInto('subscription_watermarks')
    .values({ region_id: regionIn(tx), seen_until: to })
    .onConflict((conflict) => conflict.column('region_id').doUpdateSet({ seen_until: to }))
    .execute();
}

/** The keys of all targets but searches that something public happened to. */
async function touchedKeys(tx: Tx, { from, to }: Span): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
    clinicId: string;
    districtId: string | null;
    okrugId: string | null;
    topic: string;
  }>`
    select cases.id, cases.clinic_id as "clinicId", cases.district_id as "districtId",
      cases.okrug_id as "okrugId", cases.subject_code as topic
    from (select distinct case_id from case_entries
      where region_id = ${regionIn(tx)} and public and at > ${from} and at <= ${to}) as entry
    join cases on cases.region_id = ${regionIn(tx)} and cases.id = entry.case_id
    where ${isShown()}`.execute(tx.db);
  return [...new Set(rows.flatMap(keysOfCase))];
}

/** Searches that somebody follows at once and that the span touches; each asked once, however many follow it. */
async function touchedSearches(tx: Tx, span: Span): Promise<string[]> {
  const searches = await tx.db
    .selectFrom('subscriptions')
    .select(['target_key', 'target'])
    .distinctOn('target_key')
    .where('region_id', '=', regionIn(tx))
    // As literals, so that the index of them serves.
    .where('state', '=', sql.lit('active' as const))
    .where('frequency', '=', sql.lit('at-once' as const))
    .where('kind', '=', sql.lit('search' as const))
    .orderBy('target_key')
    .execute();
  const touched: string[] = [];
  for (const { target_key, target } of searches)
    if (await hasNews(tx, target as Target, span)) touched.push(target_key);
  return touched;
}

/** Makes subscriptions `at once` due whose target something happened to. @returns how many */
export async function wakeTouched(tx: Tx, span: Span): Promise<number> {
  const keys = await touchedKeys(tx, span);
  if (keys.length === 0) return 0;
  keys.push(...(await touchedSearches(tx, span)));
  const { numAffectedRows } = await sql`
    update subscriptions set next_at = greatest(${tx.now}, not_before)
    where region_id = ${regionIn(tx)} and state = 'active' and frequency = 'at-once'
      and target_key = any(${keys}::text[]) and next_at is null`.execute(tx.db);
  return Number(numAffectedRows ?? 0);
}
