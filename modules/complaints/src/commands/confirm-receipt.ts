import { defineCommand, type Context } from '@otklik/kernel';
import { findByReceipt, mayConfirm, moveCase } from '@otklik/cases';
import type { z } from 'zod';
import { logFiling } from '../log-filing.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { followCase as input } from '../schema.ts';

/**
 * The author has typed the receipt back: it is written down somewhere, so the complaint may go to the moderator.
 * Of a complaint with an address nothing changes: its own link confirms it.
 */
export const confirmReceipt = defineCommand({
  name: 'complaints.confirm-receipt',
  input,
  limits: [{ per: 'origin', count_max: 30, window_s: 900 }],
  guess: receiptGuess,
  async policy({ app, tx, input: { receipt } }: Context<z.output<typeof input>>) {
    const { id, awaitsReceipt } = await findByReceipt(app, tx, receipt);
    return { ...(await mayConfirm(tx, id)), awaitsReceipt };
  },
  async handle({ tx, actor, subject }) {
    const { row, awaitsReceipt } = subject;
    const { id: caseId, number, path } = row;
    // A second press of the same button finds it done, and says so kindly.
    if (!awaitsReceipt) return { caseId, number, path, state: row.state };
    const move = row.state === 'danger' ? 'confirm-address-in-danger' : 'confirm-address';
    const { facts } = await moveCase(tx, actor, subject, move);
    await logFiling(tx, caseId);
    return { caseId, number, path, state: facts.state };
  },
  // The log is for ever: beside an anonymous message it names no case.
  audit: ({ output }) => ({ object: '', after: output.state }),
});
