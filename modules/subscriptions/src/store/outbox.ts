import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { pauseAfter, ATTEMPTS_MAX, markBounced } from '@otklik/notices';
import type { DELIVERIES } from '../schema.ts';
import type { Target } from '../model/target.ts';
import { regionIn } from './tables.ts';

/** A letter that was handed over and of which nothing was heard for so long is in doubt. */
const LEASE_ms = 10 * 60_000;
const BATCH_ROWS = 5000;

export type Delivery = (typeof DELIVERIES)[number];
export interface Outcome {
  readonly letterId: string;
  readonly attempt: number;
  readonly delivery: Delivery;
}

/** A letter about to leave. */
export interface Waiting {
  readonly id: string;
  readonly attempts: number;
  readonly subscription_id: string;
  readonly contact_id: string;
  readonly target_key: string;
  readonly target: Target;
  readonly locale: 'ru' | 'en';
  readonly from_at: Date;
  readonly to_at: Date;
}

/**
 * Takes letters that wait, those of one target together. From this commit on a letter is never sent a second
 * time by anybody: one that nothing more is heard of is in doubt, not tried again.
 */
export async function handOver(tx: Tx, take: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    with taken as materialized (
      select id from subscription_letters
      where region_id = ${regionIn(tx)} and state = 'queued' and not_before <= ${tx.now}
      order by not_before, target_key, id limit ${take} for update skip locked
    )
    update subscription_letters as letter
    set state = 'handed', attempts = letter.attempts + 1,
      lease_until = ${new Date(tx.now.getTime() + LEASE_ms)}
    from taken, subscriptions as mine
    where letter.region_id = ${regionIn(tx)} and letter.id = taken.id
      and mine.region_id = letter.region_id and mine.id = letter.subscription_id
    returning letter.id, letter.attempts, letter.subscription_id, mine.contact_id, letter.target_key,
      mine.target, mine.locale, letter.from_at, letter.to_at`.execute(tx.db);
  return rows;
}

/** Letters that turned out to say nothing, or to have nobody to read them. */
export async function closeLetters(tx: Tx, ids: readonly string[], state: 'empty' | 'failed') {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('subscription_letters')
    .set({ state, settled_at: tx.now, lease_until: null })
    .where('region_id', '=', regionIn(tx))
    .where('id', 'in', ids)
    .execute();
}

/** A letter that may have arrived is not sent again; its news stands in the next letter of the subscription. */
async function doubt(tx: Tx, which: ReturnType<typeof sql>): Promise<number> {
  const { numAffectedRows } = await sql`
    with doubted as (
      update subscription_letters set state = 'in-doubt', settled_at = ${tx.now}, lease_until = null
      where region_id = ${regionIn(tx)} and state = 'handed' and ${which}
      returning subscription_id, from_at
    )
    update subscriptions set covered_until = least(subscriptions.covered_until, doubted.from_at)
    from doubted
    where subscriptions.region_id = ${regionIn(tx)} and subscriptions.id = doubted.subscription_id`.execute(
    tx.db,
  );
  return Number(numAffectedRows ?? 0);
}

/** Gives up waiting for word of letters whose sender is gone. @returns how many */
export const doubtTheLost = (tx: Tx): Promise<number> => doubt(tx, sql`lease_until <= ${tx.now}`);

const STATES = { sent: 'sent', bounced: 'failed', refused: 'failed' } as const;

async function settleKnown(tx: Tx, delivery: keyof typeof STATES, outcomes: readonly Outcome[]) {
  const { rows } = await sql<{ contact_id: string }>`
    update subscription_letters as letter
    set state = ${STATES[delivery]}, settled_at = ${tx.now}, lease_until = null
    from json_to_recordset(${JSON.stringify(outcomes)}::json) as told ("letterId" uuid, attempt int),
      subscriptions as mine
    where letter.region_id = ${regionIn(tx)} and letter.id = told."letterId"
      and letter.attempts = told.attempt and letter.state in ('handed', 'in-doubt')
      and mine.region_id = letter.region_id and mine.id = letter.subscription_id
    returning mine.contact_id`.execute(tx.db);
  if (delivery === 'bounced')
    for (const id of new Set(rows.map((row) => row.contact_id))) await markBounced(tx, id);
}

async function postpone(tx: Tx, { letterId, attempt }: Outcome): Promise<void> {
  const given_up = attempt >= ATTEMPTS_MAX;
  await tx.db
    .updateTable('subscription_letters')
    .set({
      state: given_up ? 'given-up' : 'queued',
      lease_until: null,
      not_before: new Date(tx.now.getTime() + pauseAfter(attempt)),
      ...(given_up ? { settled_at: tx.now } : {}),
    })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', letterId)
    .where('attempts', '=', attempt)
    .where('state', '=', 'handed')
    .execute();
}

/** Writes what became of letters. A word that comes after another sender has the letter changes nothing. */
export async function settleLetters(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  for (const delivery of ['sent', 'bounced', 'refused'] as const) {
    const mine = outcomes.filter((one) => one.delivery === delivery);
    if (mine.length > 0) await settleKnown(tx, delivery, mine);
  }
  for (const one of outcomes.filter((some) => some.delivery === 'postponed'))
    await postpone(tx, one);
  const unknown = outcomes.filter((one) => one.delivery === 'unknown').map((one) => one.letterId);
  if (unknown.length > 0) await doubt(tx, sql`id = any(${unknown}::uuid[])`);
}

/** @returns how many went, at most a batch */
export async function forgetLettersBefore(tx: Tx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from subscription_letters where region_id = ${regionIn(tx)} and id in (
      select id from subscription_letters
      where region_id = ${regionIn(tx)} and created_at < ${before} and state not in ('queued', 'handed')
      order by created_at limit ${BATCH_ROWS})`.execute(tx.db);
  return Number(numAffectedRows ?? 0);
}
