import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { countsByMonth } from '../store/month-counts.ts';
import { placesByIds } from '../store/places.ts';

const input = z.strictObject({ places: z.array(z.uuid()).max(10_000) });

/**
 * What a region takes with it of places and of how asking went there: counts by month. No visit and no person, and
 * months in which so few visits were reported that they could be somebody's are told without their counts.
 */
export const listForExport = defineQuery({
  name: 'surveys.list-for-export',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { places: ids } }) {
    const found = await placesByIds(tx, ids);
    const places = [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
    const counts = await countsByMonth(tx, ids);
    return {
      places: places.map((place) => ({
        code: place.code,
        sector: place.sector,
        is_state: place.is_state,
        name_ru: place.name_ru,
        name_en: place.name_en,
        organisation: place.organisation_id,
        zone: place.zone,
      })),
      counts: counts.map(({ place_id, ...row }) => ({
        place: found.get(place_id)?.code ?? '',
        ...row,
      })),
    };
  },
  audit: () => ({ object: 'region-export' }),
});
