import type { Tx } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

export interface MonthCounts {
  readonly place_id: string;
  /** `YYYY-MM`. */
  readonly month: string;
  /** Null, with the others, where fewer than the minimum were reported. */
  readonly reported: number | null;
  readonly eligible: number | null;
  readonly sampled: number | null;
}

/** How many visits were reported, eligible and sampled, by place and month. */
export async function countsByMonth(tx: Tx, places: readonly string[]): Promise<MonthCounts[]> {
  if (places.length === 0) return [];
  const { survey_results_min: min } = await disclosureOf(tx);
  const { rows } = await sql<{
    place_id: string;
    month: string;
    reported: number;
    eligible: number;
    sampled: number;
  }>`
    select place_id, to_char(day, 'YYYY-MM') as month, sum(reported)::int as reported,
      sum(eligible)::int as eligible, sum(sampled)::int as sampled
    from survey_day_counts where region_id = ${regionIn(tx)} and place_id = any (${places})
    group by 1, 2 order by 1, 2`.execute(tx.db);
  return rows.map((row) =>
    row.reported >= min ? row : { ...row, reported: null, eligible: null, sampled: null },
  );
}
