import { onClinicSide, staffGrants } from '@otklik/cases';
import { AppError, type Actor, type Grant, type StaffRole } from '@otklik/kernel';

const SEES: readonly StaffRole[] = ['moderator', 'controller', 'coordinator', 'administrator'];

/** Only the installation's own clock. @throws AppError forbidden */
export function clockOnly({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system') throw new AppError('forbidden');
}

function inRoles(actor: Actor, roles: readonly StaffRole[]) {
  const grants = staffGrants(actor).filter(
    (grant): grant is Grant => roles.includes(grant.role) && !onClinicSide(grant),
  );
  if (actor.kind !== 'person' || grants.length === 0) throw new AppError('forbidden');
  return { personId: actor.personId, grants };
}

/** The region's staff. @throws AppError sign-in-required, second-factor-required, forbidden */
export const mayLook = ({ actor }: { readonly actor: Actor }) => inRoles(actor, SEES);

/** Whoever says what a campaign is. @throws AppError as `mayLook` */
export const mayJudge = ({ actor }: { readonly actor: Actor }) =>
  inRoles(actor, ['moderator', 'controller']);

/** The rules are the region's. @throws AppError sign-in-required, second-factor-required, forbidden */
export function mayEditRules({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system') return;
  const runs = staffGrants(actor).some(
    ({ role, reach }) =>
      (role === 'administrator' || role === 'coordinator') && reach.kind === 'region',
  );
  if (!runs) throw new AppError('forbidden');
}
