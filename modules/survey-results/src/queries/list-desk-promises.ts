import { defineQuery, principalOf, type OutputOf } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { placesReached } from '@otklik/surveys';
import { judgedTo, publicState, reportedTo } from '../model/promise.ts';
import { checksPlaces, reachedPlace } from '../policy.ts';
import { listPromises as input } from '../schema.ts';
import { promisesAt } from '../store/promises.ts';
import { formOf } from '../store/read-place.ts';

/**
 * The promises of a place for its staff and for who looks at them, with what the reader may do.
 * @throws AppError not-found for a place that the reader does not reach
 */
export const listDeskPromises = defineQuery({
  name: 'survey-results.list-desk-promises',
  input,
  policy: reachedPlace,
  async handle({ tx, actor, subject: place, input: { locale } }) {
    const today = await todayOf(tx);
    const form = await formOf(tx, place.sector, today, locale);
    const isIn = (places: readonly { readonly id: string }[]) =>
      places.some(({ id }) => id === place.id);
    const leads = isIn(await placesReached(tx, actor, ['head']));
    const judges = isIn(await checksPlaces(tx, actor));
    const questions = (form?.questions ?? []).map(({ linkId, text }) => ({ linkId, text }));
    const { code, name_ru: nameRu, name_en: nameEn } = place;
    return {
      place: { code, nameRu, nameEn },
      leads,
      questions,
      promises: (await promisesAt(tx, place.id)).map((row) => ({
        id: row.id,
        version: row.version,
        question: questions.find(({ linkId }) => linkId === row.item)?.text ?? null,
        words: row.words,
        owner: row.owner,
        dueOn: row.due_on,
        state: row.state,
        isLate: publicState(row.state, row.due_on, today) === 'late',
        outcome: row.outcome,
        mayJudge:
          judges && judgedTo(row.state, 'pass') !== null && row.written_by !== principalOf(actor),
        mayReport: leads && reportedTo(row.state, 'done') !== null,
      })),
    };
  },
});

export type PromisesAtDesk = OutputOf<typeof listDeskPromises>;
