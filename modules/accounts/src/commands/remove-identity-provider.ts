import { AppError, defineCommand } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { providerRef } from '../schema.ts';
import { removeProvider } from '../store/index.ts';

/** A provider lets nobody in from now on; identities at it stay for its return. @throws AppError not-found */
export const removeIdentityProvider = defineCommand({
  name: 'accounts.remove-identity-provider',
  input: providerRef,
  policy: onlySystem('cli'),
  async handle({ tx, input }) {
    if (!(await removeProvider(tx, input.code))) throw new AppError('not-found');
    return { done: true as const };
  },
  audit: ({ input }) => ({ object: `identity-provider:${input.code}` }),
});
