import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { waitingLetters } from '../store.ts';

/** How many letters wait and since when: for whoever watches the installation. */
export const measureLetters = defineQuery({
  name: 'notices.measure-letters',
  input: z.strictObject({}),
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle: ({ tx }) => waitingLetters(tx),
});
