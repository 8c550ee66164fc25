import { parseReceipt, reaches, staffGrants, type CaseRow } from '@otklik/cases';
import {
  AppError,
  grantsOf,
  requirePerson,
  type Actor,
  type App,
  type Context,
  type StaffRole,
  type Tx,
} from '@otklik/kernel';
import { postsOfAccount } from '@otklik/named-staff';
import { peopleOf, type Thanked } from './store/people.ts';
import { absent, findThanks, lockThanks, thanksByReceipt, type ThanksRow } from './store/thanks.ts';

type Person = Extract<Actor, { kind: 'person' }>;
type Places = Pick<ThanksRow, 'clinic_id' | 'organisation_id' | 'district_id' | 'okrug_id'>;

const placesOf = ({ clinic_id, organisation_id, district_id, okrug_id }: Places): CaseRow =>
  ({ clinic_id, organisation_id, district_id, okrug_id, routed_to: null }) as CaseRow;

/** Whether one of the actor's grants in this role reaches the clinic that is thanked. */
export const reachedAs = (actor: Actor, role: StaffRole, row: Places): boolean =>
  grantsOf(actor).some((grant) => grant.role === role && reaches(grant, placesOf(row)));

export const wroteIt = (actor: Actor, row: ThanksRow): boolean =>
  actor.kind === 'person' && row.author_id !== null && actor.personId === row.author_id;

/** @throws AppError sign-in-required, second-factor-required, forbidden */
function staffIn(actor: Actor, role: StaffRole): Person {
  const grants = staffGrants(actor);
  if (actor.kind !== 'person' || !grants.some((grant) => grant.role === role))
    throw new AppError('forbidden');
  return actor;
}

/** A moderator, whatever the grant reaches. @throws AppError sign-in-required, second-factor-required, forbidden */
export const aModerator = ({ actor }: { readonly actor: Actor }): Person =>
  staffIn(actor, 'moderator');

interface OnThanks {
  readonly number: string;
  readonly version?: number | undefined;
}

/**
 * A moderator who reaches the clinic and did not write it; the row is locked. Out of reach it does not exist.
 * @throws AppError forbidden, not-found, changed-meanwhile
 */
export async function mayModerate({ tx, actor, input }: Context<OnThanks>) {
  const { personId } = aModerator({ actor });
  const row = await lockThanks(tx, input.number);
  if (!row || !reachedAs(actor, 'moderator', row)) throw absent();
  if (wroteIt(actor, row)) throw new AppError('forbidden');
  if (input.version !== undefined && input.version !== row.version)
    throw new AppError('changed-meanwhile', { version: row.version });
  if (row.erased_at !== null) throw new AppError('move-impossible', { reason: 'erased' });
  return { row, personId };
}

/** The same for a decision that is made once. @throws AppError as above, already-done */
export async function mayDecide(context: Context<OnThanks>) {
  const subject = await mayModerate(context);
  if (subject.row.state !== 'submitted') throw new AppError('already-done');
  return subject;
}

/** The head of the clinic, once it is public. @throws AppError forbidden, not-found */
export async function mayHandOver({
  tx,
  actor,
  input,
}: Context<{ number: string; personId: string }>) {
  staffIn(actor, 'head');
  const row = await lockThanks(tx, input.number);
  if (!row || row.state !== 'published' || !reachedAs(actor, 'head', row)) throw absent();
  return { row, person: await personOf(tx, row, input.personId) };
}

async function personOf(tx: Tx, row: ThanksRow, id: string): Promise<Thanked> {
  const found = (await peopleOf(tx, row)).find((one) => one.row.id === id);
  if (!found) throw absent();
  return found;
}

/** Whoever is signed in. @throws AppError sign-in-required, forbidden */
export const signedIn = ({ actor }: { readonly actor: Actor }): Person => requirePerson(actor);

/**
 * The person who is thanked, by the account of the post, or whoever answered before. To others it does not exist.
 * @throws AppError sign-in-required, forbidden, not-found
 */
export async function personThanked({
  tx,
  actor,
  input,
}: Context<{ number: string; personId: string }>) {
  const { personId } = signedIn({ actor });
  const row = await lockThanks(tx, input.number);
  if (!row || row.state !== 'published' || row.erased_at !== null) throw absent();
  const person = await personOf(tx, row, input.personId);
  const { post_id, answered_by } = person.row;
  const is_own = post_id !== null && (await postsOfAccount(tx, personId)).includes(post_id);
  if (!is_own && answered_by !== personId) throw absent();
  return { row, person, personId };
}

/**
 * By receipt. Mistyped, guessed and foreign ones answer alike and cost alike.
 * @throws AppError not-found
 */
export async function byReceipt(app: App, tx: Tx, typed: string): Promise<ThanksRow> {
  const code = parseReceipt(typed) ?? 'not-a-receipt';
  const row = await thanksByReceipt(tx, app.ports.keys.hash('thanks-receipt', code));
  if (!row) throw new AppError('not-found', { kind: 'receipt' });
  return row;
}

/** The author, by account or receipt. @throws AppError sign-in-required, not-found */
export async function mayWithdraw({
  app,
  tx,
  actor,
  input,
}: Context<{ number?: string | undefined; receipt?: string | undefined }>): Promise<ThanksRow> {
  if (actor.kind === 'key' || actor.kind === 'system') throw new AppError('forbidden');
  if (input.receipt !== undefined)
    return (await lockThanks(tx, (await byReceipt(app, tx, input.receipt)).number))!;
  signedIn({ actor });
  const row = await lockThanks(tx, input.number ?? '');
  if (!row || !wroteIt(actor, row)) throw absent();
  return row;
}

/** In what part the actor reads it: everybody reads what is public. @throws AppError not-found */
export async function mayRead({ tx, actor, input }: Context<{ number: string }>) {
  const row = await findThanks(tx, input.number);
  if (!row) throw absent();
  if (wroteIt(actor, row)) return { row, eye: 'author' as const };
  if (reachedAs(actor, 'moderator', row)) return { row, eye: 'moderator' as const };
  if (row.state !== 'published' || row.text_public === null) throw absent();
  if (reachedAs(actor, 'head', row)) return { row, eye: 'head' as const };
  return { row, eye: 'public' as const };
}
