import type { Tx } from '@otklik/kernel';
import { regionIn } from './tables.ts';

interface Span {
  readonly id: string;
  readonly from_day: string;
  readonly to_day: string;
}

/** The code of another pilot that has the place in some of the same days and is not closed; null when none has. */
export async function overlapping(tx: Tx, pilot: Span, placeId: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('pilot_places as m')
    .innerJoin('pilots as p', (on) =>
      on.onRef('p.region_id', '=', 'm.region_id').onRef('p.id', '=', 'm.pilot_id'),
    )
    .select('p.code')
    .where('m.region_id', '=', regionIn(tx))
    .where('m.place_id', '=', placeId)
    .where('p.id', '!=', pilot.id)
    .where('p.state', '!=', 'closed')
    .where('p.from_day', '<=', pilot.to_day)
    .where('p.to_day', '>=', pilot.from_day)
    .executeTakeFirst();
  return row?.code ?? null;
}
