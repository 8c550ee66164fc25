import { createKept, defineQuery, type Grant, type Tx } from '@otklik/kernel';
import { z } from 'zod';
import { grantsFor, QUEUE_RULES, QUEUES, type Queue } from '../model/queues.ts';
import { deskGrants } from '../policy.ts';
import { regionId } from '../store/cases.ts';
import { countByState } from '../store/lists.ts';

export interface QueueCount {
  readonly queue: Queue;
  readonly total: number;
  readonly late: number;
}

type Counts = Awaited<ReturnType<typeof countByState>>;

/** Where this many cases are open, one more or less is nothing that a reader could see. */
const MANY = 1000;

// Counting the open cases of a whole city takes tens of milliseconds, and every page of the desk shows
// the counts. Those of a clinic or a small town are found anew each time.
const kept = createKept<Counts>({
  for_ms: 20_000,
  max: 500,
  worth: (counts) => counts.reduce((sum, { total }) => sum + total, 0) > MANY,
});

async function countQueues(tx: Tx, grants: readonly Grant[]): Promise<QueueCount[]> {
  // Queues that the same grants work share one count.
  const counted = new Map<string, Awaited<ReturnType<typeof countByState>>>();
  const counts: QueueCount[] = [];
  for (const queue of QUEUES) {
    const own = grantsFor(grants, queue);
    if (own.length === 0) continue;
    const { states, overdueOnly, proposals } = QUEUE_RULES[queue];
    const key = JSON.stringify(own);
    const all =
      counted.get(key) ??
      (await kept(`${regionId(tx)} ${key}`, tx.now, () => countByState(tx, own)));
    counted.set(key, all);
    const held = all.filter(
      ({ state, proposal }) =>
        states.includes(state) && (!proposals || (proposal && proposals.includes(proposal))),
    );
    const late = held.reduce((sum, row) => sum + (proposals ? row.undecided : row.late), 0);
    const total = overdueOnly ? late : held.reduce((sum, row) => sum + row.total, 0);
    counts.push({ queue, total, late });
  }
  return counts;
}

/** How much waits in each queue that the person works, and how much of it is late. */
export const countQueuesQuery = defineQuery({
  name: 'cases.count-queues',
  input: z.strictObject({}),
  policy: ({ actor }) => deskGrants(actor),
  handle: ({ tx, subject: grants }) => countQueues(tx, grants),
});
