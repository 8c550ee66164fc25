import { AppError, defineCommand } from '@otklik/kernel';
import { startFlow } from '../oidc/start.ts';
import { signedIn } from '../policy.ts';
import { flowStart } from '../schema.ts';
import { hasFactor } from '../store/index.ts';

/** Sets out for a provider to prove oneself again, who has no second factor. @throws AppError not-found, second-factor-required */
export const beginOidcStepUp = defineCommand({
  name: 'accounts.begin-oidc-step-up',
  input: flowStart,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600 }],
  async policy(context) {
    const person = signedIn(context);
    // Who has a second factor gives that: a session at a provider is often left open.
    if (await hasFactor(context.tx, person.personId)) throw new AppError('second-factor-required');
    return person;
  },
  handle: ({ app, tx, input, subject }) =>
    startFlow(app, tx, { ...input, purpose: 'step-up', person: subject }),
  audit: ({ input }) => ({ object: `identity-provider:${input.provider}` }),
});
