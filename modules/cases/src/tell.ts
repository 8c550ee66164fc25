import type { Tx } from '@otklik/kernel';
import { clinicById } from '@otklik/registry';
import { sendLetter, type CaseLetter } from '@otklik/notices';
import type { Advanced } from './model/advance.ts';
import type { Move } from './model/moves.ts';
import type { CaseRow } from './store/cases.ts';

type AuthorLetter =
  | 'case-submitted'
  | 'case-published'
  | 'case-rejected'
  | 'answer-published'
  | 'verdict-recorded'
  | 'control-decided'
  | 'case-silent'
  | 'withdrawn';

/** Which letter the author gets after which move. */
const TO_AUTHOR: Readonly<Partial<Record<Move | 'open' | 'recount', AuthorLetter>>> = {
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

/** What letters about a case may say: facts of the public page and codes, nothing a person typed. */
async function letterFacts(
  tx: Tx,
  row: CaseRow,
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
  if (row.demo || !row.author_id) return;
  const { move, to, reason } = advanced.entry;
  const template =
    TO_AUTHOR[move] ?? (move === 'open' && to === 'submitted' ? 'case-submitted' : undefined);
  if (!template) return;
  await sendLetter(tx, {
    contactId: row.author_id,
    template,
    data: await letterFacts(tx, row, advanced.due.at, reason),
  });
}

/** Told once, when the deadline of the step that runs has passed. */
export async function tellOverdue(tx: Tx, row: CaseRow): Promise<void> {
  if (row.demo || !row.author_id) return;
  await sendLetter(tx, {
    contactId: row.author_id,
    template: 'case-overdue',
    data: await letterFacts(tx, row, row.due_at, null),
  });
}
