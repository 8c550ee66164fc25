import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { forgetWishesBefore } from '../store/wishes.ts';

const BATCH_rows = 500;

/** Destroys the text and contact of wishes settled long enough ago; the label stays counted. @returns counts */
export const forgetSettledWishes = defineCommand({
  name: 'complaints.forget-settled-wishes',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const removed = await forgetWishesBefore(tx, await cutOff(tx, 'settled-wishes'), BATCH_rows);
    return { removed, held: 0, more: removed === BATCH_rows };
  },
  audit: ({ output }) => ({ object: 'wishes', after: String(output.removed) }),
});
