import { defineCommand } from '@otklik/kernel';
import { cutOff, heldCases, heldPersons, onlyRetention, sweepInput } from '@otklik/retention';
import { eraseLapsed } from '../erase-case.ts';

/** Erases what was written in drafts whose address nobody confirmed. @returns counts */
export const eraseLapsedCases = defineCommand({
  name: 'cases.erase-lapsed-cases',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    eraseLapsed(tx, await cutOff(tx, 'lapsed-cases'), {
      cases: await heldCases(tx),
      persons: await heldPersons(tx),
    }),
  audit: ({ output }) => ({ object: 'lapsed-cases', after: String(output.removed) }),
});
