import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { z } from 'zod';
import { cutsAsked } from '../cuts-asked.ts';
import { mayModerate } from '../policy.ts';
import { settleAppeal as input } from '../schema.ts';
import { appealOf, settleAppeal as settle } from '../store/appeals.ts';
import { absent, changeReview, setComment } from '../store/comments.ts';

/**
 * Another moderator looks at a refused comment because its author asked: the refusal stays, or the comment goes to
 * the next daily batch, cut by the same rules. Decided once.
 *
 * @throws AppError forbidden { reason: 'own-work' } for whoever refused it, not-found, already-done,
 * changed-meanwhile, personal-data-left
 */
export const settleAppeal = defineCommand({
  name: 'survey-comments.settle-appeal',
  input,
  async policy(context: Context<z.output<typeof input>>) {
    const subject = await mayModerate(context);
    const { row, personId } = subject;
    const appeal = await appealOf(context.tx, row.id);
    if (!appeal) throw absent();
    if (appeal !== 'waiting' || row.state !== 'refused') throw new AppError('already-done');
    if (row.decided_by === personId) throw new AppError('forbidden', { reason: 'own-work' });
    return subject;
  },
  async handle({ app, tx, subject: { row, personId }, input: asked }) {
    const decided_on = await todayOf(tx);
    const state = asked.decision === 'publish' ? 'granted' : 'kept';
    if (state === 'granted') {
      const cuts = await cutsAsked(app, tx, row, asked);
      await setComment(tx, row.id, { state: 'waiting' });
      const decided = { decided_by: personId, decided_on, reason_code: null, cuts };
      await changeReview(tx, row.id, { ...decided, state: 'approved' });
    }
    await settle(tx, row.id, { state, decided_by: personId, decided_on });
    return { id: row.id, state };
  },
  audit: ({ subject: { row }, output }) => ({
    object: row.id,
    before: 'refused',
    after: `appeal:${output.state}`,
  }),
});
