import { AppError, grantsOf, type Actor } from '@otklik/kernel';

/** The name under which it is decided who is asked. */
export const PLANNER = 'surveys.plan-invitations';
/** The name under which letters leave. */
export const SENDER = 'surveys.carry-letters';

const only =
  (name: string) =>
  ({ actor }: { readonly actor: Actor }): void => {
    if (actor.kind !== 'system' || actor.name !== name) throw new AppError('forbidden');
  };

/** The job alone. @throws AppError forbidden */
export const onlyPlanner = only(PLANNER);
/** The job alone: it holds addresses. @throws AppError forbidden */
export const onlySender = only(SENDER);

/** A system whose key may report visits, or the installation itself. @throws AppError sign-in-required, forbidden */
export function reportsVisits({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system') return;
  if (actor.kind === 'key' && actor.scopes.includes('visits:write')) return;
  throw new AppError(actor.kind === 'visitor' ? 'sign-in-required' : 'forbidden');
}

/** Somebody signed in. @throws AppError sign-in-required, forbidden */
export function signedIn({ actor }: { readonly actor: Actor }): string {
  if (actor.kind === 'person') return actor.personId;
  throw new AppError(
    actor.kind === 'visitor' || actor.kind === 'receipt' ? 'sign-in-required' : 'forbidden',
  );
}

/** An administrator of the whole region. @throws AppError sign-in-required, second-factor-required, forbidden */
export function regionAdministrator({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system') return;
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  const rules = (grant: { role: string; reach: { kind: string } }): boolean =>
    grant.role === 'administrator' && grant.reach.kind === 'region';
  if (grantsOf(actor).some(rules)) return;
  const would = actor.kind === 'person' && actor.grants.some(rules);
  throw new AppError(would ? 'second-factor-required' : 'forbidden');
}

/** Whose work it is to see how asking goes. */
export const WATCHERS = ['head', 'coordinator', 'controller', 'administrator'] as const;

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function watchesSurveys({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  const watches = ({ role }: { role: string }): boolean =>
    (WATCHERS as readonly string[]).includes(role);
  if (grantsOf(actor).some(watches)) return;
  const would = actor.kind === 'person' && actor.grants.some(watches);
  throw new AppError(would ? 'second-factor-required' : 'forbidden');
}
