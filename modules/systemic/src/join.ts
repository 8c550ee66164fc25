import { loadForMove } from '@otklik/cases';
import { AppError, recordedAs, type Actor, type Tx } from '@otklik/kernel';
import { dayIn } from '@otklik/registry';
import { whyNotJoined } from './model.ts';
import { causeOf } from './store/causes.ts';
import { insertMember } from './store/members.ts';
import type { SystemicRow } from './store/systemic.ts';

/**
 * Joins messages of the clinic about the cause, by number; the cases are only read, and locked in the order of
 * their numbers. @returns their ids
 * @throws AppError not-found, forbidden for an author of one, merge-refused, already-done
 */
export async function joinCases(
  tx: Tx,
  actor: Actor,
  row: SystemicRow,
  numbers: readonly string[],
): Promise<string[]> {
  const { topics } = await causeOf(tx, row.cause_code);
  const ids: string[] = [];
  for (const number of [...new Set(numbers)].toSorted()) {
    const { row: one } = await loadForMove(tx, { number });
    if (one.published_at === null) throw new AppError('not-found', { kind: 'case' });
    if (actor.kind === 'person' && one.author_id === actor.personId)
      throw new AppError('forbidden', { reason: 'own-message' });
    const reason = whyNotJoined(one, row, topics);
    if (reason) throw new AppError('merge-refused', { reason });
    const on = dayIn(one.zone, one.published_at);
    await insertMember(tx, row.id, { kind: 'case', caseId: one.id, on }, recordedAs(actor));
    ids.push(one.id);
  }
  return ids;
}
