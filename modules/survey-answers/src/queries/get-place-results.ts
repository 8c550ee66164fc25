import { AppError, defineQuery, type OutputOf } from '@otklik/kernel';
import { placeByCode } from '@otklik/surveys';
import { resultsOf } from '../results.ts';
import { placeResults as input } from '../schema.ts';

/**
 * What visitors of a place answered in the last twelve months, each way of asking apart: shown counts alone.
 * @throws AppError not-found
 */
export const getPlaceResults = defineQuery({
  name: 'survey-answers.get-place-results',
  input,
  policy: () => undefined,
  async handle({ tx, input: { place: code, locale } }) {
    const place = await placeByCode(tx, code);
    if (!place) throw new AppError('not-found');
    const asked = { kind: 'visit', sector: place.sector, audience: 'adult' } as const;
    return resultsOf(tx, { scope: `place:${place.id}`, asked }, locale);
  },
});

export type PlaceResults = OutputOf<typeof getPlaceResults>;
