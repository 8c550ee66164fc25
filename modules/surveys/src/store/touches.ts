import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { sql } from 'kysely';
import type { TouchKind } from '../model/states.ts';
import { regionIn } from './tables.ts';

/** Somebody was written to, or wrote themselves: it counts in the one budget of all surveys. */
export async function touch(tx: Tx, personId: string, kind: TouchKind): Promise<void> {
  await tx.db
    .insertInto('survey_touches')
    .values({
      region_id: regionIn(tx),
      person_id: personId,
      on_day: await todayOf(tx),
      kind,
      n: 1,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['region_id', 'person_id', 'on_day', 'kind'])
        .doUpdateSet({ n: sql`survey_touches.n + 1` }),
    )
    .execute();
}
