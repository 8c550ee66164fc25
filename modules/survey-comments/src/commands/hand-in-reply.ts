import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { mayReply } from '../policy.ts';
import { handInReply as input } from '../schema.ts';
import { handIn } from '../store/replies.ts';

/**
 * Somebody of the clinic answers a public comment: it is looked into, it was changed since a day, or it cannot be
 * changed, because. One reply a comment; a moderator reads it before anybody sees it.
 *
 * @throws AppError forbidden, not-found, already-exists, changed-meanwhile; date-unfit for a change to come
 */
export const handInReply = defineCommand({
  name: 'survey-comments.hand-in-reply',
  input,
  policy: mayReply,
  async handle({ tx, subject: { row, reply, personId }, input: { outcome, words, changedSince } }) {
    if (changedSince !== undefined && changedSince > (await todayOf(tx)))
      throw new AppError('date-unfit', { reason: 'in-future' });
    const version = await handIn(tx, row.id, reply, {
      outcome,
      words,
      changedSince: changedSince ?? null,
      writtenBy: personId,
    });
    return { id: row.id, state: 'handed-in' as const, version };
  },
  audit: ({ subject: { row }, input: { outcome } }) => ({ object: row.id, after: outcome }),
});
