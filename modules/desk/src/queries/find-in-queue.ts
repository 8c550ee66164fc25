import { sql } from 'kysely';
import { campaignsOfNumbers } from '@otklik/campaigns';
import {
  onClinicSide,
  queueFor,
  queueWorker,
  regionId,
  rowsOfQueue,
  timeLeft,
} from '@otklik/cases';
import { defineQuery } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { labelsOf } from '../colleagues.ts';
import { worker } from '../policy.ts';
import { findInQueue as input } from '../schema.ts';
import { holdersByNumber } from '../store/assignments.ts';
import { filterFor } from '../store/queue-filter.ts';

/** Finds beyond so many are not counted: a filter helps where leafing would not. */
const COUNTED_MAX = 1000;

/**
 * A queue of the desk as far as filters leave it: with who holds each case on the reader's side, and how
 * much of the running term is left in the unit that it is counted in, in working time where it fills working hours.
 */
export const findInQueue = defineQuery({
  name: 'desk.find-in-queue',
  input,
  policy: (context) => ({ personId: worker(context), grants: queueWorker(context) }),
  async handle({ tx, subject: { personId, grants }, input: question }) {
    const { queue, cursor, before, limit, sort, ...filters } = question;
    const side = grants.every(onClinicSide) ? 'clinic' : 'region';
    const filter = await filterFor(tx, side, personId, { ...filters, sort });
    const counted = rowsOfQueue(tx, grants, queue, filter)
      .select('cases.id')
      .limit(COUNTED_MAX + 1);
    // By itself: what is wrong with the question is this statement's to say, before another fails of its failure.
    const list = await queueFor(tx, grants, { queue, cursor, before, limit, sort }, filter);
    const numbers = list.cases.map(({ number }) => number);
    // Asked together, so that they go out together.
    const [{ n }, holders, campaigns, { calendar }] = await Promise.all([
      tx.db
        .selectFrom(counted.as('found'))
        .select(sql<number>`count(*)::int`.as('n'))
        .executeTakeFirstOrThrow(),
      holdersByNumber(tx, side, numbers),
      campaignsOfNumbers(tx, side === 'region' ? numbers : []),
      calendarOf(tx, regionId(tx)),
    ]);
    const labels = await labelsOf(tx, holders.values());
    return {
      ...list,
      /** How many the filters leave, and whether there are more than that. */
      total: Math.min(n, COUNTED_MAX),
      more: n > COUNTED_MAX,
      cases: list.cases.map((one) => {
        const holder = holders.get(one.number);
        return {
          ...one,
          /** The campaign that it came with: shown as one. */
          campaign: campaigns.get(one.number) ?? null,
          left: timeLeft({ ...one, schedule: one.dueHours }, tx.now, calendar),
          holder: holder
            ? { id: holder, by: labels.get(holder) ?? null, oneself: holder === personId }
            : null,
        };
      }),
    };
  },
});
