import { findByReceipt, readCase, viewCase } from '@otklik/cases';
import { receiptGuess } from '@otklik/complaints';
import { defineQuery, type Context } from '@otklik/kernel';
import { clinicById } from '@otklik/registry';
import type { z } from 'zod';
import { hotline, refuseToSpeak } from '../policy.ts';
import { byReceipt as input } from '../schema.ts';

/**
 * What the holder of a receipt would see of the case, for a clerk of the hotline to read out: the state, the
 * deadline, questions, answers. Mistyped and unknown receipts answer alike, and are limited alike.
 */
export const openByReceipt = defineQuery({
  name: 'assisted.open-by-receipt',
  input,
  limits: [{ per: 'principal', count_max: 30, window_s: 900 }],
  guess: receiptGuess,
  async policy({ app, tx, actor, input: { receipt } }: Context<z.output<typeof input>>) {
    const clerk = hotline(actor);
    const found = await findByReceipt(app, tx, receipt);
    const row = await readCase(tx, { id: found.id });
    await refuseToSpeak(tx, clerk, row);
    return { row, clerk, awaitsReceipt: found.awaitsReceipt };
  },
  async handle({ tx, subject: { row, clerk, awaitsReceipt } }) {
    const { region, origin } = clerk.person;
    const view = await viewCase(tx, { kind: 'receipt', region, caseId: row.id, origin }, row);
    const { nameRu, nameEn } = await clinicById(tx, row.clinic_id);
    return { awaitsReceipt, clinic: { nameRu, nameEn }, view };
  },
  audit: ({ subject: { row } }) => ({ object: row.id }),
});
