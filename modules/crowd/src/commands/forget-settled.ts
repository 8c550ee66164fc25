import { defineCommand } from '@otklik/kernel';
import { cutOff, heldPersons, onlyRetention, sweepInput } from '@otklik/retention';
import { emptyProposals, proposalsIn } from '../store/proposals.ts';

const BATCH_rows = 500;

/** Destroys the words of proposals that were rejected or taken back long enough ago. @returns counts */
export const forgetSettled = defineCommand({
  name: 'crowd.forget-settled',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const before = await cutOff(tx, 'settled-proposals');
    const held = await heldPersons(tx);
    const due = await proposalsIn(tx)
      .where('state', 'in', ['rejected', 'withdrawn'])
      .where('decided_at', '<', before)
      .where('erased_at', 'is', null)
      .orderBy('decided_at')
      .limit(BATCH_rows)
      .execute();
    const free = due.filter(({ author_id }) => author_id === null || !held.includes(author_id));
    await emptyProposals(tx, free);
    return {
      removed: free.length,
      held: due.length - free.length,
      more: due.length === BATCH_rows && free.length > 0,
    };
  },
  audit: ({ output }) => ({ object: 'crowd_proposals', after: String(output.removed) }),
});
