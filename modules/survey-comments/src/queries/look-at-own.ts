import { hasSurveyTie } from '@otklik/complaints';
import { isProposed, takesProposals } from '@otklik/crowd';
import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { byReceipt as own } from '../policy.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { byReceipt as input } from '../schema.ts';
import { appealOf } from '../store/appeals.ts';
import type { CommentRow } from '../store/comments.ts';
import { replyTo } from '../store/replies.ts';
import { publicComment } from '../view.ts';

/**
 * What became of a comment, for whoever holds its receipt: the state, the words everybody reads, the clinic's
 * reply, and whether a complaint or a proposal was made from it. The original is not shown: a receipt may be found by others.
 * @throws AppError not-found
 */
export const lookAtOwn = defineQuery({
  name: 'survey-comments.look-at-own',
  input,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600 }],
  guess: receiptGuess,
  policy: ({ app, tx, actor, input: { receipt } }: Context<z.output<typeof input>>) =>
    own(app, tx, actor, receipt),
  async handle({ tx, subject: { rows, tieHash, proposalHash } }) {
    const comments = [];
    for (const row of rows) {
      const { text, reply, month, place } = publicComment(row, [], await replyTo(tx, row.id));
      const appeal = await appealOf(tx, row.id);
      comments.push({
        text,
        reply,
        month,
        place,
        state: seenAs(row),
        reason: row.reason_code,
        appeal,
        mayAppeal: row.state === 'refused' && row.emptied_on === null && appeal === null,
      });
    }
    const withWords = rows.filter(
      ({ emptied_on, public_text }) => emptied_on === null || public_text !== null,
    );
    const isTied = await hasSurveyTie(tx, tieHash);
    const wasProposed = await isProposed(tx, proposalHash);
    return {
      comments,
      mayComplain: !isTied && withWords.some(({ clinic_id }) => clinic_id !== null),
      isTied,
      mayPropose: !wasProposed && withWords.length > 0 && (await takesProposals(tx)),
      isProposed: wasProposed,
    };
  },
});

/** Let through and not yet published looks the same to the author as still waiting. */
const seenAs = ({ state }: CommentRow) =>
  state === 'approved' || state === 'urgent' ? 'waiting' : state;
