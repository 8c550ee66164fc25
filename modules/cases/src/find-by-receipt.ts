import { AppError, type App, type Tx } from '@otklik/kernel';
import { parseReceipt } from './model/receipt.ts';
import { caseByReceipt } from './store/cases.ts';

/**
 * The case that a receipt opens. Mistyped, guessed, expired and foreign ones answer alike and cost alike: the
 * same checks, one keyed hash and one look into one index, whatever was typed.
 * @throws AppError not-found
 */
export async function findByReceipt(app: App, tx: Tx, typed: string) {
  const code = parseReceipt(typed) ?? 'not-a-receipt';
  const found = await caseByReceipt(tx, app.ports.keys.hash('receipt', code));
  if (!found) throw new AppError('not-found', { kind: 'receipt' });
  /** Its author has not typed the code back yet. */
  const waits =
    found.state === 'draft' || (found.state === 'danger' && found.back_state === 'draft');
  return { ...found, awaitsReceipt: found.by_receipt && waits };
}
