import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { countPlain, plainPhotos } from '../store/plain-photos.ts';

const input = z.strictObject({
  after: z.uuid().nullable().default(null),
  limit: z.number().int().min(0).max(100).default(20),
});

/** Photos from before they were sealed: how many there are, and the next of them. */
export const findPlainPhotos = defineQuery({
  name: 'cases.find-plain-photos',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle: async ({ tx, input: { after, limit } }) => ({
    waiting: await countPlain(tx),
    photos: await plainPhotos(tx, after, limit),
  }),
});
