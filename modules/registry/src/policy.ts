import { AppError, grantsOf, type Actor } from '@otklik/kernel';

/** The registry is public: anybody may read it. */
export const anybody = (): null => null;

/**
 * Importing is for the installation itself and for administrators of the whole region.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function importer({ actor }: { actor: Actor }): null {
  if (actor.kind === 'system') return null;
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const administers = (grants: ReturnType<typeof grantsOf>): boolean =>
    grants.some((grant) => grant.role === 'administrator' && grant.reach.kind === 'region');
  if (administers(grantsOf(actor))) return null;
  if (actor.kind === 'person' && administers(actor.grants))
    throw new AppError('second-factor-required');
  throw new AppError('forbidden');
}
