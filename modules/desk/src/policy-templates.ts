import { AppError, type Actor, type Grant, type Tx } from '@otklik/kernel';
import { staffGrants } from '@otklik/cases';
import { clinicByCode, clinicById, type Clinic } from '@otklik/registry';

type Owner = Pick<Clinic, 'id' | 'districtId' | 'okrugId' | 'organisationId'>;

const REGION_ROLES: readonly string[] = ['moderator', 'coordinator', 'administrator'];
const CLINIC_ROLES: readonly string[] = ['head', 'coordinator', 'administrator'];

function reachesClinic({ reach }: Grant, clinic: Owner): boolean {
  switch (reach.kind) {
    case 'region':
      return true;
    case 'district':
      return reach.id === clinic.districtId || reach.id === clinic.okrugId;
    case 'organisation':
      return reach.id === clinic.organisationId;
    case 'clinic':
      return reach.id === clinic.id;
  }
}

/** Whether these grants keep the prepared texts of the whole region. */
export const keepsRegion = (grants: readonly Grant[]): boolean =>
  grants.some(({ role, reach }) => reach.kind === 'region' && REGION_ROLES.includes(role));

/** Whether these grants keep the prepared texts of this clinic: its head does, and whoever stands over it. */
export const keepsClinic = (grants: readonly Grant[], clinic: Owner): boolean =>
  grants.some((grant) => CLINIC_ROLES.includes(grant.role) && reachesClinic(grant, clinic));

/** Whether these grants work in this clinic at all. */
export const worksIn = (grants: readonly Grant[], clinic: Owner): boolean =>
  grants.some((grant) => reachesClinic(grant, clinic));

/**
 * The clinic whose texts the actor may change, or null for the whole region's.
 * @throws AppError sign-in-required, second-factor-required, forbidden, not-found for no such clinic
 */
export async function keeperOf(
  tx: Tx,
  actor: Actor,
  clinic: { readonly code: string } | { readonly id: string } | null,
): Promise<{ readonly personId: string; readonly clinic: Clinic | null }> {
  const grants = staffGrants(actor);
  if (actor.kind !== 'person') throw new AppError('forbidden');
  const { personId } = actor;
  if (clinic === null) {
    if (!keepsRegion(grants)) throw new AppError('forbidden');
    return { personId, clinic: null };
  }
  const found =
    'id' in clinic ? await clinicById(tx, clinic.id) : await clinicByCode(tx, clinic.code);
  if (!keepsClinic(grants, found)) throw new AppError('forbidden');
  return { personId, clinic: found };
}
