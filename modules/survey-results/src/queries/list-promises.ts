import { AppError, defineQuery, type OutputOf } from '@otklik/kernel';
import type { LocalText } from '@otklik/questionnaire';
import { todayOf } from '@otklik/registry';
import { placeByCode } from '@otklik/surveys';
import type { Effect } from '../model/effect.ts';
import { publicState, type PublicState } from '../model/promise.ts';
import { everybody } from '../policy.ts';
import { listPromises as input } from '../schema.ts';
import { promisesAt } from '../store/promises.ts';
import { effectAt } from '../store/read-effect.ts';
import { formOf } from '../store/read-place.ts';

const EFFECTS_MAX = 20;

interface Told {
  readonly id: string;
  readonly question: LocalText | null;
  readonly words: string;
  readonly owner: string;
  readonly dueOn: string;
  readonly state: PublicState;
  readonly outcome: string | null;
  readonly settledOn: string | null;
  /** What answers say since it was kept; null where it was not, or too few say it. */
  readonly effect: Effect | null;
}

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
    const shown: Told[] = [];
    for (const row of await promisesAt(tx, place.id)) {
      const state = publicState(row.state, row.due_on, today);
      if (!state) continue;
      const question = form?.questions.find(({ linkId }) => linkId === row.item);
      const { id, words, owner, due_on: dueOn, settled_on: settledOn } = row;
      const isSettled = state === 'done' || state === 'not-done';
      const outcome = isSettled ? row.outcome : null;
      const changed =
        form && question?.kind === 'grade' && state === 'done' && settledOn
          ? { placeId: place.id, formId: form.formId, question, madeOn: row.made_on, settledOn }
          : null;
      // Of few promises at once: each asks the counts of a year.
      const isAsked: boolean = changed !== null && shown.length < EFFECTS_MAX;
      shown.push({
        id,
        question: question?.text ?? null,
        words,
        owner,
        dueOn,
        state,
        outcome,
        settledOn,
        effect: changed !== null && isAsked ? await effectAt(tx, changed) : null,
      });
    }
    return shown;
  },
});

export type PromisesShown = OutputOf<typeof listPromises>;
