import type { Timestamp } from '@otklik/db';
import { AppError, newId, type Tx } from '@otklik/kernel';
import { hasTotp } from './factors.ts';
import { dayOf, later, regionIn } from './tables.ts';

const CHALLENGE_TERM_s = 300;

interface PasskeyTable {
  region_id: string;
  id: string;
  person_id: string;
  name: string;
  credential_id: string;
  public_key: string;
  sign_count: number;
  transports: string[];
  user_verified: boolean;
  backed_up: boolean;
  created_at: Timestamp;
  last_used_day: string | null;
  removed_at: Timestamp | null;
}
interface PasskeyChallengeTable {
  region_id: string;
  id: string;
  challenge_hash: string;
  purpose: 'register' | 'prove';
  person_id: string | null;
  created_at: Timestamp;
  expires_at: Timestamp;
  spent_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    passkeys: PasskeyTable;
    passkey_challenges: PasskeyChallengeTable;
  }
}

const living = (tx: Tx) =>
  tx.db
    .selectFrom('passkeys')
    .where('region_id', '=', regionIn(tx))
    .where('removed_at', 'is', null);

export const passkeysOf = (tx: Tx, personId: string) =>
  living(tx)
    .select([
      'id',
      'name',
      'credential_id',
      'transports',
      'user_verified',
      'created_at',
      'last_used_day',
    ])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute();

/** Locked, so that one answer of a device is judged at a time. */
export const findPasskey = (tx: Tx, credentialId: string) =>
  living(tx)
    .select(['id', 'person_id', 'credential_id', 'public_key', 'sign_count', 'transports'])
    .where('credential_id', '=', credentialId)
    .forUpdate()
    .executeTakeFirst();

/** @returns its id @throws by `one_passkey_per_credential` */
export async function addPasskey(
  tx: Tx,
  facts: {
    readonly personId: string;
    readonly name: string;
    readonly credentialId: string;
    readonly publicKey: string;
    readonly signCount: number;
    readonly transports: readonly string[];
    readonly userVerified: boolean;
    readonly backedUp: boolean;
  },
): Promise<string> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('passkeys')
    .values({
      region_id: regionIn(tx),
      id,
      person_id: facts.personId,
      name: facts.name,
      credential_id: facts.credentialId,
      public_key: facts.publicKey,
      sign_count: facts.signCount,
      transports: [...facts.transports],
      user_verified: facts.userVerified,
      backed_up: facts.backedUp,
      created_at: tx.now,
      last_used_day: null,
      removed_at: null,
    })
    .execute();
  return id;
}

/** Notes a use: the device's counter, and that it asked for its owner when it did. */
export async function usePasskey(
  tx: Tx,
  id: string,
  facts: { readonly signCount: number; readonly userVerified: boolean },
): Promise<void> {
  await tx.db
    .updateTable('passkeys')
    .set({
      sign_count: facts.signCount,
      last_used_day: dayOf(tx.now),
      ...(facts.userVerified ? { user_verified: true } : {}),
    })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

const change = async (
  tx: Tx,
  personId: string,
  id: string,
  set: { name: string } | { removed_at: Date },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx.db
    .updateTable('passkeys')
    .set(set)
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};
export const renamePasskey = (tx: Tx, personId: string, id: string, name: string) =>
  change(tx, personId, id, { name });
export const removePasskey = (tx: Tx, personId: string, id: string) =>
  change(tx, personId, id, { removed_at: tx.now });

/** True when the person has a second factor: an authenticator app, or a passkey that asks for its owner. */
export async function hasFactor(tx: Tx, personId: string): Promise<boolean> {
  if (await hasTotp(tx, personId)) return true;
  return (await passkeysOf(tx, personId)).some((passkey) => passkey.user_verified);
}

export async function addChallenge(
  tx: Tx,
  facts: {
    readonly challengeHash: string;
    readonly purpose: 'register' | 'prove';
    readonly personId: string | null;
  },
): Promise<void> {
  await tx.db
    .insertInto('passkey_challenges')
    .values({
      region_id: regionIn(tx),
      id: newId(tx.now.getTime()),
      challenge_hash: facts.challengeHash,
      purpose: facts.purpose,
      person_id: facts.personId,
      created_at: tx.now,
      expires_at: later(tx.now, CHALLENGE_TERM_s),
      spent_at: null,
    })
    .execute();
}

/** A question of ours is answered once. @throws AppError link-expired for an unknown, spent or late one alike */
export async function spendChallenge(
  tx: Tx,
  challengeHash: string,
  purpose: 'register' | 'prove',
): Promise<{ personId: string | null }> {
  const row = await tx.db
    .updateTable('passkey_challenges')
    .set({ spent_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('challenge_hash', '=', challengeHash)
    .where('purpose', '=', purpose)
    .where('spent_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .returning('person_id')
    .executeTakeFirst();
  if (!row) throw new AppError('link-expired');
  return { personId: row.person_id };
}
