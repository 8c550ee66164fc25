import { defineCommand } from '@otklik/kernel';
import { cutOff, heldPersons, onlyRetention, sweepInput } from '@otklik/retention';
import { emptyThanks, thanksIn } from '../store/thanks.ts';

const BATCH_rows = 500;

/** Destroys the words of thanks that were refused or taken back long enough ago. @returns counts */
export const forgetSettled = defineCommand({
  name: 'thanks.forget-settled',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const before = await cutOff(tx, 'settled-thanks');
    const held = await heldPersons(tx);
    const due = await thanksIn(tx)
      .where('state', 'in', ['refused', 'withdrawn'])
      .where('decided_at', '<', before)
      .where('erased_at', 'is', null)
      .orderBy('decided_at')
      .limit(BATCH_rows)
      .execute();
    const free = due.filter(({ author_id }) => author_id === null || !held.includes(author_id));
    await emptyThanks(tx, free);
    return {
      removed: free.length,
      held: due.length - free.length,
      more: due.length === BATCH_rows && free.length > 0,
    };
  },
  audit: ({ output }) => ({ object: 'thanks', after: String(output.removed) }),
});
