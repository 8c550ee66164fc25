import { AppError, defineQuery, type OutputOf } from '@otklik/kernel';
import { placeByCode } from '@otklik/surveys';
import { everybody } from '../policy.ts';
import { readPlace } from '../store/read-place.ts';
import { placeAsked as input } from '../schema.ts';

/**
 * Results of one place for everybody: shown counts of whole months, each group of modes by itself.
 * @throws AppError not-found
 */
export const getPlace = defineQuery({
  name: 'survey-results.get-place',
  input,
  policy: everybody,
  async handle({ tx, input: { place: code, locale, months } }) {
    const place = await placeByCode(tx, code);
    if (!place) throw new AppError('not-found');
    const { release: __, ...found } = await readPlace(tx, place, locale, months);
    if (!found.isAsked) return found;
    // How many were reported and asked is the staff's; the rate says it to everybody.
    const { asked: _, ...shown } = found;
    return shown;
  },
});

export type PlaceShown = OutputOf<typeof getPlace>;
