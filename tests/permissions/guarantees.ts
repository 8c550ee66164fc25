import { newId, regionOf } from '@otklik/kernel';
import type { Sample } from './samples.ts';

/** The samples of the verbs about own referrals and their terms. */

const OWN = '00000000-0000-7000-8000-0000000000d7';
/** A referral of the author's: to everybody else it is not there. */
const noted: NonNullable<Sample['arrange']> = async (tx, world) => {
  const key = await tx.vault.newKey();
  const place = { table: 'referrals', column: 'content_sealed', row: OWN };
  const facts = {
    kind: 'specialist',
    specialty: null,
    clinicId: world.clinic.id,
    givenOn: '2026-06-05',
    offeredOn: null,
    seenOn: null,
  };
  await tx.db
    .insertInto('referrals')
    .values({
      region_id: regionOf(tx.scope)!,
      id: OWN,
      person_id: world.author.personId,
      data_key_id: key,
      content_sealed: await tx.vault.seal(key, place, JSON.stringify(facts)),
      look_on: null,
      reckoned_by: 'sample',
      told: 'nothing',
      created_at: tx.now,
      changed_at: tx.now,
    })
    .execute();
};
const ask = (input: unknown = {}): readonly Sample[] => [{ input: () => input }];
const ofOwn: readonly Sample[] = [{ arrange: noted, input: () => ({ id: OWN }) }];

export const GUARANTEES: Readonly<Record<string, readonly Sample[]>> = {
  'guarantees.add-referral': ask({ kind: 'ct-mri', givenOn: '2026-06-05' }),
  'guarantees.change-referral': ofOwn,
  'guarantees.remove-referral': ofOwn,
  'guarantees.prepare-complaint': ask({ id: newId() }),
  'guarantees.list-own': ask(),
  'guarantees.sum-own': ask(),
  'guarantees.export-own': ask(),
  'guarantees.put-contact': ask({ kind: 'fund', nameRu: 'Фонд', phone: '8 800 000 00 00' }),
  'guarantees.put-warning': ask({ workingDays: 3 }),
  'guarantees.list-contacts': ask(),
  'guarantees.tell-terms': ask(),
  'guarantees.is-due': ask(),
  'guarantees.forget-referrals': ask(),
};
