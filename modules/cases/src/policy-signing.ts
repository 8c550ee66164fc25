import { covers } from '@otklik/accounts';
import {
  AppError,
  type Actor,
  type Context,
  type Grant,
  type Reach,
  type Tx,
} from '@otklik/kernel';
import { clinicByCode, clinicById, type Clinic } from '@otklik/registry';
import { staffGrants } from './policy.ts';
import { rightById, type SigningRightRow } from './store/signing-rights.ts';

/** Every reach that takes in a clinic. */
const around = (clinic: Clinic): Reach[] => [
  { kind: 'clinic', id: clinic.id },
  ...(clinic.organisationId ? [{ kind: 'organisation' as const, id: clinic.organisationId }] : []),
  ...[clinic.districtId, clinic.okrugId]
    .filter((id) => id !== null)
    .map((id) => ({ kind: 'district' as const, id })),
];

const over = (actor: Actor, clinic: Clinic, roles: readonly Grant['role'][]): boolean =>
  staffGrants(actor).some(
    (grant) =>
      roles.includes(grant.role) && around(clinic).some((reach) => covers(grant.reach, reach)),
  );

interface ForClinic {
  readonly clinic: string;
}
export interface SigningPlace {
  readonly clinic: Clinic;
}

const within =
  (roles: readonly Grant['role'][]) =>
  async ({ tx, actor, input }: Context<ForClinic>): Promise<SigningPlace> => {
    staffGrants(actor);
    const clinic = await clinicByCode(tx, input.clinic);
    if (!over(actor, clinic, roles)) throw new AppError('forbidden');
    return { clinic };
  };

/** Its head names who signs meanwhile. @throws AppError forbidden, not-found */
export const headOfClinic = within(['head']);
/** Where no head has an account, an administrator names who signs. @throws AppError forbidden, not-found */
export const administratorOfClinic = within(['administrator']);
/** Who signs is known to those who prepare answers and those who name. @throws AppError */
export const insideClinic = within(['executor', 'head', 'administrator']);

/** A deputy's right is ended by a head, a named signer's by an administrator; an administrator ends both. */
export async function mayEndRight({
  tx,
  actor,
  input,
}: Context<{ readonly id: string }>): Promise<SigningRightRow> {
  staffGrants(actor);
  const right = await rightById(tx as Tx, input.id);
  if (!right) throw new AppError('not-found', { kind: 'signing-right' });
  const clinic = await clinicById(tx, right.clinic_id);
  const roles: readonly Grant['role'][] =
    right.kind === 'deputy' ? ['head', 'administrator'] : ['administrator'];
  if (!over(actor, clinic, roles)) throw new AppError('not-found', { kind: 'signing-right' });
  return right;
}
