import type { Tx } from '@otklik/kernel';
import { clinicById } from '@otklik/registry';
import { sendLetter, type LetterTemplate } from '@otklik/notices';
import type { Advanced } from './model/advance.ts';
import type { Move } from './model/moves.ts';
import type { CaseRow } from './store/cases.ts';

/** Which letter the author gets after which move. */
const TO_AUTHOR: Readonly<Partial<Record<Move | 'open', LetterTemplate>>> = {
  'confirm-address': 'case-submitted',
  publish: 'case-published',
  reject: 'case-rejected',
  'publish-answer': 'answer-published',
  confirm: 'verdict-recorded',
  'confirm-partly': 'verdict-recorded',
  dispute: 'verdict-recorded',
  'uphold-dispute': 'control-decided',
  'refuse-dispute': 'control-decided',
  'fall-silent': 'case-silent',
  withdraw: 'withdrawn',
  'withdraw-unpublished': 'withdrawn',
};

/** What letters about a case may say: facts of the public page, nothing a person typed. */
export async function letterFacts(tx: Tx, row: CaseRow, advanced: Advanced) {
  const clinic = await clinicById(tx, row.clinic_id);
  return {
    number: row.number,
    path: row.path,
    clinicName: clinic.nameRu,
    subjectRu: row.subject_ru,
    subjectEn: row.subject_en,
    zone: row.zone,
    state: advanced.entry.to,
    move: advanced.entry.move,
    reason: advanced.entry.reason,
    dueAt: advanced.due.at?.toISOString() ?? null,
    dueDate: advanced.due.date,
  };
}

/** Letters of a move, queued in its own transaction. */
export async function tellAbout(tx: Tx, row: CaseRow, advanced: Advanced): Promise<void> {
  if (row.demo || !row.author_id) return;
  const move = advanced.entry.move;
  const template =
    TO_AUTHOR[move] ??
    (move === 'open' && advanced.entry.to === 'submitted' ? 'case-submitted' : undefined);
  if (!template) return;
  await sendLetter(tx, {
    contactId: row.author_id,
    template,
    data: await letterFacts(tx, row, advanced),
  });
}

/** Told once, when the deadline of the step that runs has passed. */
export async function tellOverdue(tx: Tx, row: CaseRow): Promise<void> {
  if (row.demo || !row.author_id) return;
  const clinic = await clinicById(tx, row.clinic_id);
  await sendLetter(tx, {
    contactId: row.author_id,
    template: 'case-overdue',
    data: {
      number: row.number,
      path: row.path,
      clinicName: clinic.nameRu,
      subjectRu: row.subject_ru,
      subjectEn: row.subject_en,
      zone: row.zone,
      stage: row.due_stage,
      dueAt: row.due_at?.toISOString() ?? null,
      dueDate: row.due_date,
    },
  });
}
