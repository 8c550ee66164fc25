import { defineQuery } from '@otklik/kernel';
import { everybody } from '../policy.ts';
import { listHeads as input } from '../schema.ts';
import { newestHeads } from '../store.ts';

/** The signed daily heads of the region's act log, newest first; public. */
export const listHeads = defineQuery({
  name: 'act-log.list-heads',
  input,
  policy: everybody,
  handle: ({ tx, input: { limit, before } }) => newestHeads(tx, limit, before),
});
