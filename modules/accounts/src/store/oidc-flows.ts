import type { Timestamp } from '@otklik/db';
import { AppError, newId, type Tx } from '@otklik/kernel';
import { later, regionIn } from './tables.ts';

export type FlowPurpose = 'sign-in' | 'link' | 'step-up';
/** How long a person may take at the provider. */
const FLOW_TERM_s = 600;
/** How long our own questions to the provider may take after the way back. */
const COMPLETION_TERM_s = 60;

interface OidcFlowTable {
  region_id: string;
  id: string;
  provider: string;
  purpose: FlowPurpose;
  state_hash: string;
  browser_hash: string;
  locale: 'ru' | 'en';
  person_id: string | null;
  session_id: string | null;
  created_at: Timestamp;
  expires_at: Timestamp;
  spent_at: Timestamp | null;
  completed_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    oidc_flows: OidcFlowTable;
  }
}

export async function addFlow(
  tx: Tx,
  facts: {
    readonly provider: string;
    readonly purpose: FlowPurpose;
    readonly stateHash: string;
    readonly browserHash: string;
    readonly locale: 'ru' | 'en';
    readonly person?: { readonly personId: string; readonly sessionId: string };
  },
): Promise<void> {
  await tx.db
    .insertInto('oidc_flows')
    .values({
      region_id: regionIn(tx),
      id: newId(tx.now.getTime()),
      provider: facts.provider,
      purpose: facts.purpose,
      state_hash: facts.stateHash,
      browser_hash: facts.browserHash,
      locale: facts.locale,
      person_id: facts.person?.personId ?? null,
      session_id: facts.person?.sessionId ?? null,
      created_at: tx.now,
      expires_at: later(tx.now, FLOW_TERM_s),
      spent_at: null,
      completed_at: null,
    })
    .execute();
}

/**
 * Spends the state that came back, in the browser that set out and at the provider that was asked.
 *
 * @throws AppError link-expired for an unknown, spent, late or foreign one alike
 */
export async function spendFlow(
  tx: Tx,
  asked: { readonly stateHash: string; readonly browserHash: string; readonly provider: string },
) {
  const flow = await tx.db
    .updateTable('oidc_flows')
    .set({ spent_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('state_hash', '=', asked.stateHash)
    .where('browser_hash', '=', asked.browserHash)
    .where('provider', '=', asked.provider)
    .where('spent_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .returning(['id', 'purpose', 'locale'])
    .executeTakeFirst();
  if (!flow) throw new AppError('link-expired');
  return flow;
}

/** Ends a spent flow: of several at once one gets it. @throws AppError link-expired */
export async function completeFlow(tx: Tx, id: string) {
  const flow = await tx.db
    .updateTable('oidc_flows')
    .set({ completed_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .where('spent_at', '>', later(tx.now, -COMPLETION_TERM_s))
    .where('completed_at', 'is', null)
    .returning(['provider', 'purpose', 'locale', 'person_id', 'session_id'])
    .executeTakeFirst();
  if (!flow) throw new AppError('link-expired');
  return flow;
}
