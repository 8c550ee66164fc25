import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

export const COUNTED = ['reported', 'eligible', 'sampled', 'sent', 'delivered'] as const;
export type Counted = (typeof COUNTED)[number];

/** Adds to the counts of a place's day. */
export async function count(
  tx: Tx,
  at: { readonly placeId: string; readonly day: string },
  counted: readonly Counted[],
): Promise<void> {
  if (counted.length === 0) return;
  const ones = Object.fromEntries(counted.map((column) => [column, 1]));
  await tx.db
    .insertInto('survey_day_counts')
    .values({ region_id: regionIn(tx), place_id: at.placeId, day: at.day, ...ones })
    .onConflict((conflict) =>
      conflict
        .columns(['region_id', 'place_id', 'day'])
        .doUpdateSet(
          Object.fromEntries(
            counted.map((column) => [
              column,
              sql<number>`${sql.ref(`survey_day_counts.${column}`)} + 1`,
            ]),
          ),
        ),
    )
    .execute();
}
