import { defineCommand } from '@otklik/kernel';
import { auditMove } from '../audit-move.ts';
import { sayReply } from '../author-word.ts';
import { mayMove } from '../policy.ts';
import { answerQuestion as input } from '../schema-lifecycle.ts';

/** The author answers the clinic's one question: for the clinic, never for the public. */
export const answerQuestion = defineCommand({
  name: 'cases.answer-question',
  input,
  policy: mayMove('answer-question'),
  handle: ({ tx, actor, subject, input: { text } }) => sayReply(tx, actor, subject, text),
  audit: auditMove,
});
