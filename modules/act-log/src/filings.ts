import { regionOf, type App, type Tx } from '@otklik/kernel';
import { leafOf, promiseText, type Filing } from './model/filing.ts';
import { pathOf } from './model/merkle.ts';
import { PROOF_FORMAT, type FilingProof } from './model/proof.ts';
import { insertFiling, leavesOf, sealedDay } from './store-filings.ts';

/** The day of the log (UTC) to which this instant belongs. */
export const logDay = (at: Date): string => at.toISOString().slice(0, 10);

/**
 * Puts a filing into today's log, in the transaction that confirms it.
 * @returns the day and the hash under which it stands there
 * @throws AppError changed-meanwhile when the day was sealed meanwhile
 */
export async function appendFiling(
  tx: Tx,
  filing: Filing,
): Promise<{ readonly day: string; readonly leaf: string }> {
  const entry = { day: logDay(tx.now), leaf: leafOf(filing) };
  await insertFiling(tx, entry.day, entry.leaf);
  return entry;
}

/** The proof of one filing: a signed promise at once, and the way to the day's signed root once it is sealed. */
export async function proofOf(
  app: App,
  tx: Tx,
  { filing, day, leaf }: { filing: Filing; day: string; leaf: string },
): Promise<FilingProof> {
  const { keys } = app.ports;
  const region = regionOf(tx.scope) ?? '';
  const sealed = await sealedDay(tx, day);
  const leaves = sealed ? await leavesOf(tx, day) : [];
  const index = leaves.indexOf(leaf);
  return {
    format: PROOF_FORMAT,
    site: app.settings.publicUrl,
    filing,
    leaf,
    day,
    promise: {
      signature: keys.sign(Buffer.from(promiseText(region, day, leaf))),
      key_id: keys.auditKeyId,
    },
    inclusion:
      sealed && index >= 0
        ? {
            index,
            path: pathOf(leaves, index),
            count: sealed.count,
            total: sealed.total,
            root: sealed.root,
            prev: sealed.prev,
            hash: sealed.hash,
            signature: sealed.signature,
            key_id: sealed.keyId,
          }
        : null,
  };
}
