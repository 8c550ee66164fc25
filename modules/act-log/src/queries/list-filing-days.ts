import { defineQuery } from '@otklik/kernel';
import { everybody } from '../policy.ts';
import { listHeads as input } from '../schema.ts';
import { newestDays } from '../store-filings.ts';

/** The signed days of the log of filings, newest first; public. */
export const listFilingDays = defineQuery({
  name: 'act-log.list-filing-days',
  input,
  policy: everybody,
  handle: ({ tx, input: { limit, before } }) => newestDays(tx, limit, before),
});
