import type { KeyPort } from '@otklik/kernel';
import type { FlowSecrets } from './client.ts';

/** Nonce and verifier follow from the state by the installation's own key, so that no row holds them. */
export const secretsOf = (keys: KeyPort, state: string): FlowSecrets => ({
  state,
  nonce: keys.hash('oidc-nonce', state),
  verifier: keys.hash('oidc-verifier', state),
});
