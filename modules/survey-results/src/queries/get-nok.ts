import { AppError, defineQuery, type OutputOf } from '@otklik/kernel';
import { placeByCode } from '@otklik/surveys';
import { everybody } from '../policy.ts';
import { onPlace as input } from '../schema.ts';
import { nokOfPlaces } from '../store/read-nok.ts';

/**
 * The assessment of 2018 of a place, with everything that it lacks. Null where its sector is not assessed.
 * @throws AppError not-found
 */
export const getNok = defineQuery({
  name: 'survey-results.get-nok',
  input,
  policy: everybody,
  async handle({ tx, input: { place: code } }) {
    const place = await placeByCode(tx, code);
    if (!place) throw new AppError('not-found');
    const found = await nokOfPlaces(tx, place.sector, [place]);
    if (!found) return null;
    const { nok, stale } = found.places[0]!;
    const { from, to, min, weights } = found;
    const { code: own, name_ru: nameRu, name_en: nameEn } = place;
    return { place: { code: own, nameRu, nameEn }, from, to, min, weights, nok, stale };
  },
});

export type NokShown = NonNullable<OutputOf<typeof getNok>>;
