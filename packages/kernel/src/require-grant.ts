import { grantsOf, type Actor, type Grant } from './actor.ts';
import { AppError } from './errors.ts';

/**
 * For policies: somebody holds such a grant, and gave the second factor.
 * @returns the id of the person
 * @throws AppError sign-in-required, second-factor-required where that alone is missing, forbidden
 */
export function requireGrant(actor: Actor, fits: (grant: Grant) => boolean): string {
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  if (actor.kind !== 'person') throw new AppError('forbidden');
  if (grantsOf(actor).some(fits)) return actor.personId;
  throw new AppError(actor.grants.some(fits) ? 'second-factor-required' : 'forbidden');
}

/** For policies: whoever is signed in. @throws AppError sign-in-required, forbidden for machines */
export function requirePerson(actor: Actor): Extract<Actor, { kind: 'person' }> {
  if (actor.kind === 'person') return actor;
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  throw new AppError('forbidden');
}

/** The same for one of several roles, however far they reach. @throws AppError as `requireGrant` */
export const requireRole = (actor: Actor, roles: readonly string[]): string =>
  requireGrant(actor, ({ role }) => roles.includes(role));
