import { staffGrants } from '@otklik/cases';
import { AppError, grantsOf, principalOf, type Actor } from '@otklik/kernel';

/** The name under which a pilot is closed, step by step. */
export const CLOSER = 'pilots.close';

const isKeeper = (grant: { role: string; reach: { kind: string } }): boolean =>
  grant.role === 'administrator' && grant.reach.kind === 'region';

/**
 * An administrator of the whole region, or the operator's command line.
 * @returns who it is
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function keepsPilots({ actor }: { readonly actor: Actor }): string {
  if (actor.kind === 'system') return principalOf(actor);
  if (!staffGrants(actor).some(isKeeper)) throw new AppError('forbidden');
  return principalOf(actor);
}

/** The work that goes on by itself. @throws AppError forbidden */
export function onlyCloser({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system') throw new AppError('forbidden');
}

const WATCHERS = ['coordinator', 'controller', 'administrator'];

/**
 * Who watches surveys over the whole region.
 * @returns whether they keep pilots too
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function watchesPilots({ actor }: { readonly actor: Actor }): boolean {
  if (actor.kind === 'system') return true;
  const grants = staffGrants(actor);
  if (!grants.some(({ role, reach }) => WATCHERS.includes(role) && reach.kind === 'region'))
    throw new AppError('forbidden');
  return grantsOf(actor).some(isKeeper);
}
