import { grantsOf, type Actor, type StaffRole, type Tx } from '@otklik/kernel';
import type { Selectable } from 'kysely';
import { regionIn, type SurveyPlaceTable } from './tables.ts';

/** Somewhere people were: a clinic, a school, a kindergarten. */
export type Place = Selectable<SurveyPlaceTable>;

const places = (tx: Tx) =>
  tx.db.selectFrom('survey_places').selectAll().where('region_id', '=', regionIn(tx));

/** Works under both roles. */
export const placeByCode = async (tx: Tx, code: string): Promise<Place | null> =>
  (await places(tx).where('code', '=', code).executeTakeFirst()) ?? null;

/** Works under both roles. */
export const placeById = async (tx: Tx, id: string): Promise<Place | null> =>
  (await places(tx).where('id', '=', id).executeTakeFirst()) ?? null;

/** Places by id, for lists. */
export async function placesByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, Place>> {
  if (ids.length === 0) return new Map();
  const rows = await places(tx)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whose letters somebody stops: the organisation's, or those of a place that has none. */
export const senderOf = ({ id, organisation_id }: Pick<Place, 'id' | 'organisation_id'>): string =>
  organisation_id ?? `place:${id}`;

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Places that the actor reaches with any of these roles, second factor given, in the order of their codes. */
export async function placesReached(
  tx: Tx,
  actor: Actor,
  roles: readonly StaffRole[],
): Promise<Place[]> {
  const grants = grantsOf(actor).filter(({ role }) => roles.includes(role));
  if (grants.length === 0) return [];
  const inOrder = places(tx).orderBy('code');
  if (grants.some(({ reach }) => reach.kind === 'region')) return inOrder.execute();
  const of = (kind: string): string[] =>
    grants.flatMap(({ reach }) => (reach.kind === kind && 'id' in reach ? [reach.id] : []));
  const districts = [...of('district'), ''];
  return inOrder
    .where((is) =>
      is.or([
        is('clinic_id', 'in', [...of('clinic'), NOBODY]),
        is('organisation_id', 'in', [...of('organisation'), '']),
        is('district_id', 'in', districts),
        is('okrug_id', 'in', districts),
      ]),
    )
    .execute();
}

export type NewPlace = Omit<Place, 'region_id'>;

/** Makes or changes a place. @throws AppError already-exists when another has its code */
export async function putPlace(tx: Tx, place: NewPlace): Promise<void> {
  const { id: _, ...rest } = place;
  await tx.db
    .insertInto('survey_places')
    .values({ region_id: regionIn(tx), ...place })
    .onConflict((conflict) => conflict.columns(['region_id', 'id']).doUpdateSet(rest))
    .execute();
}

/** Places of one sector, in the order of their codes. */
export const placesOfSector = (tx: Tx, sector: string): Promise<Place[]> =>
  places(tx).where('sector', '=', sector).orderBy('code').execute();
