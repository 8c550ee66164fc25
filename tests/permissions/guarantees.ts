import { regionOf, regionScope, type Tx } from '@otklik/kernel';
import { REGION, type TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';

/** The samples of the verbs about own referrals and their terms. */

const OWN = '00000000-0000-7000-8000-0000000000d7';
async function note(tx: Tx, personId: string): Promise<void> {
  const key = await tx.vault.newKey();
  const place = { table: 'referrals', column: 'content_sealed', row: OWN };
  const facts = {
    kind: 'specialist',
    specialty: null,
    clinicId: null,
    givenOn: '2026-06-05',
    offeredOn: null,
    seenOn: null,
  };
  await tx.db
    .insertInto('referrals')
    .values({
      region_id: regionOf(tx.scope)!,
      id: OWN,
      person_id: personId,
      data_key_id: key,
      content_sealed: await tx.vault.seal(key, place, JSON.stringify(facts)),
      look_on: null,
      reckoned_by: 'sample',
      told: 'nothing',
      told_hash: null,
      created_at: tx.now,
      changed_at: tx.now,
    })
    .execute();
}
/** A referral of the author's: to everybody else it is not there. */
export const referralOfWorld = (house: TestInstallation, personId: string): Promise<void> =>
  house.app.store.withScope(regionScope(REGION), (tx) => note(tx, personId));
const ask = (input: unknown = {}): readonly Sample[] => [{ input: () => input }];
const ofOwn = ask({ id: OWN });

export const GUARANTEES: Readonly<Record<string, readonly Sample[]>> = {
  'guarantees.add-referral': ask({ kind: 'ct-mri', givenOn: '2026-06-05' }),
  'guarantees.change-referral': ofOwn,
  'guarantees.remove-referral': ofOwn,
  'guarantees.prepare-complaint': ofOwn,
  'guarantees.list-own': ask(),
  'guarantees.sum-own': ask(),
  'guarantees.export-own': ask(),
  'guarantees.put-contact': ask({ kind: 'fund', nameRu: 'Фонд', phone: '8 800 000 00 00' }),
  'guarantees.put-warning': ask({ workingDays: 3 }),
  'guarantees.list-contacts': ask(),
  'guarantees.make-code': ask(),
  'guarantees.drop-code': ask(),
  'guarantees.take-referrals': ask({ referrals: '[]' }),
  'guarantees.tell-terms': ask(),
  'guarantees.is-due': ask(),
  'guarantees.forget-referrals': ask(),
};
