import { defineCommand } from '@otklik/kernel';
import { erasureInput } from '@otklik/retention';
import { eraseOne } from '../own-proposals.ts';
import { onlySystem } from '../policy.ts';

/** Erases the words of a proposal for good, shown or not, with a tombstone. Safe to run twice. */
export const eraseProposal = defineCommand({
  name: 'crowd.erase-proposal',
  input: erasureInput,
  policy: onlySystem,
  async handle({ tx, input: { subjectId, ground } }) {
    await eraseOne(tx, subjectId, ground);
  },
  audit: ({ input: { subjectId } }) => ({ object: subjectId, after: 'erased' }),
});
