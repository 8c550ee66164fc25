import { reaches, staffGrants, type CaseRow } from '@otklik/cases';
import {
  AppError,
  grantsOf,
  type Actor,
  type App,
  type Context,
  type StaffRole,
  type Tx,
} from '@otklik/kernel';
import { hashesOf, readReceipt } from '@otklik/survey-answers';
import { COMMENT_TIE, PROPOSAL_TIE } from './model/receipts.ts';
import {
  absent,
  commentsByReceipt,
  findComment,
  isOpen,
  lockComment,
  type CommentRow,
} from './store/comments.ts';
import { lockReply, replyTo } from './store/replies.ts';
import { textItems } from './store/text-items.ts';

type Person = Extract<Actor, { kind: 'person' }>;
type Places = Pick<CommentRow, 'clinic_id' | 'organisation_id' | 'district_id' | 'okrug_id'>;

/** A comment whose place was widened away has none: only a grant over the whole region reaches it. */
const placesOf = ({ clinic_id, organisation_id, district_id, okrug_id }: Places): CaseRow =>
  ({ clinic_id, organisation_id, district_id, okrug_id, routed_to: null }) as CaseRow;

/**
 * Whether one of the actor's grants in this role reaches the place of the comment. Who moderates or controls for
 * one clinic or organisation stands on its side of the table, and reads what it reads.
 */
export const reachedAs = (actor: Actor, role: StaffRole, row: Places): boolean =>
  grantsOf(actor).some(
    (grant) =>
      grant.role === role &&
      reaches(grant, placesOf(row)) &&
      (CLINIC_ROLES.some((one) => one === role) ||
        grant.reach.kind === 'region' ||
        grant.reach.kind === 'district'),
  );

export const CLINIC_ROLES = ['head', 'executor'] as const satisfies readonly StaffRole[];

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function staffIn(actor: Actor, roles: readonly StaffRole[]): Person {
  const grants = staffGrants(actor);
  if (actor.kind !== 'person' || !grants.some(({ role }) => roles.includes(role)))
    throw new AppError('forbidden');
  return actor;
}

interface OnComment {
  readonly id: string;
  readonly version?: number | undefined;
}

const refuseStale = (asked: number | undefined, version: number): void => {
  if (asked !== undefined && asked !== version)
    throw new AppError('changed-meanwhile', { version });
};

/**
 * A moderator who reaches the place; the review is locked. Out of reach it does not exist.
 * @throws AppError forbidden, not-found, changed-meanwhile
 */
export async function mayModerate({ tx, actor, input }: Context<OnComment>) {
  const { personId } = staffIn(actor, ['moderator']);
  const row = await lockComment(tx, input.id);
  if (!row || row.state === 'withdrawn' || !reachedAs(actor, 'moderator', row)) throw absent();
  refuseStale(input.version, row.version);
  return { row, personId };
}

/** The same for what is decided once. @throws AppError as above, already-done */
export async function mayDecide(context: Context<OnComment>) {
  const subject = await mayModerate(context);
  if (!isOpen(subject.row.state)) throw new AppError('already-done');
  return subject;
}

/** Somebody of the clinic, about a comment that is public. @throws AppError forbidden, not-found */
export async function mayReply({ tx, actor, input }: Context<OnComment>) {
  const { personId } = staffIn(actor, CLINIC_ROLES);
  const row = await lockComment(tx, input.id);
  if (
    !row ||
    row.state !== 'published' ||
    !CLINIC_ROLES.some((role) => reachedAs(actor, role, row))
  )
    throw absent();
  const reply = await lockReply(tx, row.id);
  if (reply && reply.state !== 'returned') throw new AppError('already-exists');
  if (reply) refuseStale(input.version, reply.version);
  return { row, reply, personId };
}

/** A moderator; a controller once a claim of change came through. @throws AppError forbidden, not-found */
export async function mayJudgeReply({ tx, actor, input }: Context<OnComment>) {
  const { personId } = staffIn(actor, ['moderator', 'controller']);
  const row = await lockComment(tx, input.id);
  const reply = row && (await lockReply(tx, row.id));
  if (!row || !reply || row.state !== 'published') throw absent();
  const role = reply.state === 'with-controller' ? 'controller' : 'moderator';
  if (!reachedAs(actor, role, row)) throw absent();
  if (reply.state !== 'handed-in' && reply.state !== 'with-controller')
    throw new AppError('already-done');
  // Two looks are two persons.
  if (reply.written_by === personId || reply.decided_by === personId)
    throw new AppError('forbidden');
  refuseStale(input.version, reply.version);
  return { row, reply, personId };
}

/**
 * In what part the actor reads it: a moderator the original, the clinic and a controller what is public.
 * @throws AppError sign-in-required, forbidden, not-found
 */
export async function mayRead({ tx, actor, input }: Context<{ id: string }>) {
  staffGrants(actor);
  const row = await findComment(tx, input.id);
  if (!row || row.state === 'withdrawn') throw absent();
  const reply = await replyTo(tx, row.id);
  if (reachedAs(actor, 'moderator', row)) return { row, reply, eye: 'moderator' as const };
  if (row.state !== 'published') throw absent();
  if (CLINIC_ROLES.some((role) => reachedAs(actor, role, row)))
    return { row, reply, eye: 'clinic' as const };
  if (reply?.state === 'with-controller' && reachedAs(actor, 'controller', row))
    return { row, reply, eye: 'controller' as const };
  throw absent();
}

/** What a receipt opens: the comments of one form, and their ties to a complaint and to a proposal. */
export interface OwnComments {
  readonly rows: readonly CommentRow[];
  readonly tieHash: string;
  readonly proposalHash: string;
}

/**
 * By receipt. Mistyped, guessed and foreign ones answer alike. Only a visitor holds one: whoever is signed in asks as nobody
 * in particular.
 * @throws AppError forbidden, not-found
 */
export async function byReceipt(
  app: App,
  tx: Tx,
  actor: Actor,
  typed: string,
  lock = false,
): Promise<OwnComments> {
  // Of a signed-in person the log would say who held a receipt, and when.
  if (actor.kind !== 'visitor') throw new AppError('forbidden');
  const { keys } = app.ports;
  const receipt = readReceipt(typed) ?? 'not-a-receipt';
  const { comment } = hashesOf(keys, receipt);
  const rows = await commentsByReceipt(tx, (await textItems(tx)).map(comment), lock);
  if (rows.length === 0) throw new AppError('not-found', { kind: 'receipt' });
  return {
    rows,
    tieHash: keys.hash(COMMENT_TIE, receipt),
    proposalHash: keys.hash(PROPOSAL_TIE, receipt),
  };
}

/** @throws AppError forbidden */
export function onlySystem({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system') throw new AppError('forbidden');
}
