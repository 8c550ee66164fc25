import type { Tx } from '@otklik/kernel';
import { changeReview, setComment, type CommentRow } from './comments.ts';
import { changeReply, lockReply } from './replies.ts';
import { forgetTerms } from './terms.ts';
import { forgetThemes } from './themes.ts';

/** Nothing of a sealed comment: an empty box. */
export const EMPTY_BOX = Buffer.alloc(0);

/** A comment goes from everywhere: its words, what was found in them and the reply to it. Safe to run twice. */
export async function takeBack(tx: Tx, row: CommentRow, today: string): Promise<void> {
  await setComment(tx, row.id, { state: 'withdrawn', public_text: null, sealed: EMPTY_BOX });
  await changeReview(tx, row.id, {
    state: 'withdrawn',
    reason_code: null,
    cuts: [],
    emptied_on: row.emptied_on ?? today,
  });
  await forgetTerms(tx, row.id);
  await forgetThemes(tx, row.id);
  const reply = await lockReply(tx, row.id);
  if (reply && reply.state !== 'hidden')
    await changeReply(tx, reply, { state: 'hidden', text_public: null });
}
