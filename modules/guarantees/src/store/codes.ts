import { newId, type Tx } from '@otklik/kernel';
import { regionIn } from './referrals.ts';
import './tables.ts';

export interface CodeTerm {
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

/** Keeps the hash of a fresh code; the one before it opens nothing any more. */
export async function putCode(tx: Tx, personId: string, hash: string, until: Date): Promise<void> {
  await dropCode(tx, personId);
  await tx.db
    .insertInto('referral_codes')
    .values({
      region_id: regionIn(tx),
      id: newId(tx.now.getTime()),
      person_id: personId,
      code_hash: hash,
      made_at: tx.now,
      expires_at: until,
    })
    .execute();
}

export async function dropCode(tx: Tx, personId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('referral_codes')
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The code that somebody gave, while it holds. */
export async function codeOf(tx: Tx, personId: string): Promise<CodeTerm | null> {
  const row = await tx.db
    .selectFrom('referral_codes')
    .select(['made_at as madeAt', 'expires_at as expiresAt'])
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst();
  return row ?? null;
}

/** Whose consent these hashes are, of those that hold. */
export async function personsByCode(
  tx: Tx,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('referral_codes')
    .select(['code_hash', 'person_id'])
    .where('region_id', '=', regionIn(tx))
    .where('code_hash', 'in', [...new Set(hashes)])
    .where('expires_at', '>', tx.now)
    .execute();
  return new Map(rows.map(({ code_hash, person_id }) => [code_hash, person_id]));
}
