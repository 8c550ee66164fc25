import type { Tx } from '@otklik/kernel';
import { sweepDeeds } from './deeds.ts';
import { regionIn } from './tables.ts';

/** Deletes what proofs left behind and was over before this instant; parked deeds as soon as they are late. */
export async function sweepProofs(tx: Tx, before: Date | null): Promise<void> {
  await sweepDeeds(tx);
  if (!before) return;
  for (const table of ['oidc_flows', 'passkey_challenges', 'mailed_links'] as const)
    await tx.db
      .deleteFrom(table)
      .where('region_id', '=', regionIn(tx))
      .where('expires_at', '<', before)
      .execute();
}
