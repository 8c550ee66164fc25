import { defineQuery, type OutputOf } from '@otklik/kernel';
import { everybody } from '../policy.ts';
import { formOf, METHODS, windowOf } from '../store/read-place.ts';
import { builtFrom, placesAsked } from '../store/export-rows.ts';
import { exportAsked as input } from '../schema.ts';

const MONTHS = 12;
/**
 * What is shown to everybody, as rows: the same rows and masks in every format. Windows are whole months.
 * @throws AppError not-found
 */
export const exportResults = defineQuery({
  name: 'survey-results.export-results',
  input,
  policy: everybody,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  async handle({ tx, input: { sector, place, from, to } }) {
    const window = await windowOf(tx, MONTHS);
    const months = { from: from ?? window.from, to: to ?? window.to };
    const places = await placesAsked(tx, sector, place);
    const form = await formOf(tx, places[0]?.sector ?? sector, window.today, 'ru');
    return {
      ...months,
      methods: Object.values(METHODS),
      rows: form ? await builtFrom(tx, places, form, months) : [],
    };
  },
});

export type Exported = OutputOf<typeof exportResults>;
