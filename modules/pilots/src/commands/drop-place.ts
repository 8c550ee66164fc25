import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { dropOpening, placeByCode } from '@otklik/surveys';
import { editable } from '../editable.ts';
import { keepsPilots } from '../policy.ts';
import { dropPlace as input } from '../schema.ts';
import { deletePlace, placesOf } from '../store/pilots.ts';

/**
 * An organisation does not take part after all. Only before the first day: afterwards people were asked about it.
 * @throws AppError not-found, move-impossible { reason: 'pilot-begun' | 'last-place' }
 */
export const dropPlace = defineCommand({
  name: 'pilots.drop-place',
  input,
  policy: keepsPilots,
  async handle({ tx, input: { pilot: code, place: placeCode } }) {
    const pilot = await editable(tx, code);
    const place = await placeByCode(tx, placeCode);
    const there = await placesOf(tx, [pilot.id]);
    if (!place || there.every(({ id }) => id !== place.id))
      throw new AppError('not-found', { kind: 'place' });
    if ((await todayOf(tx)) >= pilot.from_day)
      throw new AppError('move-impossible', { reason: 'pilot-begun' });
    // Without any place the sector would be asked everywhere, as one that no pilot names.
    if (there.filter(({ sector }) => sector === place.sector).length === 1)
      throw new AppError('move-impossible', { reason: 'last-place' });
    await deletePlace(tx, pilot.id, place.id);
    await dropOpening(tx, pilot.id, place.id);
    return { place: placeCode };
  },
  audit: ({ input: { pilot, place } }) => ({ object: `pilot:${pilot}`, after: `-${place}` }),
});
