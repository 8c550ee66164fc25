import { defineCommand } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { headOfPost } from '../policy.ts';
import { tieAccount as input } from '../schema.ts';
import { insertAccount } from '../store/accounts.ts';
import { tellWaiting } from '../tell.ts';

/**
 * The head of a clinic says by which address the holder of a post signs in. The address gets a letter when a
 * message names that post; those that wait are told at once.
 *
 * @throws AppError already-exists when the post has an account: untie it first
 */
export const tieAccount = defineCommand({
  name: 'named-staff.tie-account',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: headOfPost,
  async handle({ tx, subject: { post, personId: tiedBy }, input: { email } }) {
    const personId = await contactFor(tx, { email, locale: 'ru' });
    await insertAccount(tx, { postId: post.id, personId, tiedBy });
    await tellWaiting(tx, post.id);
    return { postId: post.id };
  },
  audit: ({ subject }) => ({ object: subject.post.id, after: 'account-tied' }),
});
