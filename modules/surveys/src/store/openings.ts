import type { Tx } from '@otklik/kernel';
import type { Place } from './places.ts';
import { regionIn } from './tables.ts';

/** Days on which a place is asked about, both included, and who says so. */
export interface Opening {
  readonly ground: string;
  readonly placeId: string;
  readonly sector: string;
  readonly from: string;
  readonly to: string;
}

interface SurveyOpeningTable {
  region_id: string;
  ground: string;
  place_id: string;
  sector: string;
  from_day: string;
  to_day: string;
}

declare module '@otklik/db' {
  interface Tables {
    survey_openings: SurveyOpeningTable;
  }
}

export type ClosedBecause = 'outside-pilot' | 'pilot-over';

// A report names one place many times: its days are read once in a transaction.
const known = new WeakMap<Tx, Map<string, Promise<readonly SurveyOpeningTable[]>>>();

function openingsOf(tx: Tx, { sector }: Pick<Place, 'sector'>) {
  const kept = known.get(tx) ?? new Map<string, Promise<readonly SurveyOpeningTable[]>>();
  known.set(tx, kept);
  const rows =
    kept.get(sector) ??
    tx.db
      .selectFrom('survey_openings')
      .selectAll()
      .where('region_id', '=', regionIn(tx))
      .where('sector', '=', sector)
      .execute();
  kept.set(sector, rows);
  return rows;
}

/**
 * Why a place is not asked about on a day (`YYYY-MM-DD`), null where it is. A sector that no pilot names is asked
 * everywhere; where one does, only its places are, and only on its days.
 */
export async function closedBecause(
  tx: Tx,
  place: Pick<Place, 'id' | 'sector'>,
  day: string,
): Promise<ClosedBecause | null> {
  const rows = await openingsOf(tx, place);
  const own = rows.filter(({ place_id }) => place_id === place.id);
  if (rows.length === 0) return null;
  if (own.some(({ from_day, to_day }) => from_day <= day && day <= to_day)) return null;
  return own.some(({ from_day }) => from_day <= day) ? 'pilot-over' : 'outside-pilot';
}

/** Opens places on some days, or changes the days. */
export async function putOpenings(tx: Tx, openings: readonly Opening[]): Promise<void> {
  if (openings.length === 0) return;
  await tx.db
    .insertInto('survey_openings')
    .values(
      openings.map(({ ground, placeId, sector, from, to }) => ({
        region_id: regionIn(tx),
        ground,
        place_id: placeId,
        sector,
        from_day: from,
        to_day: to,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'ground', 'place_id']).doUpdateSet((row) => ({
        from_day: row.ref('excluded.from_day'),
        to_day: row.ref('excluded.to_day'),
      })),
    )
    .execute();
  known.delete(tx);
}

/** The place was never meant. */
export async function dropOpening(tx: Tx, ground: string, placeId: string): Promise<void> {
  await tx.db
    .deleteFrom('survey_openings')
    .where('region_id', '=', regionIn(tx))
    .where('ground', '=', ground)
    .where('place_id', '=', placeId)
    .execute();
  known.delete(tx);
}
