import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import type { Fact, FactFound } from '../model/nok-facts.ts';
import { regionIn } from './tables.ts';

const ROWS_MAX = 100_000;

/** Everything that was checked at these places, by place. */
export async function factsAt(
  tx: Tx,
  placeIds: readonly string[],
): Promise<ReadonlyMap<string, FactFound[]>> {
  if (placeIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('nok_facts')
    .select(['place_id', 'fact', 'value', 'checked_on as checkedOn', 'source'])
    .where('region_id', '=', regionIn(tx))
    .where('place_id', '=', sql<string>`any(${[...placeIds]}::uuid[])`)
    .orderBy('fact')
    .orderBy('checked_on')
    .limit(ROWS_MAX)
    .execute();
  return Map.groupBy(rows, (row) => row.place_id);
}

export interface Check {
  readonly placeId: string;
  readonly checkedOn: string;
  readonly source: string;
  readonly enteredBy: string;
  readonly today: string;
  readonly facts: readonly (readonly [Fact, number])[];
}

/** Writes what a check found; the same fact of the same day is corrected. */
export async function putFacts(tx: Tx, check: Check): Promise<void> {
  await tx.db
    .insertInto('nok_facts')
    .values(
      check.facts.map(([fact, value]) => ({
        region_id: regionIn(tx),
        place_id: check.placeId,
        fact,
        checked_on: check.checkedOn,
        value,
        source: check.source,
        entered_by: check.enteredBy,
        entered_on: check.today,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'place_id', 'fact', 'checked_on']).doUpdateSet((set) => ({
        value: set.ref('excluded.value'),
        source: set.ref('excluded.source'),
        entered_by: set.ref('excluded.entered_by'),
        entered_on: set.ref('excluded.entered_on'),
      })),
    )
    .execute();
}
