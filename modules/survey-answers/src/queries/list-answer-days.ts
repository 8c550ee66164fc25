import { defineQuery } from '@otklik/kernel';
import { listAnswerDays as input } from '../receipt-schema.ts';
import { signedDays } from '../store/counted.ts';

/** The signed days of counted answers, newest first; public. */
export const listAnswerDays = defineQuery({
  name: 'survey-answers.list-answer-days',
  input,
  policy: () => undefined,
  handle: ({ tx, input: { limit, before } }) => signedDays(tx, limit, before),
});
