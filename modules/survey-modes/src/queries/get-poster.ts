import { AppError, defineQuery, requireRole } from '@otklik/kernel';
import { ASKING, placeReached } from '../policy.ts';
import { onPoint as input } from '../schema.ts';
import { findPoint } from '../store/points.ts';

/** What stands on an open poster. @throws AppError not-found */
export const getPoster = defineQuery({
  name: 'survey-modes.get-poster',
  input,
  async policy({ tx, actor, input: { id } }) {
    requireRole(actor, ASKING);
    const point = await findPoint(tx, id);
    if (point?.kind !== 'poster' || point.state !== 'open' || !point.code)
      throw new AppError('not-found');
    const place = await placeReached(tx, actor, ASKING, (one) => one.id === point.place_id);
    return { code: point.code, place };
  },
  handle({ app, subject: { code, place } }) {
    return Promise.resolve({
      code,
      link: new URL(`/s/${code}`, app.settings.publicUrl).href,
      place: { code: place.code, nameRu: place.name_ru, nameEn: place.name_en },
    });
  },
});
