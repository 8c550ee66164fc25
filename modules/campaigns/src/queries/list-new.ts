import { sketchesToCompare } from '@otklik/complaints';
import { defineQuery } from '@otklik/kernel';
import { clockOnly } from '../policy.ts';
import { rulesToday } from '../rules.ts';
import { nothing as input } from '../schema.ts';
import { busyNow } from '../store/floods.ts';

/** A minute's work: what is left over waits for the next. */
const COMPARED_MAX = 1000;

/** Filings that nobody has compared yet, and what unusually many of the last hour may be about: for the job. */
export const listNew = defineQuery({
  name: 'campaigns.list-new',
  input,
  policy: clockOnly,
  handle: async ({ tx }) => ({
    filings: await sketchesToCompare(tx, COMPARED_MAX),
    busy: await busyNow(tx, (await rulesToday(tx)).floodMin),
  }),
});
