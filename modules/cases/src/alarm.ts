import type { Actor, Tx } from '@otklik/kernel';
import { dangerIn } from './model/danger.ts';
import { ruleOf, type State } from './model/moves.ts';
import { moveCase } from './move-case.ts';
import { alarmByWords, alarmsBeside, callDuty } from './raise-alarm.ts';
import { loadForMove } from './store/cases.ts';

export { TELL_DUTY, TELL_DUTY_OF_WORDS } from './raise-alarm.ts';

/**
 * Looks at what somebody has just written, by whatever door: where it sounds like danger the case goes to
 * whoever is on duty at once. A case that is settled stays settled, and the duty gets an alarm beside it.
 *
 * @returns the state in which the case stands then, or null when nothing sounded so
 */
export async function alarmIfDanger(
  tx: Tx,
  actor: Actor,
  caseId: string,
  ...texts: readonly (string | null | undefined)[]
): Promise<State | null> {
  if (dangerIn(...texts).length === 0) return null;
  const loaded = await loadForMove(tx, { id: caseId });
  const { row } = loaded;
  let state = row.state;
  if (ruleOf('raise-danger').from.includes(state)) {
    // Of an anonymous author's words the moment is coarsened later, as of every act of the author.
    const role = row.by_receipt ? 'author' : 'system';
    const { facts } = await moveCase(tx, actor, { ...loaded, role }, 'raise-danger');
    state = facts.state;
  }
  if (alarmsBeside(row))
    await alarmByWords(tx, row, { dataKeyId: row.data_key_id, byReceipt: row.by_receipt });
  else await callDuty(tx, row);
  return state;
}
