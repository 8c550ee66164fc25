import { AppError, defineCommand } from '@otklik/kernel';
import { AMEND_minutes, mayChangeAnswer, proposeChange } from '../change-answer.ts';
import { changeAnswer as input } from '../schema-answer-changes.ts';

/**
 * The clinic mends its answer within half an hour of its publication: a moderator reads it again, and the
 * author is told. Later an answer is only added to.
 */
export const amendAnswer = defineCommand({
  name: 'cases.amend-answer',
  input,
  policy: mayChangeAnswer,
  async handle({ tx, actor, subject, input: { text } }) {
    const { published_at } = subject.answer;
    if (tx.now.getTime() > published_at.getTime() + AMEND_minutes * 60_000)
      throw new AppError('window-over', { minutes: AMEND_minutes });
    return proposeChange(tx, actor, subject, 'amendment', text);
  },
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `amendment:${output.change}` }),
});
