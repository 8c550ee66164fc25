import { AppError, grantsOf, type Actor, type Grant } from '@otklik/kernel';

const runsRegion = (grants: readonly Grant[]): boolean =>
  grants.some(
    ({ role, reach }) =>
      (role === 'administrator' || role === 'coordinator') && reach.kind === 'region',
  );

/**
 * Where cases may be sent is set by the region's administrators and its department.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function regionRunner({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system' || runsRegion(grantsOf(actor))) return;
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  const would = actor.kind === 'person' && runsRegion(actor.grants);
  throw new AppError(would ? 'second-factor-required' : 'forbidden');
}
