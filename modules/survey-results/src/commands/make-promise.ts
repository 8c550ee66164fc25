import { personalIn } from '@otklik/cases';
import { AppError, defineCommand, newId, principalOf } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { dueFault } from '../model/promise.ts';
import { ledPlace } from '../policy.ts';
import { makePromise as input } from '../schema.ts';
import { insertPromise } from '../store/promises.ts';
import { formOf } from '../store/read-place.ts';

/**
 * Whoever leads a place promises to mend something that people answered about: what, by which post, until when.
 * Somebody independent reads it before anybody sees it.
 *
 * @throws AppError forbidden, not-found; unknown-reference for a question that is not asked; date-unfit;
 * personal-data-left
 */
export const makePromise = defineCommand({
  name: 'survey-results.make-promise',
  input,
  policy: ledPlace,
  async handle({ tx, actor, subject: place, input: { item, words, owner, dueOn } }) {
    const today = await todayOf(tx);
    const fault = dueFault(dueOn, today);
    if (fault) throw new AppError('date-unfit', { reason: fault });
    const form = await formOf(tx, place.sector, today, 'ru');
    if (!form?.questions.some(({ linkId }) => linkId === item))
      throw new AppError('unknown-reference', { kind: 'question' });
    const kinds = [...new Set(personalIn(`${words}\n${owner}`).map(({ type }) => type))];
    if (kinds.length > 0) throw new AppError('personal-data-left', { kinds });
    const id = newId();
    await insertPromise(tx, {
      id,
      place_id: place.id,
      item,
      words,
      owner,
      due_on: dueOn,
      state: 'handed-in',
      outcome: null,
      settled_on: null,
      made_on: today,
      written_by: principalOf(actor),
      decided_by: null,
      version: 1,
    });
    return { id, version: 1 };
  },
  audit: ({ output: { id }, input: { dueOn } }) => ({ object: id, after: `handed-in,${dueOn}` }),
});
