import { AppError, type Tx } from '@otklik/kernel';
import { isLed } from './model/companions.ts';
import type { Move } from './model/moves.ts';
import { readCase, type CaseRow } from './store/cases.ts';

/** Moves about the answer: a member makes them with its lead. */
const WITH_THE_LEAD: readonly Move[] = ['hand-in-answer', 'publish-answer', 'return-answer'];

/** The lead whose answer is to come for this case too; null for one that is answered by itself. */
export async function leadOf(tx: Tx, row: CaseRow): Promise<CaseRow | null> {
  if (row.lead_id === null) return null;
  const lead = await readCase(tx, { id: row.lead_id });
  return isLed(lead) ? lead : null;
}

/**
 * A member's answer is written, judged and let out at its lead.
 * @throws AppError move-impossible with the reason `answered-with-lead` and the lead's number
 */
export async function refuseAtMember(tx: Tx, row: CaseRow, move: Move): Promise<void> {
  if (row.lead_id === null || !WITH_THE_LEAD.includes(move)) return;
  const lead = await leadOf(tx, row);
  if (lead)
    throw new AppError('move-impossible', { reason: 'answered-with-lead', lead: lead.number });
}

/** The moves that a reader of a member may make at the member itself. */
export const movesAtMember = async (tx: Tx, row: CaseRow, moves: readonly Move[]) =>
  row.lead_id !== null && (await leadOf(tx, row)) !== null
    ? moves.filter((move) => !WITH_THE_LEAD.includes(move))
    : [...moves];
