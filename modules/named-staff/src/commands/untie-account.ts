import { AppError, defineCommand } from '@otklik/kernel';
import { headOfPost } from '../policy.ts';
import { untieAccount as input } from '../schema.ts';
import { deleteAccount } from '../store/accounts.ts';

/** The account signs in for the post no more: from this moment it sees nothing of its cases. */
export const untieAccount = defineCommand({
  name: 'named-staff.untie-account',
  input,
  policy: headOfPost,
  async handle({ tx, subject: { post } }) {
    if (!(await deleteAccount(tx, post.id))) throw new AppError('already-done');
    return { postId: post.id };
  },
  audit: ({ subject }) => ({ object: subject.post.id, after: 'account-untied' }),
});
