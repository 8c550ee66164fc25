import { AppError, newId, recordedAs, type Actor, type Tx } from '@otklik/kernel';
import type { Clinic } from '@otklik/registry';
import { answering } from './answering.ts';
import { dateIn } from './model/signing.ts';
import { endExpired, insertRight } from './store/signing-rights.ts';

interface Named {
  readonly personId: string;
  readonly personName: string;
  readonly personPost: string;
}

/**
 * Whoever signs for a clinic answers for it already: an executor or a head of it or of its organisation.
 * Nobody names themselves.
 *
 * @throws AppError unknown-reference, forbidden; already-done when the person has such a right there
 */
export async function nameRight(
  tx: Tx,
  actor: Actor,
  clinic: Clinic,
  { personId, personName, personPost }: Named,
  right:
    | { kind: 'signer' }
    | { kind: 'deputy'; forName: string; forPost: string; fromDate: string; toDate: string },
): Promise<{ readonly id: string }> {
  if (actor.kind === 'person' && actor.personId === personId)
    throw new AppError('forbidden', { reason: 'oneself' });
  const around = [clinic.organisationId, clinic.districtId, clinic.okrugId];
  if (!(await answering(tx, { clinicId: clinic.id, around }, [personId])).has(personId))
    throw new AppError('unknown-reference', { what: 'personId' });
  const today = dateIn(clinic.zone, tx.now);
  await endExpired(tx, clinic.id, personId, today);
  const id = newId(tx.now.getTime());
  await insertRight(tx, {
    id,
    kind: right.kind,
    clinic_id: clinic.id,
    person_id: personId,
    person_name: personName,
    person_post: personPost,
    for_name: right.kind === 'deputy' ? right.forName : null,
    for_post: right.kind === 'deputy' ? right.forPost : null,
    from_date: right.kind === 'deputy' ? right.fromDate : today,
    to_date: right.kind === 'deputy' ? right.toDate : null,
    named_by: recordedAs(actor),
  });
  return { id };
}
