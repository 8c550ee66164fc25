import { rolesHeld } from '@otklik/accounts';
import type { Tx } from '@otklik/kernel';

interface Place {
  readonly clinicId: string;
  /** Organisation, district and okrug of the clinic. */
  readonly around: readonly (string | null)[];
}

/** Of these people those who answer for a clinic now: as its executors or heads, whatever their reach. */
export async function answering(
  tx: Tx,
  { clinicId, around }: Place,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const places = [clinicId, ...around];
  const held = await rolesHeld(tx, [...new Set(personIds)]);
  return new Set(
    held
      .filter(
        ({ role, from, to, reachKind, reachId }) =>
          (role === 'executor' || role === 'head') &&
          from <= tx.now &&
          (to === null || to > tx.now) &&
          (reachKind === 'region' || places.includes(reachId)),
      )
      .map(({ personId }) => personId),
  );
}
