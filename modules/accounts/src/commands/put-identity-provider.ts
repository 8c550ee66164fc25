import { defineCommand } from '@otklik/kernel';
import { providerInput, providerOf } from '../oidc/providers.ts';
import { onlySystem } from '../policy.ts';
import { putProvider } from '../store/index.ts';

/** Adds a provider of identity or changes it; from the command line of the machine only. */
export const putIdentityProvider = defineCommand({
  name: 'accounts.put-identity-provider',
  input: providerInput,
  policy: onlySystem('cli'),
  async handle({ tx, input }) {
    await putProvider(tx, providerOf(input));
    return { code: input.code };
  },
  audit: ({ input }) => ({ object: `identity-provider:${input.code}`, after: input.kind }),
});
