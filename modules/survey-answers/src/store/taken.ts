import type { App, Tx } from '@otklik/kernel';
import { hashesOf } from '../model/receipt.ts';
import { regionIn } from './tables.ts';

/**
 * Whether an answer with this receipt waits or was counted. Asked as the answers' role, in a transaction of its own.
 */
export async function isTaken(app: App, tx: Tx, receipt: string): Promise<boolean> {
  const hashes = hashesOf(app.ports.keys, receipt);
  const found = await app.store.withScope(
    tx.scope,
    async (other) => {
      const waiting = await other.db
        .selectFrom('waiting_answers')
        .select('receipt_check')
        .where('region_id', '=', regionIn(other))
        .where('receipt_check', '=', hashes.check)
        .executeTakeFirst();
      if (waiting) return true;
      const counted = await other.db
        .selectFrom('survey_answers')
        .select('receipt_hash')
        .where('region_id', '=', regionIn(other))
        .where('receipt_hash', '=', hashes.answer)
        .executeTakeFirst();
      return counted !== undefined;
    },
    { readonly: true, now: tx.now, as: 'answers' },
  );
  return found === true;
}
