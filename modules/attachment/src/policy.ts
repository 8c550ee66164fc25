import { requireGrant, type Actor } from '@otklik/kernel';

/** To whom a clinic is open is public. */
export const anybody = (): null => null;

/** An administrator of the whole region, or the installation itself. @throws AppError as `requireGrant` */
export function regionAdministrator({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system')
    requireGrant(actor, ({ role, reach }) => role === 'administrator' && reach.kind === 'region');
}
