import { holdersOf } from '@otklik/accounts';
import type { Tx } from '@otklik/kernel';
import { sendLetter, type CaseTemplate } from '@otklik/notices';
import { dateIn } from './model/signing.ts';
import { holdersOn } from './responsible.ts';
import type { CaseRow } from './store/cases.ts';
import { rightsFor } from './store/signing-rights.ts';
import { letterFacts } from './tell.ts';

async function tell(tx: Tx, row: CaseRow, people: Iterable<string>, template: CaseTemplate) {
  if (row.demo) return;
  const data = {
    ...(await letterFacts(tx, row, row.due_at, null)),
    path: `/desk/cases/${row.number}`,
  };
  for (const contactId of new Set(people)) await sendLetter(tx, { contactId, template, data });
}

/** A version waits: its head is told, and whoever signs instead on this date. */
export async function tellSigners(tx: Tx, row: CaseRow): Promise<void> {
  const today = dateIn(row.zone, tx.now);
  const rights = (await rightsFor(tx, row.clinic_id)).filter(
    (right) => right.from_date <= today && (right.to_date === null || today <= right.to_date),
  );
  const heads = await holdersOf(tx, 'head', [{ kind: 'clinic', id: row.clinic_id }]);
  await tell(tx, row, [...heads, ...rights.map((right) => right.person_id)], 'draft-to-sign');
}

/** A moderator let out what the clinic changed in its answer, which the author hears, or not, which the clinic does. */
export async function tellAnswerChanged(
  tx: Tx,
  row: CaseRow,
  what: 'amendment' | 'addition' | 'refused',
  reason: string | null,
): Promise<void> {
  if (row.demo) return;
  const data = await letterFacts(tx, row, null, reason);
  if (what === 'refused') {
    const path = `/desk/cases/${row.number}`;
    for (const contactId of await holdersOn(tx, row, 'executor'))
      await sendLetter(tx, {
        contactId,
        template: 'answer-change-refused',
        data: { ...data, path },
      });
    return;
  }
  const template = what === 'amendment' ? 'answer-amended' : 'answer-added';
  if (row.author_id) await sendLetter(tx, { contactId: row.author_id, template, data });
}

/** Nobody has checked in time what the clinic changed in its answer: the moderators are told, and who is above them. */
export async function tellLateChange(tx: Tx, row: CaseRow, dueAt: Date): Promise<void> {
  if (row.demo) return;
  const facts = await letterFacts(tx, row, dueAt, null);
  const data = { ...facts, path: `/desk/cases/${row.number}` };
  const people = [
    ...(await holdersOn(tx, row, 'moderators')),
    ...(await holdersOn(tx, row, 'department')),
  ];
  for (const contactId of new Set(people))
    await sendLetter(tx, { contactId, template: 'answer-change-late', data });
}

/** The version came back with a remark. */
export const tellWriter = (tx: Tx, row: CaseRow, writer: string): Promise<void> =>
  tell(
    tx,
    row,
    writer.startsWith('person:') ? [writer.slice('person:'.length)] : [],
    'draft-given-back',
  );
