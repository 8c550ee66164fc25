import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { waitingForModerator } from '../store/lists.ts';

/** How many cases wait for a moderator and for how long: for whoever watches the installation. */
export const measureWaiting = defineQuery({
  name: 'cases.measure-waiting',
  input: z.strictObject({}),
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle: ({ tx }) => waitingForModerator(tx),
});
