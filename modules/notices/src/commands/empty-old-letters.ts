import { defineCommand } from '@otklik/kernel';
import { cutOff, heldPersons, onlyRetention, sweepInput } from '@otklik/retention';
import { emptyLetters } from '../store-sweeps.ts';

/** Empties what letters said, once they are through and their term is over. @returns counts */
export const emptyOldLetters = defineCommand({
  name: 'notices.empty-old-letters',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    emptyLetters(tx, await cutOff(tx, 'letter-bodies'), await heldPersons(tx)),
  audit: ({ output }) => ({ object: 'letter-bodies', after: String(output.removed) }),
});
