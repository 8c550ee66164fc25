import { AppError, type Actor, type Tx } from '@otklik/kernel';
import { MOVES, ruleOf, type Move, type Role, type Rule } from './model/moves.ts';
import { holdersOn } from './responsible.ts';
import { regionId, type CaseRow } from './store/cases.ts';

const beginsRound = (move: string): boolean =>
  move in MOVES && ruleOf(move as Move).newRound === true;

/**
 * As entries record people: whoever had the first look at this case, in a role that the rule names, or by one of
 * the moves that it names in the running round. A new answer is a new matter.
 */
async function firstLookers(
  tx: Tx,
  row: CaseRow,
  { unlike = [], unlikeMakers = [] }: Rule,
): Promise<ReadonlySet<string>> {
  if (unlike.length + unlikeMakers.length === 0) return new Set();
  const entries = await tx.db
    .selectFrom('case_entries')
    .select(['actor', 'role', 'move'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .orderBy('seq')
    .execute();
  const round = entries.findLastIndex(({ move }) => beginsRound(move));
  return new Set(
    entries
      .filter(
        ({ role, move }, at) =>
          unlike.includes(role as Role) || (at > round && unlikeMakers.includes(move)),
      )
      .map(({ actor }) => actor),
  );
}

/** Those who judge between an author and a clinic. */
const JUDGES: readonly Role[] = ['moderator', 'controller', 'coordinator'];

/** Entries of the case that a person made, as they stand; `roles`: in these alone. */
const entriesBy = (tx: Tx, row: CaseRow, people: readonly string[], roles: readonly Role[]) =>
  people.length === 0
    ? []
    : tx.db
        .selectFrom('case_entries')
        .select(['actor'])
        .distinct()
        .where('region_id', '=', regionId(tx))
        .where('case_id', '=', row.id)
        .where('role', 'in', roles)
        .where(
          'actor',
          'in',
          people.map((id) => `person:${id}`),
        )
        .execute();

/** Whether this person judged or answered in the case: whoever did may not speak for its author. */
export const lookersOf = async (tx: Tx, row: CaseRow, personId: string): Promise<boolean> =>
  (await entriesBy(tx, row, [personId], [...JUDGES, 'executor'])).length > 0;

/**
 * A second look is never by the person who had the first, and no judge's look by somebody who spoke for the
 * author: filed the message for them, or said their word.
 * @throws AppError forbidden
 */
export async function refuseSecondLookBySame(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  rule: Rule,
): Promise<void> {
  if (actor.kind !== 'person') return;
  const judges = rule.by.every((role) => JUDGES.includes(role));
  if (judges && (await entriesBy(tx, row, [actor.personId], ['author'])).length > 0)
    throw new AppError('forbidden', { reason: 'spoke-for-the-author' });
  if ((await firstLookers(tx, row, rule)).has(`person:${actor.personId}`))
    throw new AppError('forbidden', { reason: 'second-look-by-the-same-person' });
}

/** Whether every controller of the place had the first look at this case, or it is their own. */
export async function noControllerLeft(tx: Tx, row: CaseRow, rule: Rule): Promise<boolean> {
  const looked = await firstLookers(tx, row, rule);
  const controllers = await holdersOn(tx, row, 'controllers');
  const spoke = await entriesBy(tx, row, controllers, ['author']);
  const out = new Set([...looked, ...spoke.map(({ actor }) => actor)]);
  return controllers.every((id) => id === row.author_id || out.has(`person:${id}`));
}
