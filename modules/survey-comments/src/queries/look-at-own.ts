import { hasSurveyTie } from '@otklik/complaints';
import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { COMMENT_TIE } from '../model/receipts.ts';
import { byReceipt as own, plainReceipt } from '../policy.ts';
import { byReceipt as input } from '../schema.ts';
import { replyTo } from '../store/replies.ts';
import { publicComment } from '../view.ts';

/**
 * What became of a comment, for whoever holds its receipt: the state, the words everybody reads, the clinic's
 * reply, and whether a complaint was made from it. The original is not shown: a receipt may be found by others.
 * @throws AppError not-found
 */
export const lookAtOwn = defineQuery({
  name: 'survey-comments.look-at-own',
  input,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600 }],
  policy: ({ app, tx, actor, input: { receipt } }: Context<z.output<typeof input>>) =>
    own(app, tx, actor, receipt),
  async handle({ app, tx, subject: row, input: { receipt } }) {
    const hash = app.ports.keys.hash(COMMENT_TIE, plainReceipt(receipt));
    const { id: _, ...shown } = publicComment(row, [], await replyTo(tx, row.id));
    // Let through and not yet published looks the same to the author as still waiting.
    const state = row.state === 'approved' || row.state === 'urgent' ? 'waiting' : row.state;
    return {
      ...shown,
      state,
      reason: row.reason_code,
      mayComplain: row.clinic_id !== null && (row.emptied_on === null || row.public_text !== null),
      isTied: await hasSurveyTie(tx, hash),
    };
  },
});
