import { defineQuery } from '@otklik/kernel';
import { onlyCloser } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { allPilots, placesOf } from '../store/pilots.ts';

/** Pilots whose end has begun and is not reached, with their places: work for the job. */
export const listClosing = defineQuery({
  name: 'pilots.list-closing',
  input,
  policy: onlyCloser,
  async handle({ tx }) {
    const closing = (await allPilots(tx)).filter(({ state }) => state === 'closing');
    const places = await placesOf(
      tx,
      closing.map(({ id }) => id),
    );
    return closing.map(({ id, code }) => ({
      id,
      code,
      places: places
        .filter(({ pilotId }) => pilotId === id)
        .map((place) => ({ id: place.id, code: place.code })),
    }));
  },
});
