import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { removeRows, untouchedSince } from '../store/referrals.ts';

const BATCH_rows = 500;

/** Forgets referrals that their owners have not touched for the term. @returns counts */
export const forgetReferrals = defineCommand({
  name: 'guarantees.forget-referrals',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const gone = await untouchedSince(tx, await cutOff(tx, 'own-referrals'), BATCH_rows);
    await removeRows(tx, gone);
    return { removed: gone.length, held: 0, more: gone.length === BATCH_rows };
  },
  audit: ({ output }) => ({ object: 'referrals', after: String(output.removed) }),
});
