import { holdersOf } from '@otklik/accounts';
import { letterFacts, type CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import { lanesOf } from './store/lanes.ts';

/** The letter to whoever is on duty in the region; where nobody is named, to its moderators. */
export async function tellDuty(tx: Tx, row: CaseRow, dueAt: Date | null): Promise<void> {
  if (row.demo) return;
  const { duty_contact_id } = await lanesOf(tx);
  const readers = duty_contact_id
    ? [duty_contact_id]
    : await holdersOf(tx, 'moderator', [{ kind: 'region' }]);
  const facts = await letterFacts(tx, row, dueAt, null);
  const data = { ...facts, path: `/desk/cases/${row.number}` };
  for (const contactId of readers)
    await sendLetter(tx, { contactId, template: 'danger-raised', data });
}
