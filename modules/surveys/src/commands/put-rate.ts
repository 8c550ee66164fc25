import { AppError, defineCommand } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { putRate as input } from '../schema.ts';
import { placeByCode } from '../store/places.ts';
import { putRate as put } from '../store/rates.ts';

/** From a day on so large a share is drawn, at a place or in a sector. What was drawn is not drawn again. */
export const putRate = defineCommand({
  name: 'surveys.put-rate',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: { place: code, sector, from, rate } }) {
    if ((code === undefined) === (sector === undefined))
      throw new AppError('invalid-input', { issues: [{ path: 'place', code: 'one-of-two' }] });
    const place = code ? await placeByCode(tx, code) : null;
    if (code && !place) throw new AppError('not-found');
    const scope = place ? `place:${place.id}` : `sector:${sector}`;
    await put(tx, { scope, from, rate });
    return { scope };
  },
  audit: ({ input: { rate }, output }) => ({ object: output.scope, after: String(rate) }),
});
