import { AppError, defineQuery } from '@otklik/kernel';
import { everybody } from '../policy.ts';
import { exportPartAsked as input } from '../schema.ts';
import { formOf, windowOf } from '../store/read-place.ts';
import { builtFrom, placesAsked } from '../store/export-rows.ts';

const MONTHS = 12;

/**
 * The rows of `export-results` by so many places at a time, for a file that leaves while it is made.
 * @throws AppError not-found
 */
export const exportPart = defineQuery({
  name: 'survey-results.export-part',
  input,
  policy: everybody,
  limits: [{ per: 'principal', count_max: 1200, window_s: 3600 }],
  async handle({ tx, input: { sector, place, from, to, after, limit } }) {
    const window = await windowOf(tx, MONTHS);
    const months = { from: from ?? window.from, to: to ?? window.to };
    const all = await placesAsked(tx, sector, place);
    // By its place in the list: the database and JavaScript order codes differently.
    const before = after === undefined ? -1 : all.findIndex(({ code }) => code === after);
    if (after !== undefined && before < 0) throw new AppError('not-found');
    const left = all.slice(before + 1);
    const places = left.slice(0, limit);
    const form = await formOf(tx, places[0]?.sector ?? sector, window.today, 'ru');
    return {
      ...months,
      rows: form ? await builtFrom(tx, places, form, months) : [],
      /** The place after which the next part begins; null: this was the last. */
      next: left.length > limit ? (places.at(-1)?.code ?? null) : null,
    };
  },
});
