import { AppError, requireGrant, type Actor, type Context } from '@otklik/kernel';
import { referralById, type Referral } from './store/referrals.ts';

/** The name under which terms are told of. */
export const TELLER = 'guarantees.tell';

/** Somebody signed in, about themselves. @returns the id @throws AppError sign-in-required, forbidden */
export function oneself({ actor }: { readonly actor: Actor }): string {
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  if (actor.kind !== 'person') throw new AppError('forbidden');
  return actor.personId;
}

/** An own referral; those of others are as unknown as those that are not there. @throws AppError as above, not-found */
export async function ownReferral({
  tx,
  actor,
  input: { id },
}: Context<{ readonly id: string }>): Promise<Referral> {
  const personId = oneself({ actor });
  const found = await referralById(tx, personId, id);
  if (!found) throw new AppError('not-found', { object: 'referral' });
  return found;
}

/** A clinic's system with the scope. @returns the id of its key @throws AppError sign-in-required, forbidden */
export function sendsReferrals({ actor }: { readonly actor: Actor }): string {
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  if (actor.kind === 'key' && actor.scopes.includes('referrals:write')) return actor.keyId;
  throw new AppError('forbidden');
}

/** The job alone. @throws AppError forbidden */
export function onlyTeller({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system' || actor.name !== TELLER) throw new AppError('forbidden');
}

/** An administrator of the whole region, or the installation itself. @throws AppError as `requireGrant` */
export function regionAdministrator({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system')
    requireGrant(actor, ({ role, reach }) => role === 'administrator' && reach.kind === 'region');
}
