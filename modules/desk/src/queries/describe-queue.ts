import { onClinicSide, queueWorker } from '@otklik/cases';
import { defineQuery } from '@otklik/kernel';
import { labelsOf } from '../colleagues.ts';
import { worker } from '../policy.ts';
import { describeQueue as input } from '../schema.ts';
import { holdersInQueue, partsOfQueue } from '../store/queue-parts.ts';

/** What a queue can be narrowed by: the states, topics, clinics, districts and holders that are in it. */
export const describeQueue = defineQuery({
  name: 'desk.describe-queue',
  input,
  policy: (context) => ({ personId: worker(context), grants: queueWorker(context) }),
  async handle({ tx, subject: { personId, grants }, input: { queue } }) {
    const side = grants.every(onClinicSide) ? 'clinic' : 'region';
    const parts = await partsOfQueue(tx, grants, queue);
    const holders = await holdersInQueue(tx, grants, queue, side);
    const labels = await labelsOf(tx, holders);
    return {
      ...parts,
      holders: holders
        .filter((id) => id !== personId)
        .map((id) => ({ id, by: labels.get(id) ?? null })),
    };
  },
});
