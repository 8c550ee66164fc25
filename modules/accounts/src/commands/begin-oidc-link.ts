import { defineCommand } from '@otklik/kernel';
import { startFlow } from '../oidc/start.ts';
import { signedIn } from '../policy.ts';
import { flowStart } from '../schema.ts';

/** Sets out for a provider to link it to this account. @throws AppError not-found, step-up-required */
export const beginOidcLink = defineCommand({
  name: 'accounts.begin-oidc-link',
  input: flowStart,
  stepUp: true,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600 }],
  policy: signedIn,
  handle: ({ app, tx, input, subject }) =>
    startFlow(app, tx, { ...input, purpose: 'link', person: subject }),
  audit: ({ input }) => ({ object: `identity-provider:${input.provider}` }),
});
