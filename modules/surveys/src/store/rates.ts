import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import type { Place } from './places.ts';
import { regionIn } from './tables.ts';

/** Rates in force on a day, by scope. */
export async function ratesOn(tx: Tx, day: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ scope: string; rate: number }>`
    select distinct on (scope) scope, rate from survey_rates
    where region_id = ${regionIn(tx)} and valid_from <= ${day}
    order by scope, valid_from desc`.execute(tx.db);
  return new Map(rows.map(({ scope, rate }) => [scope, rate]));
}

/** Of those who may be asked at a place, how many are: its own rate, its sector's, else the region's. */
export const rateOf = (
  rates: ReadonlyMap<string, number>,
  { id, sector }: Pick<Place, 'id' | 'sector'>,
  otherwise: number,
): number => rates.get(`place:${id}`) ?? rates.get(`sector:${sector}`) ?? otherwise;

/** A rate from a day on; what was drawn before is not drawn again. */
export async function putRate(
  tx: Tx,
  rate: { readonly scope: string; readonly from: string; readonly rate: number },
): Promise<void> {
  await tx.db
    .insertInto('survey_rates')
    .values({ region_id: regionIn(tx), scope: rate.scope, valid_from: rate.from, rate: rate.rate })
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'scope', 'valid_from']).doUpdateSet({ rate: rate.rate }),
    )
    .execute();
}
