import { sql } from 'kysely';
import { newId, type Tx } from '@otklik/kernel';
import {
  AT_ONCE_PAUSE_ms,
  FREQUENCIES,
  nextIssue,
  periodOf,
  SPAN_MAX_ms,
} from '../model/schedule.ts';
import { hasNews } from './news.ts';
import type { SubscriptionRow } from './subscriptions.ts';
import { regionIn } from './tables.ts';

/** Subscriptions whose time has come, those of one target together; others leave them alone meanwhile. */
const dueNow = (tx: Tx, limit: number): Promise<SubscriptionRow[]> =>
  tx.db
    .selectFrom('subscriptions')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('state', '=', 'active')
    .where('next_at', '<=', tx.now)
    .orderBy('next_at')
    .orderBy('target_key')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();

/** Those of the batch to whom something is to be told: each target and span is asked about once. */
async function withNews(tx: Tx, due: readonly SubscriptionRow[], to: Date) {
  const asked = new Map<string, boolean>();
  const told: { row: SubscriptionRow; from: Date }[] = [];
  for (const row of due) {
    const from = new Date(Math.max(row.covered_until.getTime(), to.getTime() - SPAN_MAX_ms));
    const key = `${row.target_key} ${from.getTime()}`;
    if (!asked.has(key)) asked.set(key, await hasNews(tx, row.target, { from, to }));
    if (asked.get(key)) told.push({ row, from });
  }
  return told;
}

/** Letters of one period are one letter: the index of the table says so, whoever else plans. */
async function putLetters(
  tx: Tx,
  told: readonly { row: SubscriptionRow; from: Date }[],
  to: Date,
  zone: string,
): Promise<Set<string>> {
  if (told.length === 0) return new Set();
  const letters = told.map(({ row, from }) => ({
    region_id: regionIn(tx),
    id: newId(tx.now.getTime()),
    subscription_id: row.id,
    period: periodOf(row.frequency, tx.now, zone),
    target_key: row.target_key,
    from_at: from,
    to_at: to,
    state: 'queued',
    attempts: 0,
    not_before: tx.now,
    created_at: tx.now,
  }));
  const { rows } = await sql<{ subscription_id: string }>`
    insert into subscription_letters (region_id, id, subscription_id, period, target_key, from_at, to_at,
      state, attempts, not_before, created_at)
    select region_id, id, subscription_id, period, target_key, from_at, to_at, state, attempts, not_before,
      created_at
    from json_populate_recordset(null::subscription_letters, ${JSON.stringify(letters)}::json)
    on conflict on constraint one_digest_per_period do nothing
    returning subscription_id`.execute(tx.db);
  return new Set(rows.map((row) => row.subscription_id));
}

/**
 * Plans the letters of a batch of subscriptions that are due. All or nothing: killed in the middle, the batch
 * is due as before; done, it is due no more.
 */
export async function planBatch(tx: Tx, batch_rows: number, to: Date, zone: string) {
  const due = await dueNow(tx, batch_rows);
  const told = await withNews(tx, due, to);
  const planned = await putLetters(tx, told, to, zone);
  const barred = new Set(told.map(({ row }) => row.id).filter((id) => !planned.has(id)));
  for (const frequency of FREQUENCIES) {
    const mine = due.filter((row) => row.frequency === frequency).map((row) => row.id);
    if (mine.length === 0) continue;
    const next = nextIssue(frequency, tx.now, zone);
    const pause = frequency === 'at-once' ? new Date(tx.now.getTime() + AT_ONCE_PAUSE_ms) : null;
    await sql`
      update subscriptions set next_at = ${next},
        not_before = case when id = any(${[...planned]}::uuid[]) then ${pause} else not_before end,
        -- What a letter of this period cannot tell any more the next one tells.
        covered_until = case when id = any(${[...barred]}::uuid[]) then covered_until
          else greatest(covered_until, ${to}) end
      where region_id = ${regionIn(tx)} and id = any(${mine}::uuid[])`.execute(tx.db);
  }
  return { examined: due.length, planned: planned.size };
}
