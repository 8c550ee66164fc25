import { AppError, type Actor, type Tx, requireRole } from '@otklik/kernel';
import type { Place } from '@otklik/surveys';
import { CLERKS, placeReached } from './policy.ts';
import { findBatch, lockBatch, type Batch } from './store/paper.ts';

export interface Reached {
  readonly batch: Batch;
  readonly place: Place;
}

async function reached(tx: Tx, actor: Actor, batch: Batch | undefined): Promise<Reached> {
  if (!batch) throw new AppError('not-found');
  const place = await placeReached(tx, actor, CLERKS, ({ id }) => id === batch.place_id);
  return { batch, place };
}

/** A batch of a place that a clerk reaches. @throws AppError as `requireRole`, not-found */
export async function batchReached(tx: Tx, actor: Actor, id: string): Promise<Reached> {
  requireRole(actor, CLERKS);
  return reached(tx, actor, await findBatch(tx, id));
}

/** The same, held and still being typed. @throws AppError as above, already-done */
export async function batchToWork(tx: Tx, actor: Actor, id: string): Promise<Reached> {
  requireRole(actor, CLERKS);
  const found = await reached(tx, actor, await lockBatch(tx, id));
  if (found.batch.state === 'taken') throw new AppError('already-done');
  return found;
}

/** @throws AppError unknown-reference for a number that was not printed */
export function printedIn({ printed }: Batch, sheet: number): void {
  if (sheet > printed) throw new AppError('unknown-reference', { what: 'sheet' });
}
