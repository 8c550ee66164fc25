import { personalIn } from '@otklik/cases';
import { defineQuery } from '@otklik/kernel';
import { asksWho } from '../model/asks-who.ts';
import { marksOf } from '../model/cuts.ts';
import { detailsIn } from '../model/details.ts';
import { mayRead } from '../policy.ts';
import { onComment as input } from '../schema.ts';
import { appealOf } from '../store/appeals.ts';
import { isOpen } from '../store/comments.ts';
import { originalOf } from '../store/originals.ts';
import { wordsOfReply } from '../store/replies.ts';
import { themesOfAll } from '../store/themes.ts';
import { publicComment, waitingRow } from '../view.ts';

/**
 * One comment, in the part that whoever asks may read: a moderator the original while it is kept, with what
 * looks like personal data and like a fact that tells who wrote; the clinic what is public and its own reply; a
 * controller the claim of change. Each opening is a line of the act log.
 * @throws AppError sign-in-required, forbidden, not-found
 */
export const getComment = defineQuery({
  name: 'survey-comments.get-comment',
  input,
  policy: mayRead,
  async handle({ app, tx, actor, subject: { row, reply, eye } }) {
    const themes = (await themesOfAll(tx, [row.id])).get(row.id) ?? [];
    const words = reply ? await wordsOfReply(tx, reply) : '';
    const shown = {
      comment: publicComment(row, themes, reply),
      head: waitingRow(row),
      reply: reply && {
        state: reply.state,
        version: reply.version,
        outcome: reply.outcome,
        words,
        changedSince: reply.changed_since,
        reasons: reply.reason_codes,
        asks: asksWho(words),
      },
    };
    if (eye !== 'moderator') return { eye, ...shown, desk: null };
    const original = await originalOf(tx, app.ports.keys, row);
    const personal = personalIn(original ?? '');
    const details = detailsIn(original ?? '');
    return {
      eye,
      ...shown,
      desk: {
        version: row.version,
        isOpen: isOpen(row.state),
        /** Its author asked for a second look, and whoever reads this may have it. */
        isAppealed:
          row.state === 'refused' &&
          actor.kind === 'person' &&
          row.decided_by !== actor.personId &&
          (await appealOf(tx, row.id)) === 'waiting',
        reason: row.reason_code,
        original,
        personal,
        details,
        /** Where a moderator begins: personal data in brackets, details as they are. */
        marked: marksOf(original ?? '', personal),
      },
    };
  },
  audit: ({ subject: { row } }) => ({ object: row.id }),
});
