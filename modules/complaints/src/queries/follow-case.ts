import { defineQuery, type Context } from '@otklik/kernel';
import { findByReceipt } from '@otklik/cases';
import type { z } from 'zod';
import { receiptGuess } from '../receipt-guess.ts';
import { followCase as input } from '../schema.ts';

/** Which case a receipt opens. Mistyped, unknown and expired answer alike, and are limited alike. */
export const followCase = defineQuery({
  name: 'complaints.follow-case',
  input,
  limits: [{ per: 'origin', count_max: 30, window_s: 900 }],
  guess: receiptGuess,
  policy: ({ app, tx, input: { receipt } }: Context<z.output<typeof input>>) =>
    findByReceipt(app, tx, receipt),
  handle: async ({ subject: { id, number, path, awaitsReceipt } }) => ({
    caseId: id,
    number,
    path,
    awaitsReceipt,
  }),
});
