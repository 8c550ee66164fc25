import { recordedAs, type Actor, type Tx } from '@otklik/kernel';
import { isGone } from './model/companions.ts';
import type { Advanced } from './model/facts.ts';
import type { CaseRow } from './store/cases.ts';
import { membersOf, unlink } from './store/companions.ts';

/**
 * A case that was taken back, sent elsewhere or given to another clinic waits with nobody any more: its
 * members go on by themselves, each with its own clock, and so does it.
 */
export async function partWays(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  advanced: Advanced,
  clinicId: string,
): Promise<void> {
  if (row.lead_id === null && row.members_count === 0) return;
  if (!isGone(advanced.entry.to) && clinicId === row.clinic_id) return;
  if (row.lead_id !== null) await unlink(tx, row, recordedAs(actor), 'member-gone');
  for (const member of row.members_count > 0 ? await membersOf(tx, row.id) : [])
    await unlink(tx, member, recordedAs(actor), 'lead-gone');
}
