import { AppError, defineQuery, type OutputOf } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { placeByCode } from '@otklik/surveys';
import { publicState } from '../model/promise.ts';
import { everybody } from '../policy.ts';
import { listPromises as input } from '../schema.ts';
import { promisesAt } from '../store/promises.ts';
import { formOf } from '../store/read-place.ts';

/**
 * What a place promised after answers and what became of it, for everybody.
 * @throws AppError not-found
 */
export const listPromises = defineQuery({
  name: 'survey-results.list-promises',
  input,
  policy: everybody,
  async handle({ tx, input: { place: code, locale } }) {
    const place = await placeByCode(tx, code);
    if (!place) throw new AppError('not-found');
    const today = await todayOf(tx);
    const form = await formOf(tx, place.sector, today, locale);
    return (await promisesAt(tx, place.id)).flatMap((row) => {
      const state = publicState(row.state, row.due_on, today);
      if (!state) return [];
      const question = form?.questions.find(({ linkId }) => linkId === row.item);
      const { id, words, owner, due_on: dueOn, settled_on: settledOn } = row;
      const isSettled = state === 'done' || state === 'not-done';
      const outcome = isSettled ? row.outcome : null;
      return [
        { id, question: question?.text ?? null, words, owner, dueOn, state, outcome, settledOn },
      ];
    });
  },
});

export type PromisesShown = OutputOf<typeof listPromises>;
