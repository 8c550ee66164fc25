import { defineQuery, grantsOf } from '@otklik/kernel';
import { ASKING, OPENING, placesOf } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { pointsAt } from '../store/points.ts';

/** Tablets and posters of the places that the reader reaches. No counts: they would say who was there when. */
export const listPoints = defineQuery({
  name: 'survey-modes.list-points',
  input,
  policy: ({ tx, actor }) => placesOf(tx, actor, ASKING),
  async handle({ tx, actor, subject: places }) {
    const found = await pointsAt(
      tx,
      places.map(({ id }) => id),
    );
    const named = new Map(places.map((place) => [place.id, place]));
    const points = found.map((point) => {
      const place = named.get(point.place_id)!;
      const { id, kind, state, code, valid_from: from, valid_to: until } = point;
      return {
        id,
        kind,
        state,
        code,
        from,
        until,
        isEnrolled: point.device_hash !== null,
        place: { code: place.code, nameRu: place.name_ru, nameEn: place.name_en },
      };
    });
    const mayOpen = grantsOf(actor).some(({ role }) => OPENING.some((one) => one === role));
    return {
      points,
      mayOpen,
      places: places.map(({ code, name_ru: nameRu, name_en: nameEn }) => ({
        code,
        nameRu,
        nameEn,
      })),
    };
  },
});
