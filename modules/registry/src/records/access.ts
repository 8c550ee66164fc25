import { AppError, grantsOf, type Actor, type Grant, type Tx } from '@otklik/kernel';
import { regionIdOf } from './places.ts';
import type { LoadedRecord, Place } from './spec.ts';
import '../store/tables.ts';

const isAdministrator = (grant: Grant): boolean => grant.role === 'administrator';

/**
 * The grants of an administrator, of the region or of a part of it. The installation itself has none and
 * reaches everything.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function administratorGrants(actor: Actor): readonly Grant[] {
  if (actor.kind === 'system') return [{ role: 'administrator', reach: { kind: 'region' } }];
  const grants = grantsOf(actor).filter(isAdministrator);
  if (grants.length > 0) return grants;
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  if (actor.kind === 'person' && actor.grants.some(isAdministrator))
    throw new AppError('second-factor-required');
  throw new AppError('forbidden');
}

export const isRegionWide = (grants: readonly Grant[]): boolean =>
  grants.some((grant) => grant.reach.kind === 'region');

function reachesPlace({ reach }: Grant, place: Place): boolean {
  switch (reach.kind) {
    case 'region':
      return true;
    case 'district':
      return reach.id === place.districtId || reach.id === place.okrugId;
    case 'organisation':
      return reach.id === place.organisationId;
    case 'clinic':
      return reach.id === place.clinicId;
  }
}

/** Whether every place of a record lies within the grants: who works in two clinics belongs to neither alone. */
export function reachesRecord(
  grants: readonly Grant[],
  record: Pick<LoadedRecord, 'places'>,
): boolean {
  if (isRegionWide(grants)) return true;
  return (
    record.places.length > 0 &&
    record.places.every((place) => grants.some((grant) => reachesPlace(grant, place)))
  );
}

/** The clinics within the grants; null for all of the region. */
export async function clinicsWithin(
  tx: Tx,
  grants: readonly Grant[],
): Promise<readonly string[] | null> {
  if (isRegionWide(grants)) return null;
  const of = (kind: Grant['reach']['kind']): string[] =>
    grants.flatMap(({ reach }) => (reach.kind === kind && 'id' in reach ? [reach.id] : []));
  const none = [''];
  const districts = [...of('district'), ...none];
  const rows = await tx.db
    .selectFrom('clinics')
    .select('id')
    .where('region_id', '=', regionIdOf(tx))
    .where((is) =>
      is.or([
        is('id', 'in', [...of('clinic'), '00000000-0000-0000-0000-000000000000']),
        is('organisation_id', 'in', [...of('organisation'), ...none]),
        is('district_id', 'in', districts),
        is('okrug_id', 'in', districts),
      ]),
    )
    .execute();
  return rows.map((row) => row.id);
}
