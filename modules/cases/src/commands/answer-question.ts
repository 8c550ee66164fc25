import { defineCommand } from '@otklik/kernel';
import { alarmIfDanger } from '../alarm.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { answerQuestion as input } from '../schema-lifecycle.ts';
import { askedQuestion, setProposal } from '../store/proposals.ts';
import { auditMove } from '../audit-move.ts';

/** The author answers the clinic's one question: for the clinic, never for the public. */
export const answerQuestion = defineCommand({
  name: 'cases.answer-question',
  input,
  policy: mayMove('answer-question'),
  async handle({ tx, actor, subject, input: { text } }) {
    const { row } = subject;
    const { id } = await askedQuestion(tx, row.id);
    const place = { table: 'case_proposals', column: 'reply_sealed', row: id };
    const { facts } = await moveCase(tx, actor, subject, 'answer-question');
    await setProposal(tx, row.id, id, {
      reply_sealed: await tx.vault.seal(row.data_key_id, place, text),
      replied_at: tx.now,
    });
    const alarmed = await alarmIfDanger(tx, actor, row.id, text);
    return { number: row.number, state: alarmed ?? facts.state };
  },
  audit: auditMove,
});
