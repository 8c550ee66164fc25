import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { sql } from 'kysely';
import type { CorrectionKind, CorrectionStage } from '../model/states.ts';
import { regionIn } from './tables.ts';

/** Counts what a correction did; which visit it was about is not kept. */
export async function countCorrection(
  tx: Tx,
  placeId: string,
  kind: CorrectionKind,
  stage: CorrectionStage,
): Promise<void> {
  await sql`
    insert into survey_corrections (region_id, place_id, day, kind, stage, n)
    values (${regionIn(tx)}, ${placeId}, ${await todayOf(tx)}, ${kind}, ${stage}, 1)
    on conflict (region_id, place_id, day, kind, stage) do update set n = survey_corrections.n + 1`.execute(
    tx.db,
  );
}

export interface Corrections {
  readonly kind: CorrectionKind;
  readonly stage: CorrectionStage;
  readonly n: number;
}

/** Of these places since a day, over all of them. */
export async function correctionsSince(
  tx: Tx,
  places: readonly string[],
  since: string,
): Promise<Corrections[]> {
  const { rows } = await sql<Corrections>`
    select kind, stage, sum(n)::int as n from survey_corrections
    where region_id = ${regionIn(tx)} and place_id = any(${places}::uuid[]) and day >= ${since}
    group by kind, stage order by kind, stage desc`.execute(tx.db);
  return rows;
}
