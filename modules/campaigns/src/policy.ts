import { onClinicSide, staffGrants } from '@otklik/cases';
import { membersReached } from './store/members.ts';
import { AppError, type Actor, type Grant, type StaffRole, type Tx } from '@otklik/kernel';

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

/**
 * A campaign of which these grants reach no member does not exist.
 * `whole`: they must reach every member, for what is said of it is said of all.
 *
 * @throws AppError not-found, forbidden
 */
export async function refuseBeyondReach(
  tx: Tx,
  campaignId: string,
  grants: readonly Grant[],
  whole = false,
): Promise<void> {
  const { all, reached } = await membersReached(tx, campaignId, grants);
  if (reached === 0) throw new AppError('not-found', { kind: 'campaign' });
  if (whole && reached < all) throw new AppError('forbidden', { reason: 'members-beyond-reach' });
}

/** The rules are the region's. @throws AppError sign-in-required, second-factor-required, forbidden */
export function mayEditRules({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system') return;
  const runs = staffGrants(actor).some(
    ({ role, reach }) =>
      (role === 'administrator' || role === 'coordinator') && reach.kind === 'region',
  );
  if (!runs) throw new AppError('forbidden');
}
