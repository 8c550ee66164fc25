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

/**
 * A second look is never by the person who had the first.
 * @throws AppError forbidden
 */
export async function refuseSecondLookBySame(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  rule: Rule,
): Promise<void> {
  if (actor.kind !== 'person') return;
  if ((await firstLookers(tx, row, rule)).has(`person:${actor.personId}`))
    throw new AppError('forbidden', { reason: 'second-look-by-the-same-person' });
}

/** Whether every controller of the place had the first look at this case, or it is their own. */
export async function noControllerLeft(tx: Tx, row: CaseRow, rule: Rule): Promise<boolean> {
  const looked = await firstLookers(tx, row, rule);
  const controllers = await holdersOn(tx, row, 'controllers');
  return controllers.every((id) => id === row.author_id || looked.has(`person:${id}`));
}
