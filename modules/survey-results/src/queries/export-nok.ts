import { defineQuery, type OutputOf } from '@otklik/kernel';
import { placesOfSector } from '@otklik/surveys';
import { nokRows } from '../model/nok-rows.ts';
import { everybody } from '../policy.ts';
import { exportNok as input } from '../schema.ts';
import { nokOfPlaces } from '../store/read-nok.ts';

/** Assessments of all places of a sector as rows, with what each lacks. */
export const exportNok = defineQuery({
  name: 'survey-results.export-nok',
  input,
  policy: everybody,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  async handle({ tx, input: { sector } }) {
    const found = await nokOfPlaces(tx, sector, await placesOfSector(tx, sector));
    return {
      sector,
      rows: found ? found.places.flatMap(({ place, nok }) => nokRows(place.code, found, nok)) : [],
    };
  },
});

export type NokExported = OutputOf<typeof exportNok>;
