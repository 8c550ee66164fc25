import { AppError, defineQuery } from '@otklik/kernel';
import { nothing as input } from '../schema.ts';
import { repeatedBreaches } from '../store/broken-norms.ts';

/** Norms that are broken again and again at one clinic and that nothing was made of yet: codes and counts. */
export const listBrokenNorms = defineQuery({
  name: 'systemic.list-broken-norms',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle: ({ tx }) => repeatedBreaches(tx),
});
