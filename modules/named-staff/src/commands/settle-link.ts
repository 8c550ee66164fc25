import { AppError, defineCommand, type Tx } from '@otklik/kernel';
import type { CaseRow } from '@otklik/cases';
import { postsByIds } from '@otklik/registry';
import { peopleCount } from '../model.ts';
import { maySettle } from '../policy.ts';
import { settleLink as input } from '../schema.ts';
import { currentLinks, insertLink } from '../store/links.ts';
import { proposalsOf } from '../store/proposals.ts';
import { tellNamed } from '../tell.ts';

/** What holds of one of the people named, and what of the others. @throws AppError unknown-reference past the next one */
async function personIn(tx: Tx, row: CaseRow, person: number) {
  const links = await currentLinks(tx, row.id);
  if (person > peopleCount((await proposalsOf(tx, row)).length, links) + 1)
    throw new AppError('unknown-reference', { what: 'person' });
  return {
    before: links.find((link) => link.person === person),
    others: links.filter((link) => link.person !== person),
  };
}

/**
 * A moderator says who one of the people named in a message is, that it cannot be told, that the proposal
 * names nobody of the clinic, or takes a link back: each with a reason, each as a version. The person named is
 * told at once when the message is with the clinic, otherwise when it is published.
 *
 * @throws AppError changed-meanwhile, unknown-reference (no post of this clinic, no such person), already-done,
 *   already-exists when another of the people named is the holder of that post
 */
export const settleLink = defineCommand({
  name: 'named-staff.settle-link',
  input,
  policy: maySettle,
  async handle({ tx, subject: { row, personId }, input: asked }) {
    const { person, decision, postId, reason, version } = asked;
    const { before, others } = await personIn(tx, row, person);
    if ((before?.version ?? 0) !== version)
      throw new AppError('changed-meanwhile', { version: before?.version ?? 0 });
    if (decision === 'removed' && before?.state !== 'settled')
      throw new AppError('move-impossible', { reason: 'nothing-settled' });
    const same = before?.state === decision && before.post_id === (postId ?? null);
    if (same) throw new AppError('already-done');
    const post = postId ? (await postsByIds(tx, [postId])).get(postId) : undefined;
    if (postId && post?.clinicId !== row.clinic_id)
      throw new AppError('unknown-reference', { what: 'post' });
    if (post && others.some(({ post_id }) => post_id === post.id))
      throw new AppError('already-exists', { kind: 'named-link' });
    const made = await insertLink(tx, row, person, before, {
      state: decision,
      post: post ?? null,
      reason,
      decidedBy: personId,
    });
    if (post) await tellNamed(tx, row.id, person);
    return { person, version: made };
  },
  // Which post it is stays out of the chain: the chain outlives an erasure.
  audit: ({ subject, input: { decision, person }, output }) => ({
    object: subject.row.id,
    after: `named-link:${person}:${output.version}:${decision}`,
  }),
});
