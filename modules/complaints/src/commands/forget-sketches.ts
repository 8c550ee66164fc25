import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { sweepSketches } from '../store/sketches.ts';

const BATCH = 5000;

/** Forgets what filings were compared by once their term is over. @returns counts */
export const forgetSketches = defineCommand({
  name: 'complaints.forget-sketches',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const removed = await sweepSketches(tx, await cutOff(tx, 'filing-sketches'));
    return { removed, held: 0, more: removed === BATCH };
  },
  audit: ({ output }) => ({ object: 'filing-sketches', after: String(output.removed) }),
});
