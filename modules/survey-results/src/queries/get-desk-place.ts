import { defineQuery, type OutputOf } from '@otklik/kernel';
import { reachedPlace } from '../policy.ts';
import { readPlace } from '../store/read-place.ts';
import { placeAsked as input } from '../schema.ts';

/**
 * Results of one place for its staff: what everybody sees, how asking went, and of which batch it is.
 * @throws AppError not-found for a place that the reader does not reach
 */
export const getDeskPlace = defineQuery({
  name: 'survey-results.get-desk-place',
  input,
  policy: reachedPlace,
  handle({ tx, subject, input: { locale, months } }) {
    return readPlace(tx, subject, locale, months);
  },
});

export type PlaceAtDesk = OutputOf<typeof getDeskPlace>;
