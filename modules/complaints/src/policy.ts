import { AppError, grantsOf, type Actor, type Grant } from '@otklik/kernel';

const administersRegion = (grants: readonly Grant[]): boolean =>
  grants.some((grant) => grant.role === 'administrator' && grant.reach.kind === 'region');

/**
 * Topics and their clocks are the region's: who administers one clinic may not change them.
 * @throws AppError second-factor-required, forbidden
 */
export function mayImportTopics({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system' || administersRegion(grantsOf(actor))) return;
  const would = actor.kind === 'person' && administersRegion(actor.grants);
  throw new AppError(would ? 'second-factor-required' : 'forbidden');
}
