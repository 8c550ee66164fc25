import { AppError, recordedAs, type Actor, type Tx } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { advance } from './model/advance.ts';
import type { Terms } from './model/clocks.ts';
import type { Advanced } from './model/facts.ts';
import { firstNotice } from './model/ladder.ts';
import type { Move } from './model/moves.ts';
import { partWays } from './part-ways.ts';
import type { Movable } from './policy.ts';
import { writeMove, type MoveExtras } from './store/cases.ts';
import { followMove } from './store/companions.ts';
import { tellAbout } from './tell.ts';
import { tellSupporters } from './tell-supporters.ts';

export interface MoveDetails {
  readonly reason?: string | undefined;
  /** A text for the author or the clinic; kept sealed under the case's key. */
  readonly note?: string | undefined;
  /** The promised date, `YYYY-MM-DD`. */
  readonly until?: string | undefined;
  /** The terms that hold from now on. */
  readonly terms?: Terms | undefined;
  /** What everybody may read beside the entry. */
  readonly publicFacts?: MoveExtras['publicFacts'];
  /** Columns of the case's own row that the move changes; a new zone counts from this move on. */
  readonly columns?: MoveExtras['columns'];
}

/**
 * Whether the move could be made this minute; writes nothing. For a step that is made a moment later.
 * @throws AppError as `moveCase`
 */
export async function rehearseMove(
  tx: Tx,
  { row, facts, role }: Movable,
  move: Move,
  { reason, note }: Pick<MoveDetails, 'reason' | 'note'>,
): Promise<void> {
  if (reason === 'other' && !note) throw new AppError('reason-required', { move, reason: 'other' });
  const { calendar } = await calendarOf(tx, row.region_id);
  advance(facts, { move, role, at: tx.now, reason }, { calendar, zone: row.zone });
}

/**
 * The one way a case moves: rules, entry, clocks, letters, all in the caller's transaction.
 * Other modules call this from their own commands after their own policy.
 *
 * @throws AppError move-impossible, forbidden, reason-required, window-over, pauses-used-up, date-unfit,
 *   changed-meanwhile
 */
export async function moveCase(
  tx: Tx,
  actor: Actor,
  subject: Movable,
  move: Move,
  details: MoveDetails = {},
): Promise<Advanced> {
  const { row, facts, role } = subject;
  const { reason, note, until, terms, publicFacts, columns = {} } = details;
  if (reason === 'other' && !note) throw new AppError('reason-required', { move, reason: 'other' });
  const { calendar } = await calendarOf(tx, row.region_id);
  const zone = columns.zone ?? row.zone;
  const calendarFacts = { calendar, zone };
  const advanced = advance(facts, { move, role, at: tx.now, reason, until, terms }, calendarFacts);
  const seq = advanced.entry.seq;
  const place = { table: 'case_entries', column: 'note_sealed', row: `${row.id}/${seq}` };
  const noteSealed = note ? await tx.vault.seal(row.data_key_id, place, note) : null;
  const notice = firstNotice(advanced, tx.now, calendarFacts);
  const isAnonymous = row.by_receipt && role === 'author';
  await writeMove(tx, row, advanced, recordedAs(actor), {
    noteSealed,
    publicFacts: publicFacts ?? null,
    columns: {
      ...columns,
      notice_at: notice?.at ?? null,
      notice_step: notice?.step ?? null,
      ...(isAnonymous ? { fine_since: row.fine_since ?? tx.now } : {}),
    },
  });
  await followMove(tx, row);
  await partWays(tx, actor, row, advanced, columns.clinic_id ?? row.clinic_id);
  // The clinic hears of a case from the moment it is published, which is this one.
  const published_at = advanced.entry.move === 'publish' ? advanced.entry.at : row.published_at;
  await tellAbout(tx, { ...row, published_at, ...columns } as typeof row, advanced);
  await tellSupporters(tx, row, advanced);
  return advanced;
}
