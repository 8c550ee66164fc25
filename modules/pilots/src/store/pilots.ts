import { randomUUID } from 'node:crypto';
import { AppError, type Tx } from '@otklik/kernel';
import '@otklik/surveys';
import type { Selectable, Updateable } from 'kysely';
import type { JoinPilot } from '../schema.ts';
import { regionIn, type PilotTable } from './tables.ts';

export type PilotRow = Selectable<PilotTable>;

const pilotsIn = (tx: Tx) =>
  tx.db.selectFrom('pilots').selectAll().where('region_id', '=', regionIn(tx));

/** The newest first. */
export const allPilots = (tx: Tx): Promise<PilotRow[]> =>
  pilotsIn(tx).orderBy('from_day', 'desc').orderBy('code').execute();

export const findPilot = async (tx: Tx, code: string): Promise<PilotRow | null> =>
  (await pilotsIn(tx).where('code', '=', code).executeTakeFirst()) ?? null;

/** @throws AppError not-found */
export async function pilotOf(tx: Tx, code: string): Promise<PilotRow> {
  const row = await findPilot(tx, code);
  if (!row) throw new AppError('not-found', { kind: 'pilot' });
  return row;
}

/** Held until the transaction ends: its places and its end are decided one after another. @throws AppError not-found */
export async function lockPilot(tx: Tx, code: string): Promise<PilotRow> {
  const row = await pilotsIn(tx).where('code', '=', code).forUpdate().executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'pilot' });
  return row;
}

/** The same by its id; null when this database does not know it. */
export const lockPilotById = async (tx: Tx, id: string): Promise<PilotRow | null> =>
  (await pilotsIn(tx).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;

/** @throws AppError already-exists when another pilot has its code */
export async function insertPilot(tx: Tx, pilot: JoinPilot, digest: string): Promise<PilotRow> {
  return tx.db
    .insertInto('pilots')
    .values({
      region_id: regionIn(tx),
      id: randomUUID(),
      code: pilot.code,
      name_ru: pilot.nameRu,
      name_en: pilot.nameEn ?? null,
      from_day: pilot.from,
      to_day: pilot.to,
      sectors: [...new Set(pilot.sectors)].sort(),
      state: 'open',
      digest,
      links_until: null,
      closing_asked_by: null,
      closed_on: null,
      signed_list: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function changePilot(
  tx: Tx,
  id: string,
  changes: Omit<Updateable<PilotTable>, 'region_id' | 'id' | 'code'>,
): Promise<void> {
  await tx.db
    .updateTable('pilots')
    .set(changes)
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

export interface PlaceOfPilot {
  readonly pilotId: string;
  readonly id: string;
  readonly code: string;
  readonly sector: string;
  readonly isState: boolean;
  readonly isClinic: boolean;
  readonly isDemo: boolean;
  readonly nameRu: string;
  readonly nameEn: string | null;
}

/** Places of pilots, in the order of sector and name. */
export async function placesOf(tx: Tx, pilots: readonly string[]): Promise<PlaceOfPilot[]> {
  if (pilots.length === 0) return [];
  const rows = await tx.db
    .selectFrom('pilot_places as m')
    .innerJoin('survey_places as p', (on) =>
      on.onRef('p.region_id', '=', 'm.region_id').onRef('p.id', '=', 'm.place_id'),
    )
    .select([
      'm.pilot_id as pilotId',
      'p.id',
      'p.code',
      'p.sector',
      'p.is_state as isState',
      'p.clinic_id',
      'm.is_demo as isDemo',
      'p.name_ru as nameRu',
      'p.name_en as nameEn',
    ])
    .where('m.region_id', '=', regionIn(tx))
    .where('m.pilot_id', 'in', pilots)
    .orderBy('p.sector')
    .orderBy('p.name_ru')
    .orderBy('p.code')
    .execute();
  return rows.map(({ clinic_id, ...row }) => ({ ...row, isClinic: clinic_id !== null }));
}

export const placeIdsOf = async (tx: Tx, pilot: string): Promise<string[]> =>
  (await placesOf(tx, [pilot])).map(({ id }) => id);

/** @returns whether it was new there */
export async function insertPlace(
  tx: Tx,
  pilot_id: string,
  { id: place_id, isDemo: is_demo }: { readonly id: string; readonly isDemo: boolean },
): Promise<boolean> {
  const made = await tx.db
    .insertInto('pilot_places')
    .values({ region_id: regionIn(tx), pilot_id, place_id, is_demo })
    .onConflict((conflict) => conflict.columns(['region_id', 'pilot_id', 'place_id']).doNothing())
    .returning('place_id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function deletePlace(tx: Tx, pilot_id: string, place_id: string): Promise<void> {
  await tx.db
    .deleteFrom('pilot_places')
    .where('region_id', '=', regionIn(tx))
    .where('pilot_id', '=', pilot_id)
    .where('place_id', '=', place_id)
    .execute();
}
