import { holdersOf } from '@otklik/accounts';
import { letterFacts, type CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import { lanesOf } from './store/lanes.ts';

/** Whoever is on duty in the region; where nobody is named, its moderators. */
async function dutyOf(tx: Tx): Promise<readonly string[]> {
  const { duty_contact_id } = await lanesOf(tx);
  return duty_contact_id
    ? [duty_contact_id]
    : await holdersOf(tx, 'moderator', [{ kind: 'region' }]);
}

/** What fits no topic sounds like danger: it waits first in the list of what is wanted. */
export async function tellDutyOfWish(tx: Tx): Promise<void> {
  for (const contactId of await dutyOf(tx))
    await sendLetter(tx, {
      contactId,
      template: 'danger-in-wish',
      data: { path: '/desk/wanted' },
    });
}

/** The letter to whoever is on duty in the region; where nobody is named, to its moderators. */
export async function tellDuty(tx: Tx, row: CaseRow, dueAt: Date | null): Promise<void> {
  if (row.demo) return;
  const readers = await dutyOf(tx);
  const facts = await letterFacts(tx, row, dueAt, null);
  const data = { ...facts, path: `/desk/cases/${row.number}` };
  for (const contactId of readers)
    await sendLetter(tx, { contactId, template: 'danger-raised', data });
}
