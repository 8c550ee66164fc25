import { AppError, recordedAs, type Actor, type Tx } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { advance, type Advanced } from './model/advance.ts';
import type { Move } from './model/moves.ts';
import type { Movable } from './policy.ts';
import { writeMove } from './store/cases.ts';
import { tellAbout } from './tell.ts';

export interface MoveDetails {
  readonly reason?: string | undefined;
  /** A text for the author or the clinic; kept sealed under the case's key. */
  readonly note?: string | undefined;
}

/**
 * The one way a case moves: rules, entry, clocks, letters, all in the caller's transaction.
 * Other modules call this from their own commands after their own policy.
 *
 * @throws AppError move-impossible, forbidden, reason-required, changed-meanwhile
 */
export async function moveCase(
  tx: Tx,
  actor: Actor,
  subject: Movable,
  move: Move,
  details: MoveDetails = {},
): Promise<Advanced> {
  const { row, facts, role } = subject;
  if (details.reason === 'other' && !details.note)
    throw new AppError('reason-required', { move, reason: 'other' });
  const { calendar } = await calendarOf(tx, row.region_id);
  const advanced = advance(
    facts,
    { move, role, at: tx.now, reason: details.reason },
    { calendar, zone: row.zone },
  );
  const place = {
    table: 'case_entries',
    column: 'note_sealed',
    row: `${row.id}/${advanced.entry.seq}`,
  };
  const noteSealed = details.note
    ? await tx.vault.seal(row.data_key_id, place, details.note)
    : null;
  await writeMove(tx, row, advanced, recordedAs(actor), noteSealed);
  await tellAbout(tx, row, advanced);
  return advanced;
}
