import { AppError, defineQuery } from '@otklik/kernel';
import { listAnswerLeaves as input } from '../receipt-schema.ts';
import { leavesOn, signedDay } from '../store/counted.ts';

/**
 * Every receipt's hash of one day with the day as it was signed; public. A day that still runs is not shown: whoever
 * looks every minute would learn how a batch is made up.
 * @throws AppError not-found
 */
export const listAnswerLeaves = defineQuery({
  name: 'survey-answers.list-answer-leaves',
  input,
  limits: [{ per: 'origin', count_max: 600, window_s: 3600, actors: ['visitor'] }],
  policy: () => undefined,
  async handle({ tx, input: { day } }) {
    const sealed = await signedDay(tx, day);
    if (!sealed) throw new AppError('not-found', { kind: 'answer-day' });
    return { day: sealed, leaves: await leavesOn(tx, day) };
  },
});
