import { staffGrants } from '@otklik/cases';
import { AppError, principalOf, type Actor } from '@otklik/kernel';

/** Scope of a key that may send a form: it becomes a draft. */
const FORMS_WRITE = 'forms:write';

/** Whether somebody keeps the questionnaires of a region. */
const keepsForms = (actor: Actor): boolean =>
  staffGrants(actor).some(
    ({ role, reach }) =>
      (role === 'coordinator' || role === 'administrator') && reach.kind === 'region',
  );

/**
 * A coordinator or an administrator of the whole region.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function mayEditForms({ actor }: { readonly actor: Actor }): string {
  if (!keepsForms(actor)) throw new AppError('forbidden');
  return principalOf(actor);
}

/** As `mayEditForms`, and the installation itself, or a machine with the scope for it. @throws AppError */
export function maySendForms({ actor }: { readonly actor: Actor }): string {
  if (actor.kind === 'system') return principalOf(actor);
  if (actor.kind === 'key') {
    if (!actor.scopes.includes(FORMS_WRITE)) throw new AppError('forbidden');
    return principalOf(actor);
  }
  return mayEditForms({ actor });
}
