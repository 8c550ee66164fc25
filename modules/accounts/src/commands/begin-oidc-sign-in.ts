import { defineCommand } from '@otklik/kernel';
import { startFlow } from '../oidc/start.ts';
import { atTheDoor } from '../policy.ts';
import { flowStart } from '../schema.ts';

/** Sets out for a provider to sign in; the page sends the browser on. @throws AppError not-found */
export const beginOidcSignIn = defineCommand({
  name: 'accounts.begin-oidc-sign-in',
  input: flowStart,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600 }],
  policy: atTheDoor,
  handle: ({ app, tx, input }) => startFlow(app, tx, { ...input, purpose: 'sign-in' }),
  audit: ({ input }) => ({ object: `identity-provider:${input.provider}` }),
});
