import { defineQuery } from '@otklik/kernel';
import { onClinicSide, queueFor, queueWorker } from '@otklik/cases';
import { addressesOf } from '../colleagues.ts';
import { worker } from '../policy.ts';
import { findInQueue as input } from '../schema.ts';
import { heldFilter, holdersByNumber } from '../store/assignments.ts';

/** A queue of the desk with who holds each case on the reader's side; all, only one's own, or only free ones. */
export const findInQueue = defineQuery({
  name: 'desk.find-in-queue',
  input,
  policy: (context) => ({ personId: worker(context), grants: queueWorker(context) }),
  async handle({ tx, subject: { personId, grants }, input: { held, ...question } }) {
    const side = grants.every(onClinicSide) ? 'clinic' : 'region';
    const filter = held === 'all' ? undefined : heldFilter(tx, side, held, personId);
    const list = await queueFor(tx, grants, question, filter);
    const numbers = list.cases.map(({ number }) => number);
    const holders = await holdersByNumber(tx, side, numbers);
    const addresses = await addressesOf(tx, holders.values());
    return {
      ...list,
      cases: list.cases.map((one) => {
        const holder = holders.get(one.number);
        return {
          ...one,
          holder: holder
            ? { by: addresses.get(holder) ?? null, oneself: holder === personId }
            : null,
        };
      }),
    };
  },
});
