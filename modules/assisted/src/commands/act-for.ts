import { findByReceipt, loadForMove, speakForAuthor } from '@otklik/cases';
import { receiptGuess } from '@otklik/complaints';
import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { hotline, refuseToSpeak } from '../policy.ts';
import { actFor as input } from '../schema.ts';

/**
 * A clerk of the hotline says what the author said on the telephone: the verdict, the answer to a question,
 * whether a promise was kept, that the case be opened again, looked at again or taken back. The receipt proves
 * who calls; the entry stands in the author's role and names the clerk.
 */
export const actFor = defineCommand({
  name: 'assisted.act-for',
  input,
  limits: [{ per: 'principal', count_max: 30, window_s: 900 }],
  guess: receiptGuess,
  async policy({ app, tx, actor, input: { receipt } }: Context<z.output<typeof input>>) {
    const clerk = hotline(actor);
    const { id } = await findByReceipt(app, tx, receipt);
    const loaded = await loadForMove(tx, { id });
    await refuseToSpeak(tx, clerk, loaded.row);
    return loaded;
  },
  handle: ({ tx, actor, subject, input: { receipt: _receipt, ...word } }) =>
    speakForAuthor(tx, actor, subject, word),
  audit: ({ subject, input: { what }, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: `${output.state} for-author ${what}`,
  }),
});
