import { AppError, requireGrant, type Actor } from '@otklik/kernel';

export const CLOCK = 'clock';

/** A system whose key may push slots, or the installation itself. @throws AppError sign-in-required, forbidden */
export function pushesSlots({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system') return;
  if (actor.kind === 'key' && actor.scopes.includes('slots:write')) return;
  throw new AppError(actor.kind === 'visitor' ? 'sign-in-required' : 'forbidden');
}

/** The jobs alone. @throws AppError forbidden */
export function onlyTime({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system') throw new AppError('forbidden');
}

const WATCHERS = ['coordinator', 'controller', 'administrator'];
const regionWide = (grant: { role: string; reach: { kind: string } }): boolean =>
  WATCHERS.includes(grant.role) && grant.reach.kind === 'region';
const administers = (grant: { role: string; reach: { kind: string } }): boolean =>
  grant.role === 'administrator' && grant.reach.kind === 'region';

const withGrant =
  (fits: typeof regionWide) =>
  ({ actor }: { readonly actor: Actor }): void => {
    if (actor.kind !== 'system') requireGrant(actor, fits);
  };

/** Who looks after sources: the region's coordinators, controllers, administrators. @throws AppError as above */
export const watchesSources = withGrant(regionWide);
/** An administrator of the whole region. @throws AppError as above */
export const regionAdministrator = withGrant(administers);
