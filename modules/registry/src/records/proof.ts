import { demandFreshProof, type Actor } from '@otklik/kernel';
import type { RecordKind } from './spec.ts';

/** Rows by which every deadline and every breach of the region is counted. */
const GRAVE: readonly RecordKind[] = ['norm', 'calendar'];

/** Whoever changes what terms are counted by proves first that it is they. @throws AppError step-up-required */
export function proveForGrave(actor: Actor, kind: RecordKind, now: Date): void {
  if (GRAVE.includes(kind)) demandFreshProof(actor, now);
}
