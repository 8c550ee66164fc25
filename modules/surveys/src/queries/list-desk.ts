import { defineQuery } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { daysAfter } from '../model/send-time.ts';
import { watchesSurveys, WATCHERS } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { placesReached } from '../store/places.ts';
import { askedSince } from '../store/asked.ts';

const DAYS = 30;

/** How asking goes at each place that the reader reaches, over the last thirty days. Counts of people's store alone. */
export const listDesk = defineQuery({
  name: 'surveys.list-desk',
  input,
  policy: watchesSurveys,
  async handle({ tx, actor }) {
    const from = daysAfter(await todayOf(tx), -DAYS);
    const places = await placesReached(tx, actor, WATCHERS);
    const asked = await askedSince(tx, from);
    const rows = places.flatMap(({ id, code, name_ru: nameRu, name_en: nameEn }) => {
      const counts = asked.get(id);
      return counts ? [{ code, nameRu, nameEn, ...counts }] : [];
    });
    return { from, places: rows };
  },
});
