import { sql } from 'kysely';
import {
  AppError,
  GUESS_MEMORY_s,
  pauseBeforeGuess,
  regionOf,
  type Guess,
  type Tx,
} from '@otklik/kernel';

const region = (tx: Tx): string => regionOf(tx.scope) ?? '';
const seconds = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;

/**
 * Counts a try at each key, or gives the refusal when one of them has to wait; what is refused is not
 * counted, so that who waits as told gets in. One at a time per key, or two at once would both find the door
 * open. The rows stand among the counters of limits, one a moment, and go with them.
 */
export async function countGuess(tx: Tx, { name, keys }: Guess): Promise<AppError | null> {
  const places = keys.map((key) => `${region(tx)}|${name}|${key}`);
  await sql`
    select pg_advisory_xact_lock(hashtextextended(place, 0)) from unnest(${places}::text[]) place
  `.execute(tx.db);
  const since = new Date(tx.now.getTime() - GUESS_MEMORY_s * 1000);
  const { rows } = await sql<{ wrong: number; last: Date }>`
    select sum(count)::int as wrong, max(window_start) as last from rate_limits
    where region_id = ${region(tx)} and name = ${name} and key = any(${keys}::text[])
      and window_start > ${since}
    group by key`.execute(tx.db);
  const waits_s = rows.map(({ wrong, last }) => pauseBeforeGuess(wrong) - seconds(last, tx.now));
  const wait_s = Math.ceil(Math.max(0, ...waits_s));
  if (wait_s > 0) return new AppError('too-many-requests', { retryAfter_s: wait_s });
  await sql`
    insert into rate_limits (region_id, name, key, window_start, window_s, count)
    select ${region(tx)}, ${name}, key, ${tx.now}::timestamptz, ${GUESS_MEMORY_s}::int, 1
    from unnest(${keys}::text[]) key
    on conflict (region_id, name, key, window_start) do update set count = rate_limits.count + 1
  `.execute(tx.db);
  return null;
}

/** Drops what was counted at these keys: somebody knew the secret. */
export async function forgetGuesses(tx: Tx, { name, keys }: Guess): Promise<void> {
  await sql`
    delete from rate_limits
    where region_id = ${region(tx)} and name = ${name} and key = any(${keys}::text[])
  `.execute(tx.db);
}
