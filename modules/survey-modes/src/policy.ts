import {
  AppError,
  requireGrant,
  requireRole,
  type Actor,
  type StaffRole,
  type Tx,
} from '@otklik/kernel';
import { placesReached, type Place } from '@otklik/surveys';

/** Who may ask for a tablet or a poster at a place of theirs. */
export const ASKING = ['head', 'executor', 'coordinator', 'administrator'] as const;
/** Who opens it: never the place alone. */
export const OPENING = ['coordinator', 'administrator'] as const;
/** Who prints and types paper forms; the head of a place is not among them. */
export const CLERKS = ['clerk', 'coordinator'] as const;
/**
 * Nobody in particular: see `onlyVisitor` of the answers.
 * @throws AppError forbidden
 */
export function onlyVisitor({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'visitor') throw new AppError('forbidden');
}

/** The places somebody reaches in one of these roles. @throws AppError as `requireRole` */
export async function placesOf(
  tx: Tx,
  actor: Actor,
  roles: readonly StaffRole[],
): Promise<readonly Place[]> {
  requireRole(actor, roles);
  return placesReached(tx, actor, roles);
}

/**
 * One of them. Out of reach it does not exist.
 * @throws AppError as `requireRole`, not-found
 */
export async function placeReached(
  tx: Tx,
  actor: Actor,
  roles: readonly StaffRole[],
  is: (place: Place) => boolean,
): Promise<Place> {
  const place = (await placesOf(tx, actor, roles)).find(is);
  if (!place) throw new AppError('not-found', { object: 'survey-place' });
  return place;
}

/** An administrator of the whole region. @throws AppError sign-in-required, second-factor-required, forbidden */
export function regionAdministrator({ actor }: { readonly actor: Actor }): string {
  return requireGrant(
    actor,
    ({ role, reach }) => role === 'administrator' && reach.kind === 'region',
  );
}

/** A system whose key may ask for people's own invitations. @throws AppError sign-in-required, forbidden */
export function readsCabinet({ actor }: { readonly actor: Actor }): string {
  if (actor.kind === 'key' && actor.scopes.includes('cabinet:read')) return actor.keyId;
  throw new AppError(actor.kind === 'visitor' ? 'sign-in-required' : 'forbidden');
}
