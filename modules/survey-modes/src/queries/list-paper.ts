import { defineQuery } from '@otklik/kernel';
import { CLERKS, placesOf } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { batchesAt } from '../store/paper.ts';

/** Batches of printed forms at the places that the reader reaches, the newest first. */
export const listPaper = defineQuery({
  name: 'survey-modes.list-paper',
  input,
  policy: ({ tx, actor }) => placesOf(tx, actor, CLERKS),
  async handle({ tx, subject: places }) {
    const named = new Map(
      places.map(({ id, code, name_ru: nameRu, name_en: nameEn }) => [
        id,
        { code, nameRu, nameEn },
      ]),
    );
    const found = await batchesAt(tx, [...named.keys()]);
    const batches = found.map((batch) => ({
      id: batch.id,
      place: named.get(batch.place_id)!,
      state: batch.state,
      printed: batch.printed,
      madeOn: batch.made_on,
      enteredTwice: batch.entered_twice,
      agreedAtOnce: batch.agreed_at_once,
    }));
    return { batches, places: [...named.values()] };
  },
});
