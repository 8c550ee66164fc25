import { defineQuery } from '@otklik/kernel';
import { onlyCloser } from '../policy.ts';
import { onPilot as input } from '../schema.ts';
import { pilotOf, placesOf } from '../store/pilots.ts';

/** The places of a pilot by id and code, for the operator's export of one that goes on. @throws AppError not-found */
export const listPlaces = defineQuery({
  name: 'pilots.list-places',
  input,
  policy: onlyCloser,
  async handle({ tx, input: { code } }) {
    const { id } = await pilotOf(tx, code);
    const places = await placesOf(tx, [id]);
    return { places: places.map((place) => ({ id: place.id, code: place.code })) };
  },
});
