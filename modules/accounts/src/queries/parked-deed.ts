import { AppError, defineQuery } from '@otklik/kernel';
import { signedIn } from '../policy.ts';
import { deedContent, deedRef } from '../schema.ts';
import { findDeed } from '../store/index.ts';

/** What one was about to send. @throws AppError not-found */
export const parkedDeed = defineQuery({
  name: 'accounts.parked-deed',
  input: deedRef,
  policy: signedIn,
  async handle({ tx, input, subject }) {
    const content = await findDeed(tx, subject.personId, input.deedId);
    if (content === null) throw new AppError('not-found');
    return deedContent.parse(JSON.parse(content));
  },
});
