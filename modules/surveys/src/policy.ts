import { AppError, requireGrant, requireRole, type Actor, type Context } from '@otklik/kernel';
import { stopSubject, type StopSubject } from './model/ticket.ts';
import { placeByCode, placesReached, type Place } from './store/places.ts';
import { unsentById, type Unsent } from './store/unsent.ts';

/** The name under which it is decided who is asked. */
export const PLANNER = 'surveys.plan-invitations';
/** The name under which letters leave. */
export const SENDER = 'surveys.carry-letters';

/** The name under which it is counted what became of letters. */
export const COUNTER = 'surveys.count-days';
/** The name under which reports of post offices come in. */
export const MAIL_IN = 'surveys.mail-in';

const only =
  (name: string) =>
  ({ actor }: { readonly actor: Actor }): void => {
    if (actor.kind !== 'system' || actor.name !== name) throw new AppError('forbidden');
  };

/** The job alone. @throws AppError forbidden */
export const onlyPlanner = only(PLANNER);
/** The job alone: it holds addresses. @throws AppError forbidden */
export const onlySender = only(SENDER);

export const onlyCounter = only(COUNTER);
/** Our own listener, and the operator with a file. @throws AppError forbidden */
export function onlyMailIn({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system' || ![MAIL_IN, 'cli'].includes(actor.name))
    throw new AppError('forbidden');
}

/**
 * Who holds the ticket of a letter holds the letter.
 * @throws AppError forbidden for machines, not-found for a ticket that we did not give
 */
export function byStopTicket({
  app,
  actor,
  input: { ticket },
}: Context<{ readonly ticket: string }>): StopSubject {
  if (actor.kind === 'key' || actor.kind === 'system') throw new AppError('forbidden');
  const subject = stopSubject(app.ports.keys, ticket);
  if (!subject) throw new AppError('not-found');
  return subject;
}

/** Whose work it is that letters arrive. */
export const MENDERS = ['head', 'coordinator', 'administrator'] as const;

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function mendsMail({ actor }: { readonly actor: Actor }): void {
  requireRole(actor, MENDERS);
}

/** An invitation that did not arrive, of a place the actor reaches. @throws AppError not-found and those of `mendsMail` */
export async function mendsMailOf({
  tx,
  actor,
  input: { invitation },
}: Context<{ readonly invitation: string }>): Promise<Unsent> {
  mendsMail({ actor });
  const found = await unsentById(tx, invitation);
  const places = found ? await placesReached(tx, actor, MENDERS) : [];
  if (!found || !places.some(({ id }) => id === found.placeId)) throw new AppError('not-found');
  return found;
}

/** A place whose letters the actor may have signed. @throws AppError not-found and those of `mendsMail` */
export async function signsAt({
  tx,
  actor,
  input: { place: code },
}: Context<{ readonly place: string }>): Promise<Place> {
  mendsMail({ actor });
  const place = await placeByCode(tx, code);
  const reached = place ? await placesReached(tx, actor, MENDERS) : [];
  if (!place || !reached.some(({ id }) => id === place.id)) throw new AppError('not-found');
  return place;
}

/** Who may bring a file of visits by hand. */
const REPORTERS = ['coordinator', 'administrator'] as const;

/**
 * A system whose key may report visits, the installation itself, or staff with a file.
 * @returns the places they may report of; null is all
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export async function reportsVisits({
  tx,
  actor,
}: Pick<Context<unknown>, 'tx' | 'actor'>): Promise<ReadonlySet<string> | null> {
  if (actor.kind === 'system') return null;
  if (actor.kind === 'key' && actor.scopes.includes('visits:write')) return null;
  requireRole(actor, REPORTERS);
  return new Set((await placesReached(tx, actor, REPORTERS)).map(({ id }) => id));
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
  requireGrant(actor, ({ role, reach }) => role === 'administrator' && reach.kind === 'region');
}

/** Whose work it is to see how asking goes. */
export const WATCHERS = ['head', 'coordinator', 'controller', 'administrator'] as const;

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function watchesSurveys({ actor }: { readonly actor: Actor }): void {
  requireRole(actor, WATCHERS);
}
