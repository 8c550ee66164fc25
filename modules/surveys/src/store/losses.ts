import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

export interface Loss {
  /** Why nobody was asked about a visit. */
  readonly because: string;
  readonly n: number;
}

/** Visits of a place that nobody was asked about, by reason, over days of their report, both included. */
export async function lossesAt(
  tx: Tx,
  of: { readonly placeId: string; readonly from: string; readonly to: string },
): Promise<Loss[]> {
  const { rows } = await sql<Loss>`
    select refused_because as because, count(*)::int as n from survey_visits
    where region_id = ${regionIn(tx)} and place_id = ${of.placeId} and state = 'refused'
      and reported_on between ${of.from} and ${of.to}
    group by 1 order by 2 desc, 1`.execute(tx.db);
  return rows;
}

/** How many letters arrived, by the day on which they were to leave. */
export async function deliveredAt(
  tx: Tx,
  of: { readonly placeId: string; readonly from: string; readonly to: string },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(delivered), 0)::int as n from survey_day_counts
    where region_id = ${regionIn(tx)} and place_id = ${of.placeId} and day between ${of.from} and ${of.to}`.execute(
    tx.db,
  );
  return rows[0]!.n;
}
