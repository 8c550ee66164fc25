import { defineQuery } from '@otklik/kernel';
import { nothing as input } from '../schema.ts';
import { latestBreaches } from '../store/breaches.ts';

const LAST = 50;

/** The last breaches of norms of waiting, open and over, the youngest first: for everybody, as a feed. */
export const listBreaches = defineQuery({
  name: 'wait-norms.list-breaches',
  input,
  policy: () => null,
  handle: async ({ tx }) => ({ breaches: await latestBreaches(tx, LAST) }),
});
