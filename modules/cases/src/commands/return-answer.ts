import { defineCommand } from '@otklik/kernel';
import { returnAtMembers } from '../companions.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { returnAnswer as input } from '../schema.ts';
import { setDraftState } from '../store/answers.ts';

/** A moderator sends the clinic's answer back: its clock goes on with what was left. */
export const returnAnswer = defineCommand({
  name: 'cases.return-answer',
  input,
  policy: mayMove('return-answer'),
  async handle({ tx, actor, subject, input: { reason, note } }) {
    const { facts } = await moveCase(tx, actor, subject, 'return-answer', { reason, note });
    await setDraftState(tx, subject.row.id, { state: 'returned' });
    await returnAtMembers(tx, actor, subject.row, { reason, note });
    return { number: subject.row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
