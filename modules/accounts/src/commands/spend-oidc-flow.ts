import { AppError, defineCommand } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { flowReturn } from '../schema.ts';
import { findProvider, spendFlow } from '../store/index.ts';

/**
 * Somebody comes back from a provider: spends the state, before the provider is asked anything.
 *
 * @throws AppError link-expired for an unknown, spent, late or foreign state alike
 */
export const spendOidcFlow = defineCommand({
  name: 'accounts.spend-oidc-flow',
  input: flowReturn,
  policy: onlySystem('accounts.oidc'),
  async handle({ app, tx, input }) {
    const { keys } = app.ports;
    const flow = await spendFlow(tx, {
      stateHash: keys.hash('oidc-state', input.state),
      browserHash: keys.hash('oidc-browser', input.browser),
      provider: input.provider,
    });
    const provider = await findProvider(tx, input.provider);
    if (!provider) throw new AppError('link-expired');
    return { flowId: flow.id, purpose: flow.purpose, locale: flow.locale, provider };
  },
  audit: ({ input, output }) => ({
    object: `identity-provider:${input.provider}`,
    after: output.purpose,
  }),
});
