import { clinicById } from '@otklik/registry';
import type { Tx } from '@otklik/kernel';
import { sendLetter, type CaseLetter } from '@otklik/notices';
import { authorLinkFor } from './author-links.ts';
import { LATE_LETTERS, lateLetter, LETTERS } from './letters.ts';
import type { Advanced } from './model/facts.ts';
import { LADDERS } from './model/ladder.ts';
import type { CaseRow } from './store/cases.ts';
import { decidersOf, holdersOn } from './responsible.ts';

/** What letters about a case may say: facts of the public page and codes, nothing a person typed. */
export async function letterFacts(
  tx: Tx,
  row: Pick<CaseRow, 'number' | 'path' | 'clinic_id' | 'subject_ru' | 'subject_en' | 'zone'>,
  dueAt: Date | null,
  reason: string | null,
): Promise<CaseLetter> {
  const clinic = await clinicById(tx, row.clinic_id);
  return {
    number: row.number,
    path: row.path,
    clinicName: clinic.nameRu,
    ...(clinic.nameEn ? { clinicNameEn: clinic.nameEn } : {}),
    topicRu: row.subject_ru,
    topicEn: row.subject_en,
    zone: row.zone,
    ...(dueAt ? { dueAt: dueAt.toISOString() } : {}),
    ...(reason ? { reasonCode: reason } : {}),
  };
}

/** Letters of a move, queued in its own transaction. */
export async function tellAbout(tx: Tx, row: CaseRow, advanced: Advanced): Promise<void> {
  if (row.demo) return;
  const { move, to, reason } = advanced.entry;
  const letters = LETTERS[move === 'open' && to === 'submitted' ? 'confirm-address' : move];
  if (!letters) return;
  const data = await letterFacts(tx, row, advanced.due.at, reason);
  if (letters.author && row.author_id) {
    const secret = await authorLinkFor(tx, row, advanced);
    await sendLetter(tx, {
      contactId: row.author_id,
      template: letters.author,
      data,
      ...(secret ? { secret } : {}),
    });
  }
  for (const [rung, template] of Object.entries(letters.clinic ?? {}))
    for (const contactId of await holdersOn(tx, row, rung as keyof typeof letters.clinic))
      await sendLetter(tx, { contactId, template, data: { ...data, path: deskPath(row) } });
}

/**
 * The clinic learns that a case it knew of is gone: by number, clinic and topic, no word of the author's.
 * `isHidden`: it is not shown to the clinic any more, so the letter leads to the desk.
 */
export async function tellClinicGone(
  tx: Tx,
  row: CaseRow,
  template: 'withdrawn-by-author' | 'erased-by-author',
  isHidden = false,
): Promise<void> {
  if (row.demo || row.published_at === null) return;
  const data = await letterFacts(tx, row, null, null);
  const path = isHidden ? '/desk' : deskPath(row);
  for (const contactId of await holdersOn(tx, row, 'executor'))
    await sendLetter(tx, { contactId, template, data: { ...data, path } });
}

const deskPath = (row: CaseRow): string => `/desk/cases/${row.number}`;

/**
 * Told once, when the deadline of the step that runs has passed: the author, those who owe the step, and
 * those above them.
 */
export async function tellOverdue(tx: Tx, row: CaseRow): Promise<void> {
  if (row.demo || row.due_stage === null) return;
  const template = LATE_LETTERS[row.due_stage]?.author;
  if (template && row.author_id) {
    const data = await letterFacts(tx, row, row.due_at, null);
    await sendLetter(tx, { contactId: row.author_id, template, data });
  }
  const ladder = LADDERS[row.due_stage] ?? [];
  await tellLadder(
    tx,
    row,
    ladder.findIndex((rung) => rung.working_days === 0),
  );
}

/** Told once, when nobody has decided in time what the clinic proposed: those who decide it. */
export async function tellLateProposal(tx: Tx, row: CaseRow): Promise<void> {
  if (row.demo || row.proposal === null) return;
  const rungs = await decidersOf(tx, row, row.proposal);
  const facts = await letterFacts(tx, row, row.proposal_due_at, null);
  const data = { ...facts, path: deskPath(row) };
  const told = new Set<string>();
  for (const rung of rungs)
    for (const contactId of await holdersOn(tx, row, rung)) {
      if (told.has(contactId)) continue;
      told.add(contactId);
      await sendLetter(tx, { contactId, template: 'proposal-late', data });
    }
}

/** One step of the running stage's ladder: everybody on its rungs gets the letter once. */
export async function tellLadder(tx: Tx, row: CaseRow, step: number): Promise<void> {
  if (row.demo || row.due_stage === null) return;
  const rung = LADDERS[row.due_stage]?.[step];
  const letters = LATE_LETTERS[row.due_stage];
  if (!rung || !letters) return;
  const facts = await letterFacts(tx, row, row.due_at, null);
  const data = { ...facts, path: deskPath(row) };
  const told = new Set<string>();
  for (const place of rung.to) {
    const template = rung.working_days < 0 ? 'deadline-near' : lateLetter(letters, place);
    for (const contactId of await holdersOn(tx, row, place)) {
      if (told.has(contactId)) continue;
      told.add(contactId);
      await sendLetter(tx, { contactId, template, data });
    }
  }
}
