import { holdersOn, LADDER } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { sendLetter, type SystemicTemplate } from '@otklik/notices';
import { clinicById } from '@otklik/registry';
import { asCase } from './policy.ts';
import { memberCases } from './store/members.ts';
import type { SystemicRow } from './store/systemic.ts';

type Rung = Parameters<typeof holdersOn>[2];

async function dataOf(tx: Tx, row: SystemicRow, due_at = row.due_at) {
  const clinic = await clinicById(tx, row.clinic_id);
  return {
    number: row.number,
    clinicName: clinic.nameRu,
    ...(clinic.nameEn ? { clinicNameEn: clinic.nameEn } : {}),
    titleRu: row.title_ru ?? '',
    titleEn: row.title_en ?? row.title_ru ?? '',
    zone: row.zone,
    ...(due_at ? { dueAt: due_at.toISOString() } : {}),
  };
}

/** The authors of these messages, or of all that belong to it, where there is an address: each one letter. */
export async function tellAuthors(
  tx: Tx,
  row: SystemicRow,
  template: SystemicTemplate,
  only?: readonly string[],
): Promise<void> {
  if (row.demo) return;
  const members = await memberCases(tx, row.id);
  const data = { ...(await dataOf(tx, row)), path: `/systemic/${row.number}` };
  const told = new Set<string>();
  for (const { id, authorId, demo } of members) {
    if (!authorId || demo || told.has(authorId) || (only && !only.includes(id))) continue;
    told.add(authorId);
    await sendLetter(tx, { contactId: authorId, template, data });
  }
}

/** Whoever stands on these rungs, each once; of the clinic unless told. */
export async function tellClinic(
  tx: Tx,
  row: SystemicRow,
  template: SystemicTemplate,
  rungs: readonly Rung[] = ['executor', 'head'],
  due_at = row.due_at,
): Promise<void> {
  if (row.demo) return;
  const data = { ...(await dataOf(tx, row, due_at)), path: `/desk/systemic/${row.number}` };
  const told = new Set<string>();
  for (const rung of rungs)
    for (const contactId of await holdersOn(tx, asCase(row), rung)) {
      if (told.has(contactId)) continue;
      told.add(contactId);
      await sendLetter(tx, { contactId, template, data });
    }
}

/** The moderators and the department, that a plan waits for longer than it should. */
export const tellCheckLate = (tx: Tx, row: SystemicRow, due_at: Date): Promise<void> =>
  tellClinic(tx, row, 'systemic-check-late', ['moderators', 'department'], due_at);

/** One step of the ladder about the plan's day. */
export async function tellLadder(tx: Tx, row: SystemicRow, step: number): Promise<void> {
  const rung = LADDER[step];
  if (!rung) return;
  const template = rung.working_days < 0 ? 'systemic-plan-near' : 'systemic-plan-late';
  await tellClinic(tx, row, template, rung.to);
}
