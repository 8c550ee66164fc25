import { AppError, grantsOf, type Actor } from '@otklik/kernel';
import { RETENTION } from './model.ts';

/** The daily job alone. @throws AppError forbidden */
export function onlyRetention({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system' || actor.name !== RETENTION) throw new AppError('forbidden');
}

/** The server itself, whatever it does just now. @throws AppError forbidden */
export function onlySystem({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system') throw new AppError('forbidden');
}

/**
 * An administrator of the whole region, with the second factor: holds reach over every clinic.
 * @returns the principal for the record
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function regionAdministrator({ actor }: { readonly actor: Actor }): string {
  if (actor.kind !== 'person') {
    if (actor.kind === 'visitor' || actor.kind === 'receipt')
      throw new AppError('sign-in-required');
    throw new AppError('forbidden');
  }
  const rules = (grant: { role: string; reach: { kind: string } }): boolean =>
    grant.role === 'administrator' && grant.reach.kind === 'region';
  if (grantsOf(actor).some(rules)) return `person:${actor.personId}`;
  throw new AppError(actor.grants.some(rules) ? 'second-factor-required' : 'forbidden');
}
