import { AppError, type App, type Tx } from '@otklik/kernel';
import { addFlow, findProvider, type FlowPurpose } from '../store/index.ts';
import type { ProviderFacts } from './providers.ts';

export interface FlowStart {
  readonly provider: string;
  readonly locale: 'ru' | 'en';
  readonly state: string;
  readonly browser: string;
  readonly purpose: FlowPurpose;
  readonly person?: { readonly personId: string; readonly sessionId: string };
}

/** Remembers that this browser sets out with this state. @returns the provider @throws AppError not-found */
export async function startFlow(app: App, tx: Tx, start: FlowStart): Promise<ProviderFacts> {
  const provider = await findProvider(tx, start.provider);
  if (!provider) throw new AppError('not-found');
  const { keys } = app.ports;
  const { person } = start;
  await addFlow(tx, {
    provider: provider.code,
    purpose: start.purpose,
    stateHash: keys.hash('oidc-state', start.state),
    browserHash: keys.hash('oidc-browser', start.browser),
    locale: start.locale,
    ...(person ? { person: { personId: person.personId, sessionId: person.sessionId } } : {}),
  });
  return provider;
}
