import { AppError, defineQuery, type Context } from '@otklik/kernel';
import { caseByReceipt, parseReceipt } from '@otklik/cases';
import type { z } from 'zod';
import { followCase as input } from '../schema.ts';

/** Which case a receipt opens. Mistyped, unknown and expired answer alike, and are limited alike. */
export const followCase = defineQuery({
  name: 'complaints.follow-case',
  input,
  limits: [{ per: 'origin', count_max: 30, window_s: 900 }],
  async policy({ app, tx, input: { receipt } }: Context<z.output<typeof input>>) {
    const code = parseReceipt(receipt) ?? 'not-a-receipt';
    const found = await caseByReceipt(tx, app.ports.keys.hash('receipt', code));
    if (!found) throw new AppError('not-found', { kind: 'receipt' });
    return found;
  },
  handle: async ({ subject: { id, number, path } }) => ({ caseId: id, number, path }),
});
