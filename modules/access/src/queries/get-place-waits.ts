import { defineQuery } from '@otklik/kernel';
import { historyOf as input } from '../schema.ts';
import { daysOfPlace, monthsOfPlace } from '../store/history.ts';
import { comfortOf } from '../store/read.ts';
import { HISTORY_days, HISTORY_years } from '../view.ts';

/** How it was in the whole region, an okrug or a district: the last days, and the years month by month. */
export const getPlaceWaits = defineQuery({
  name: 'access.get-place-waits',
  input,
  policy: () => null,
  async handle({ tx, input: { place, specialty } }) {
    return {
      comfort_days: await comfortOf(tx, specialty),
      days: await daysOfPlace(tx, place, specialty, HISTORY_days),
      months: await monthsOfPlace(tx, place, specialty, HISTORY_years),
    };
  },
});
