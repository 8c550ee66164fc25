import { AppError, defineCommand } from '@otklik/kernel';
import { signedIn } from '../policy.ts';
import { passkeyNaming } from '../schema.ts';
import { renamePasskey as rename } from '../store/index.ts';

/** Calls a passkey of one's own by another name. @throws AppError not-found */
export const renamePasskey = defineCommand({
  name: 'accounts.rename-passkey',
  input: passkeyNaming,
  policy: signedIn,
  async handle({ tx, input, subject }) {
    if (!(await rename(tx, subject.personId, input.passkeyId, input.name)))
      throw new AppError('not-found');
    return { done: true as const };
  },
  audit: ({ input }) => ({ object: `passkey:${input.passkeyId}` }),
});
