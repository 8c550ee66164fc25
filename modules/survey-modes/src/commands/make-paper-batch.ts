import { randomUUID } from 'node:crypto';
import { defineCommand, recordedAs } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { openFormFor } from '../at-point.ts';
import { CLERKS, placeReached } from '../policy.ts';
import { makePaperBatch as input } from '../schema.ts';
import { insertBatch } from '../store/paper.ts';

/** Begins a batch of printed forms of one place. @throws AppError not-found, unknown-reference */
export const makePaperBatch = defineCommand({
  name: 'survey-modes.make-paper-batch',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: ({ tx, actor, input: { place } }) =>
    placeReached(tx, actor, CLERKS, ({ code }) => code === place),
  async handle({ tx, actor, subject: place, input: { printed } }) {
    const today = await todayOf(tx);
    const form = await openFormFor(tx, place.sector, today);
    const id = randomUUID();
    await insertBatch(tx, {
      id,
      place_id: place.id,
      form_id: form.formId,
      form_version: form.version,
      printed,
      state: 'open',
      data_key_id: await tx.vault.newKey(),
      made_on: today,
      made_by: recordedAs(actor),
    });
    return { id };
  },
  audit: ({ output }) => ({ object: output.id, after: 'printed' }),
});
