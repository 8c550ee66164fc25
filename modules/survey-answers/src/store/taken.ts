import type { App, Tx } from '@otklik/kernel';
import { hashesOf } from '../model/receipt.ts';
import { regionIn } from './tables.ts';

/** Whether a box waits under this hash of a receipt; as the answers' role. */
export async function waits(tx: Tx, check: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('waiting_answers')
    .select('receipt_check')
    .where('region_id', '=', regionIn(tx))
    .where('receipt_check', '=', check)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a box away unopened; as the answers' role. @returns whether there was one */
export async function dropWaiting(tx: Tx, check: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('waiting_answers')
    .where('region_id', '=', regionIn(tx))
    .where('receipt_check', '=', check)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * Whether an answer with this receipt waits or was counted. Asked as the answers' role, in a transaction of its own.
 */
export async function isTaken(app: App, tx: Tx, receipt: string): Promise<boolean> {
  const hashes = hashesOf(app.ports.keys, receipt);
  const found = await app.store.withScope(
    tx.scope,
    async (other) => {
      if (await waits(other, hashes.check)) return true;
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
