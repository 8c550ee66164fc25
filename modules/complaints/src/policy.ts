import { AppError, grantsOf, type Actor, type Grant } from '@otklik/kernel';

const administersRegion = (grants: readonly Grant[]): boolean =>
  grants.some((grant) => grant.role === 'administrator' && grant.reach.kind === 'region');

/**
 * Topics and their clocks are the region's: who administers one clinic may not change them.
 * @throws AppError second-factor-required, forbidden
 */
export function mayImportTopics({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system' || administersRegion(grantsOf(actor))) return;
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  const would = actor.kind === 'person' && administersRegion(actor.grants);
  throw new AppError(would ? 'second-factor-required' : 'forbidden');
}

/**
 * What fitted no topic is read by the region's moderators and administrators.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function mayReadWishes({ actor }: { readonly actor: Actor }): void {
  const reads = (grants: readonly Grant[]): boolean =>
    grants.some(
      ({ role, reach }) =>
        (role === 'moderator' || role === 'administrator') && reach.kind === 'region',
    );
  if (reads(grantsOf(actor))) return;
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  const would = actor.kind === 'person' && reads(actor.grants);
  throw new AppError(would ? 'second-factor-required' : 'forbidden');
}

const runsRegion = (grants: readonly Grant[]): boolean =>
  grants.some(
    ({ role, reach }) =>
      (role === 'administrator' || role === 'coordinator') && reach.kind === 'region',
  );

/**
 * What a region does about danger and appeals is set by its administrators and its department.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function mayEditLanes({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system' || runsRegion(grantsOf(actor))) return;
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  const would = actor.kind === 'person' && runsRegion(actor.grants);
  throw new AppError(would ? 'second-factor-required' : 'forbidden');
}
