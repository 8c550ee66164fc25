import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { unreferencedKeys } from '../store/photos.ts';

const input = z.strictObject({ keys: z.array(z.string().max(200)).max(500) });

/** Which of these stored files no row names: leftovers of refused forms and removed photos. */
export const findOrphanPhotos = defineQuery({
  name: 'cases.find-orphan-photos',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle: ({ tx, input: { keys } }) => unreferencedKeys(tx, keys),
});
