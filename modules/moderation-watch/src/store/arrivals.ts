import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { instantIn } from '@otklik/registry';
import { dayAfter, type DayCount } from '../model/forecast.ts';
import './tables.ts';

export interface Arrivals {
  /** Every day from the first with a message to yesterday, in order. */
  readonly days: readonly DayCount[];
  /** By hour of the day, of messages whose moment is kept. */
  readonly hours: readonly number[];
}

/** Messages that came to the moderators, by day and hour of the region, from a day to yesterday. */
export async function arrivals(
  tx: Tx,
  { zone, from, today }: { readonly zone: string; readonly from: string; readonly today: string },
): Promise<Arrivals> {
  const { rows } = await sql<{ day: string; hour: number; by_receipt: boolean; n: number }>`
    select ((opened_at at time zone ${zone})::date)::text as day,
      extract(hour from opened_at at time zone ${zone})::int as hour, by_receipt, count(*)::int as n
    from cases
    where region_id = ${regionId(tx)} and opened_at >= ${instantIn(zone, `${from}T00:00`)}
      and opened_at < ${instantIn(zone, `${today}T00:00`)} and submitted_at is not null
    group by 1, 2, 3`.execute(tx.db);
  const hours = Array.from({ length: 24 }, () => 0);
  const counts = new Map<string, number>();
  for (const { day, hour, by_receipt, n } of rows) {
    counts.set(day, (counts.get(day) ?? 0) + n);
    // Of whoever left no address the day alone is kept.
    if (!by_receipt) hours[hour]! += n;
  }
  const first = [...counts.keys()].toSorted()[0];
  const days: DayCount[] = [];
  for (let day = first ?? today; day < today; day = dayAfter(day, 1))
    days.push({ day, n: counts.get(day) ?? 0 });
  return { days, hours };
}

/** How long decisions about messages took since a moment, in seconds; of how many that is known. */
export async function decisionSeconds(
  tx: Tx,
  since: Date,
): Promise<{ readonly median: number | null; readonly known: number }> {
  const { rows } = await sql<{ median: number | null; known: number }>`
    select percentile_cont(0.5) within group (order by seconds) as median, count(seconds)::int as known
    from moderation_decisions
    where region_id = ${regionId(tx)} and kind = 'message' and decided_at >= ${since}`.execute(
    tx.db,
  );
  return rows[0]!;
}
