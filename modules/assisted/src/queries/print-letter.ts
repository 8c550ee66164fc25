import { LATE_LETTERS, LETTERS, letterFacts, readCase, type Stage } from '@otklik/cases';
import { AppError, defineQuery, type Context } from '@otklik/kernel';
import { wordsOf, type CaseTemplate } from '@otklik/notices';
import type { z } from 'zod';
import { hotline } from '../policy.ts';
import { noticeRef as input } from '../schema.ts';
import { openContact } from '../store/assistance.ts';
import { noticeById } from '../store/notices.ts';

const LATE = 'late-';

/** Which letter an author with an address would have got after this step. */
const templateOf = (move: string): CaseTemplate | undefined =>
  move.startsWith(LATE)
    ? LATE_LETTERS[move.slice(LATE.length) as Stage]?.author
    : LETTERS[move as keyof typeof LETTERS]?.author;

/** A letter to print, or what to say on the telephone: the words of the e-mail, and whom they are for. */
export const printLetter = defineQuery({
  name: 'assisted.print-letter',
  input,
  async policy({ tx, actor, input: { noticeId } }: Context<z.output<typeof input>>) {
    return { notice: await noticeById(tx, hotline(actor).grants, noticeId, false) };
  },
  async handle({ tx, subject: { notice } }) {
    const row = await readCase(tx, { id: notice.case_id });
    const template = templateOf(notice.move);
    if (!template) throw new AppError('not-found', { kind: 'notice' });
    const facts = await letterFacts(tx, row, row.due_at, row.refusal_reason);
    const { subject, paragraphs } = wordsOf(template, facts as never, notice.locale, tx.now);
    return {
      id: notice.id,
      number: row.number,
      way: notice.way,
      /** The language it is written in: that of whoever the message was taken from. */
      locale: notice.locale,
      contact: await openContact(tx, notice),
      subject,
      paragraphs,
      zone: row.zone,
    };
  },
  audit: ({ subject: { notice } }) => ({ object: notice.case_id }),
});
