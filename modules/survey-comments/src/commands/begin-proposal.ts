import { beginProposal as begin, isProposed, takesProposals } from '@otklik/crowd';
import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { ownWords } from '../own-words.ts';
import { byReceipt as own } from '../policy.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { byReceipt as input } from '../schema.ts';

/**
 * Whoever holds the receipt begins a proposal to a crowd project from the own comment, about a clinic or about
 * nothing in particular. What is begun is sealed under a token of the browser; it is tied only when its author,
 * signed in, sends it. The log names no comment.
 *
 * @throws AppError not-found for an unknown receipt and where no words are left; window-over where no project
 * takes proposals; already-exists where the comment was proposed before
 */
export const beginProposal = defineCommand({
  name: 'survey-comments.begin-proposal',
  input,
  limits: [{ per: 'origin', count_max: 30, window_s: 3600 }],
  guess: receiptGuess,
  policy: ({ app, tx, actor, input: { receipt } }: Context<z.output<typeof input>>) =>
    own(app, tx, actor, receipt),
  async handle({ app, tx, subject }) {
    if (!(await takesProposals(tx))) throw new AppError('window-over');
    if (await isProposed(tx, subject.proposalHash)) throw new AppError('already-exists');
    const { text, clinic } = await ownWords(app, tx, subject);
    return { token: await begin(tx, { text, clinic, commentHash: subject.proposalHash }) };
  },
  audit: () => ({ object: '' }),
});
