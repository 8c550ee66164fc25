import { holdersOf } from '@otklik/accounts';
import type { Tx } from '@otklik/kernel';

/** Whether somebody there can answer: an executor or a head over exactly this organisation. */
export async function hasStaff(tx: Tx, organisationId: string): Promise<boolean> {
  const there = [{ kind: 'organisation' as const, id: organisationId }];
  for (const role of ['executor', 'head'] as const)
    if ((await holdersOf(tx, role, there)).length > 0) return true;
  return false;
}
