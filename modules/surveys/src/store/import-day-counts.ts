import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

/** How asking went at one place on one day. */
export interface DayCounts {
  readonly place_id: string;
  readonly day: string;
  readonly reported: number;
  readonly eligible: number;
  readonly sampled: number;
  readonly sent: number;
}

/** Writes counts of an invented past; days that have counts keep theirs. */
export async function importDayCounts(tx: Tx, counts: readonly DayCounts[]): Promise<void> {
  await sql`
    insert into survey_day_counts (region_id, place_id, day, reported, eligible, sampled, sent)
    select ${regionIn(tx)}, place_id, day, reported, eligible, sampled, sent
    from json_to_recordset(${JSON.stringify(counts)}::json)
      as c (place_id uuid, day date, reported int, eligible int, sampled int, sent int)
    on conflict (region_id, place_id, day) do nothing`.execute(tx.db);
}
