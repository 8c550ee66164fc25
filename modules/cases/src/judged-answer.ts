import type { Tx } from '@otklik/kernel';
import { answerChangesOf } from './store/answer-changes.ts';
import { answersOf } from './store/answers.ts';
import type { CaseRow } from './store/cases.ts';

/** An answer as a moderator had it before them, and as it stands in public; null where it does not. */
export interface JudgedAnswer {
  readonly id: string;
  readonly text: string;
  readonly shown: string | null;
}

/**
 * The answer about which a moderator decided at a moment. Null where its words are not those any more: erased, or
 * mended since.
 *
 * @param at the moment of the entry
 */
export async function answerJudged(tx: Tx, row: CaseRow, at: Date): Promise<JudgedAnswer | null> {
  const answers = await answersOf(tx, row.id);
  const answer = answers.findLast((one) => one.written_at <= at);
  if (!answer) return null;
  const changes = await answerChangesOf(tx, row.id);
  if (changes.some((one) => one.answer_id === answer.id && one.kind === 'amendment')) return null;
  const place = { table: 'case_answers', column: 'text_sealed', row: answer.id };
  const sealed = answer.text_sealed
    ? await tx.vault.open(row.data_key_id, place, answer.text_sealed)
    : null;
  const text = sealed ?? answer.text_public;
  return text === null ? null : { id: answer.id, text, shown: answer.text_public };
}
