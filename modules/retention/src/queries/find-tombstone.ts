import { defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { onlySystem } from '../policy.ts';
import { findTombstone as find } from '../store/erasures.ts';

const input = z.strictObject({ id: z.uuid() });

/** One tombstone, for its copy outside the database. */
export const findTombstone = defineQuery({
  name: 'retention.find-tombstone',
  input,
  policy: onlySystem,
  handle: ({ tx, input: { id } }) => find(tx, id),
});
