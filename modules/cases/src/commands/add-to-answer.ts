import { defineCommand } from '@otklik/kernel';
import { mayChangeAnswer, proposeChange } from '../change-answer.ts';
import { changeAnswer as input } from '../schema-answer-changes.ts';

/** The clinic adds to its answer: with the day, under what it wrote before, once a moderator has read it. */
export const addToAnswer = defineCommand({
  name: 'cases.add-to-answer',
  input,
  policy: mayChangeAnswer,
  handle: ({ tx, actor, subject, input: { text } }) =>
    proposeChange(tx, actor, subject, 'addition', text),
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `addition:${output.change}` }),
});
