import type { Timestamp } from '@otklik/db';
import { AppError, newId, type Assurance, type Tx } from '@otklik/kernel';
import { regionIn } from './tables.ts';

interface IdentityTable {
  region_id: string;
  id: string;
  person_id: string;
  provider: string;
  subject_index: string;
  assurance: Assurance;
  linked_at: Timestamp;
  last_used_at: Timestamp;
  unlinked_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    identities: IdentityTable;
  }
}

/** The keyed hash by which somebody at a provider is known; issuer and subject are its whole name. */
export const subjectIndex = (tx: Tx, issuer: string, subject: string): string =>
  tx.vault.index(`oidc|${issuer}|${subject}`);

const living = (tx: Tx) =>
  tx.db
    .selectFrom('identities')
    .where('region_id', '=', regionIn(tx))
    .where('unlinked_at', 'is', null);

export const findIdentity = (tx: Tx, provider: string, index: string) =>
  living(tx)
    .select(['id', 'person_id'])
    .where('provider', '=', provider)
    .where('subject_index', '=', index)
    .executeTakeFirst();

/** @throws by `one_person_per_identity` */
export async function addIdentity(
  tx: Tx,
  facts: {
    readonly personId: string;
    readonly provider: string;
    readonly index: string;
    readonly assurance: Assurance;
  },
): Promise<string> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('identities')
    .values({
      region_id: regionIn(tx),
      id,
      person_id: facts.personId,
      provider: facts.provider,
      subject_index: facts.index,
      assurance: facts.assurance,
      linked_at: tx.now,
      last_used_at: tx.now,
      unlinked_at: null,
    })
    .execute();
  return id;
}

/** Notes how sure the provider was this time. */
export async function useIdentity(tx: Tx, id: string, assurance: Assurance): Promise<void> {
  await tx.db
    .updateTable('identities')
    .set({ assurance, last_used_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

export const identitiesOf = (tx: Tx, personId: string) =>
  living(tx)
    .select(['id', 'provider', 'assurance', 'linked_at', 'last_used_at'])
    .where('person_id', '=', personId)
    .orderBy('linked_at')
    .execute();

/** @returns the provider it was at, null when it was not theirs or unlinked before */
export async function unlinkIdentity(tx: Tx, personId: string, id: string): Promise<string | null> {
  const row = await tx.db
    .updateTable('identities')
    .set({ unlinked_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('unlinked_at', 'is', null)
    .returning('provider')
    .executeTakeFirst();
  return row?.provider ?? null;
}

/** One change of a person's ways in at a time: two at once would each see the other's way still there. */
export async function lockPerson(tx: Tx, personId: string): Promise<void> {
  await tx.db
    .selectFrom('people')
    .select('id')
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirst();
}

/** Ways by which a person can sign in: a confirmed address, identities, passkeys. */
export async function waysIn(tx: Tx, personId: string): Promise<number> {
  const region = regionIn(tx);
  const address = await tx.db
    .selectFrom('contacts')
    .select('id')
    .where('region_id', '=', region)
    .where('id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .where('email_index', 'is not', null)
    .executeTakeFirst();
  // A provider that the installation has removed lets nobody in.
  const identities = await tx.db
    .selectFrom('identities')
    .innerJoin('identity_providers', (join) =>
      join
        .onRef('identity_providers.code', '=', 'identities.provider')
        .onRef('identity_providers.region_id', '=', 'identities.region_id'),
    )
    .select('identities.id')
    .where('identities.region_id', '=', region)
    .where('identities.person_id', '=', personId)
    .where('unlinked_at', 'is', null)
    .where('removed_at', 'is', null)
    .execute();
  const passkeys = await tx.db
    .selectFrom('passkeys')
    .select('id')
    .where('region_id', '=', region)
    .where('person_id', '=', personId)
    .where('removed_at', 'is', null)
    .execute();
  return (address ? 1 : 0) + identities.length + passkeys.length;
}

/** After a way was taken: is one left? Undone with the transaction when not. @throws AppError last-way-in */
export async function keepAWayIn(tx: Tx, personId: string): Promise<void> {
  if ((await waysIn(tx, personId)) === 0) throw new AppError('last-way-in');
}
