import {
  AppError,
  grantsOf,
  type Actor,
  type App,
  type Context,
  type Grant,
  type Reach,
  type Tx,
} from '@otklik/kernel';
import { refuseAtMember } from './led.ts';
import { MOVES, ruleOf, type Move, type Role } from './model/moves.ts';
import { parseReceipt } from './model/receipt.ts';
import { noControllerLeft, refuseSecondLookBySame } from './second-look.ts';
import { caseByReceipt, loadForMove, type CaseRow, type LoadedCase } from './store/cases.ts';

type Places = Pick<
  CaseRow,
  'district_id' | 'okrug_id' | 'organisation_id' | 'routed_to' | 'clinic_id'
>;

/** Whether somebody's place takes in where a case is, whatever they do there. */
export function placeTakesIn(reach: Reach, row: Places): boolean {
  switch (reach.kind) {
    case 'region':
      return true;
    case 'district':
      return reach.id === row.district_id || reach.id === row.okrug_id;
    case 'organisation':
      return reach.id === row.organisation_id || reach.id === row.routed_to;
    case 'clinic':
      return reach.id === row.clinic_id;
  }
}

/**
 * Whether a grant opens cases at all: a clerk's lets people in and opens none. What a clerk may see and do
 * has verbs of its own, each with a check of its own.
 */
export const opensCases = ({ role }: Grant): boolean => role !== 'clerk';

/** Whether a staff grant reaches this case. */
export const reaches = (grant: Grant, row: Places): boolean =>
  opensCases(grant) && placeTakesIn(grant.reach, row);

export const isAuthor = (
  actor: Actor,
  row: Pick<CaseRow, 'id' | 'author_id' | 'receipt_hash'>,
): boolean =>
  (actor.kind === 'person' && row.author_id !== null && actor.personId === row.author_id) ||
  (actor.kind === 'receipt' && row.receipt_hash !== null && actor.caseId === row.id);

/**
 * Whether a grant works on the clinic's side of the table: executors and heads do, and so does whoever
 * coordinates or administers one clinic or organisation. Its holder never sees what is not published.
 */
export const onClinicSide = ({ role, reach }: Grant): boolean =>
  role === 'executor' ||
  role === 'head' ||
  ((role === 'coordinator' || role === 'administrator') &&
    (reach.kind === 'clinic' || reach.kind === 'organisation'));

/**
 * The grants of somebody who works here and may open the desk: a clerk finds no queue there, so none at all.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function deskGrants(actor: Actor): readonly Grant[] {
  const grants = grantsOf(actor);
  if (grants.length > 0) return grants.filter(opensCases);
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  if (actor.kind === 'person' && actor.grants.length > 0)
    throw new AppError('second-factor-required');
  throw new AppError('forbidden');
}

/**
 * The grants of somebody who works on cases.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function staffGrants(actor: Actor): readonly Grant[] {
  const grants = deskGrants(actor);
  if (grants.length === 0) throw new AppError('forbidden');
  return grants;
}

/** A case that was routed to an organisation is answered there, and not by the clinic. */
const answersFor = ({ reach }: Grant, row: CaseRow): boolean =>
  row.routed_to === null ||
  reach.kind === 'region' ||
  (reach.kind === 'organisation' && reach.id === row.routed_to);

/** Whether a grant gives this part in this case: a head answers too, and no clinic decides where its cases go. */
function plays(grant: Grant, role: Role, row: CaseRow): boolean {
  if (!reaches(grant, row)) return false;
  if (role === 'executor')
    return (grant.role === 'executor' || grant.role === 'head') && answersFor(grant, row);
  if (role === 'coordinator') return grant.role === 'coordinator' && !onClinicSide(grant);
  return grant.role === role;
}

/** In which of these roles the actor stands towards this case. */
export function rolesIn(actor: Actor, roles: readonly Role[], row: CaseRow): Role[] {
  return roles.filter((role) => {
    if (role === 'author') return isAuthor(actor, row);
    if (role === 'system') return actor.kind === 'system';
    // Nobody judges, answers or checks a case of his own.
    return !isAuthor(actor, row) && grantsOf(actor).some((grant) => plays(grant, role, row));
  });
}

/** Whether nothing but the second factor is missing. */
const wouldHold = (actor: Actor, roles: readonly Role[], row: CaseRow): boolean =>
  actor.kind === 'person' &&
  !actor.secondFactor &&
  rolesIn({ ...actor, secondFactor: true }, roles, row).length > 0;

/** The role in which the actor makes a move in the stead of those whose it is, because none of them is left. */
async function roleInStead(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  move: Move,
): Promise<Role | undefined> {
  const { standIn } = ruleOf(move);
  if (!standIn || rolesIn(actor, [standIn], row).length === 0) return undefined;
  return (await noControllerLeft(tx, row, ruleOf(move))) ? standIn : undefined;
}

/** The moves that the actor may make in somebody's stead, from where the case is. */
export async function movesInStead(tx: Tx, actor: Actor, row: CaseRow): Promise<readonly Move[]> {
  const found: Move[] = [];
  for (const move of Object.keys(MOVES) as Move[])
    if (ruleOf(move).from.includes(row.state) && (await roleInStead(tx, actor, row, move)))
      found.push(move);
  return found;
}

export interface MoveInput {
  readonly number: string;
  /** The version the person looked at; a case that moved since is a conflict. */
  readonly version?: number | undefined;
}

export interface Movable extends LoadedCase {
  readonly role: Role;
}

/**
 * Locks the case and says in which role the actor may make the move.
 * To whom the case is not visible it does not exist.
 *
 * @throws AppError not-found, sign-in-required, second-factor-required, forbidden, changed-meanwhile
 */
export function mayMove(move: Move) {
  return async ({ tx, actor, input }: Context<MoveInput>): Promise<Movable> => {
    // Before anything is read: the answer may not tell which unpublished numbers exist.
    if (actor.kind === 'visitor') throw new AppError('sign-in-required');
    const loaded = await loadForMove(tx, { number: input.number });
    const rule = ruleOf(move);
    const role =
      rolesIn(actor, rule.by, loaded.row)[0] ?? (await roleInStead(tx, actor, loaded.row, move));
    if (!role) {
      if (wouldHold(actor, rule.by, loaded.row)) throw new AppError('second-factor-required');
      if (loaded.row.published_at === null) throw new AppError('not-found', { kind: 'case' });
      throw new AppError('forbidden', { move });
    }
    await refuseSecondLookBySame(tx, actor, loaded.row, rule);
    await refuseAtMember(tx, loaded.row, move);
    if (input.version !== undefined && input.version !== loaded.row.version)
      throw new AppError('changed-meanwhile', { version: loaded.row.version });
    return { ...loaded, role };
  };
}

/**
 * Locks the case for work on it that is no move, in this role. To whom the case is not visible it does not exist.
 *
 * @throws AppError not-found, sign-in-required, second-factor-required, forbidden, changed-meanwhile
 */
export function mayAs(role: Role) {
  return async ({ tx, actor, input }: Context<MoveInput>): Promise<Movable> => {
    if (actor.kind === 'visitor') throw new AppError('sign-in-required');
    const loaded = await loadForMove(tx, { number: input.number });
    const { row } = loaded;
    if (rolesIn(actor, [role], row).length === 0) {
      if (wouldHold(actor, [role], row)) throw new AppError('second-factor-required');
      if (row.published_at === null) throw new AppError('not-found', { kind: 'case' });
      throw new AppError('forbidden');
    }
    if (input.version !== undefined && input.version !== row.version)
      throw new AppError('changed-meanwhile', { version: row.version });
    return { ...loaded, role };
  };
}

/** The author, proved by a link that only the author's address got. */
export async function mayConfirm(tx: Tx, caseId: string): Promise<Movable> {
  return { ...(await loadForMove(tx, { id: caseId })), role: 'author' };
}

/**
 * The case that a receipt opens. Mistyped, guessed, expired and foreign ones answer alike and cost alike: the
 * same checks, one keyed hash and one look into one index, whatever was typed.
 * @throws AppError not-found
 */
export async function findByReceipt(app: App, tx: Tx, typed: string) {
  const code = parseReceipt(typed) ?? 'not-a-receipt';
  const found = await caseByReceipt(tx, app.ports.keys.hash('receipt', code));
  if (!found) throw new AppError('not-found', { kind: 'receipt' });
  /** Its author has not typed the code back yet. */
  const waits =
    found.state === 'draft' || (found.state === 'danger' && found.back_state === 'draft');
  return { ...found, awaitsReceipt: found.by_receipt && waits };
}
