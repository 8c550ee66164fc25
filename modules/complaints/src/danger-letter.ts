import { holdersOf } from '@otklik/accounts';
import { letterFacts, type CaseRow } from '@otklik/cases';
import type { Reach, Tx } from '@otklik/kernel';
import { sendLetter, type CaseTemplate } from '@otklik/notices';
import type { AppealHome } from './appeal-home.ts';
import { lanesOf } from './store/lanes.ts';

const placesOf = (row: Pick<CaseRow, 'district_id' | 'okrug_id'>): Reach[] => [
  { kind: 'region' },
  ...[row.district_id, row.okrug_id]
    .filter((id) => id !== null)
    .map((id) => ({ kind: 'district' as const, id })),
];

/** Whoever is on duty; where nobody is named, the moderators of these places. */
async function onDuty(tx: Tx, places: readonly Reach[]): Promise<readonly string[]> {
  const { duty_contact_id } = await lanesOf(tx);
  return duty_contact_id ? [duty_contact_id] : holdersOf(tx, 'moderator', places);
}

/** Whoever is on duty in the region; where nobody is named, its moderators. */
const dutyOf = (tx: Tx, row: CaseRow) => onDuty(tx, placesOf(row));

/** What fits no topic sounds like danger: it waits first in the list of what is wanted. */
export async function tellDutyOfWish(tx: Tx): Promise<void> {
  for (const contactId of await onDuty(tx, [{ kind: 'region' }]))
    await sendLetter(tx, { contactId, template: 'danger-in-wish', data: { path: '/desk/wanted' } });
}

/** An appeal that stands by itself sounds like danger: the duty, and those who decide about appeals there. */
export async function tellDutyOfAppeal(tx: Tx, row: AppealHome): Promise<void> {
  const places = placesOf(row);
  const readers = [
    ...(await onDuty(tx, places)),
    ...(await holdersOf(tx, 'moderator', places)),
    ...(await holdersOf(tx, 'coordinator', places)),
  ];
  const data = { path: `/desk/appeals/${row.number}` };
  for (const contactId of new Set(readers))
    await sendLetter(tx, { contactId, template: 'danger-in-appeal', data });
}

/** Thanks or a proposal sound like danger: they wait first in their list. */
export async function tellDutyOfWords(tx: Tx, path: string): Promise<void> {
  for (const contactId of await onDuty(tx, [{ kind: 'region' }]))
    await sendLetter(tx, { contactId, template: 'danger-in-wish', data: { path } });
}

/** A comment of a survey sounds like danger: it waits first in the list of comments. */
export async function tellDutyOfComment(tx: Tx): Promise<void> {
  const data = { path: '/desk/comments' };
  for (const contactId of await onDuty(tx, [{ kind: 'region' }]))
    await sendLetter(tx, { contactId, template: 'danger-in-comment', data });
}

async function write(
  tx: Tx,
  row: CaseRow,
  dueAt: Date | null,
  template: CaseTemplate,
  readers: readonly string[],
): Promise<void> {
  const facts = await letterFacts(tx, row, dueAt, null);
  const data = { ...facts, path: `/desk/cases/${row.number}` };
  for (const contactId of new Set(readers)) await sendLetter(tx, { contactId, template, data });
}

/** The letter to whoever is on duty. */
export async function tellDuty(tx: Tx, row: CaseRow, dueAt: Date | null): Promise<void> {
  if (row.demo) return;
  await write(tx, row, dueAt, 'danger-raised', await dutyOf(tx, row));
}

/** Nobody has settled an alarm beside a case in time: all who could have hear it. */
export async function tellLateAlarm(tx: Tx, row: CaseRow, dueAt: Date | null): Promise<void> {
  if (row.demo) return;
  const readers = [
    ...(await dutyOf(tx, row)),
    ...(await holdersOf(tx, 'moderator', placesOf(row))),
    ...(await holdersOf(tx, 'coordinator', placesOf(row))),
  ];
  await write(tx, row, dueAt, 'danger-late', readers);
}

/** Nobody has settled a danger in time: the duty, all moderators and the department hear it; so does the author. */
export async function tellLateDanger(tx: Tx, row: CaseRow): Promise<void> {
  if (row.demo) return;
  await tellLateAlarm(tx, row, row.due_at);
  if (!row.author_id) return;
  const data = await letterFacts(tx, row, row.due_at, null);
  await sendLetter(tx, { contactId: row.author_id, template: 'danger-overdue', data });
}
