import { AppError, defineCommand } from '@otklik/kernel';
import { postsByIds } from '@otklik/registry';
import { maySettle } from '../policy.ts';
import { settleLink as input } from '../schema.ts';
import { currentLink, insertLink } from '../store/links.ts';
import { tellNamed } from '../tell.ts';

/**
 * A moderator says who a message is about, that it cannot be told, that the proposal names nobody of the
 * clinic, or takes a link back: each with a reason, each as a version. The person named is told at once when
 * the message is with the clinic, otherwise when it is published.
 *
 * @throws AppError changed-meanwhile, unknown-reference (no post of this clinic), already-done
 */
export const settleLink = defineCommand({
  name: 'named-staff.settle-link',
  input,
  policy: maySettle,
  async handle({ tx, subject: { row, personId }, input: { decision, postId, reason, version } }) {
    const before = await currentLink(tx, row.id);
    if ((before?.version ?? 0) !== version)
      throw new AppError('changed-meanwhile', { version: before?.version ?? 0 });
    if (decision === 'removed' && before?.state !== 'settled')
      throw new AppError('move-impossible', { reason: 'nothing-settled' });
    const same = before?.state === decision && before.post_id === (postId ?? null);
    if (same) throw new AppError('already-done');
    const post = postId ? (await postsByIds(tx, [postId])).get(postId) : undefined;
    if (postId && post?.clinicId !== row.clinic_id)
      throw new AppError('unknown-reference', { what: 'post' });
    const made = await insertLink(tx, row, before, {
      state: decision,
      post: post ?? null,
      reason,
      decidedBy: personId,
    });
    if (post) await tellNamed(tx, row.id);
    return { version: made };
  },
  // Which post it is stays out of the chain: the chain outlives an erasure.
  audit: ({ subject, input: { decision }, output }) => ({
    object: subject.row.id,
    after: `named-link:${output.version}:${decision}`,
  }),
});
