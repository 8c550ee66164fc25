import type { Place } from '@otklik/db';
import { newId, type Tx } from '@otklik/kernel';
import { regionIn } from './tables.ts';

const place = (id: string): Place => ({
  table: 'second_factors',
  column: 'secret_sealed',
  row: id,
});

/** Begins an enrolment; an earlier unfinished one ends. */
export async function addFactor(tx: Tx, personId: string, secret: string): Promise<void> {
  const region_id = regionIn(tx);
  const id = newId(tx.now.getTime());
  const key = await tx.vault.newKey();
  await tx.db
    .deleteFrom('second_factors')
    .where('region_id', '=', region_id)
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is', null)
    .execute();
  await tx.db
    .insertInto('second_factors')
    .values({
      region_id,
      id,
      person_id: personId,
      data_key_id: key,
      secret_sealed: await tx.vault.seal(key, place(id), secret),
      created_at: tx.now,
      confirmed_at: null,
      removed_at: null,
      last_step: 0,
    })
    .execute();
}

export interface Factor {
  readonly id: string;
  readonly dataKeyId: string;
  readonly secret: string;
  readonly lastStep: number;
}

/** The factor that counts, or the one being enrolled; locked, so that one code is judged at a time. */
export async function findFactor(
  tx: Tx,
  personId: string,
  state: 'confirmed' | 'enrolling',
): Promise<Factor | null> {
  const row = await tx.db
    .selectFrom('second_factors')
    .select(['id', 'data_key_id', 'secret_sealed', 'last_step'])
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('removed_at', 'is', null)
    .where('confirmed_at', state === 'confirmed' ? 'is not' : 'is', null)
    .forUpdate()
    .executeTakeFirst();
  const secret = row && (await tx.vault.open(row.data_key_id, place(row.id), row.secret_sealed));
  if (!row || !secret) return null;
  return { id: row.id, dataKeyId: row.data_key_id, secret, lastStep: row.last_step };
}

export const hasTotp = async (tx: Tx, personId: string): Promise<boolean> =>
  Boolean(
    await tx.db
      .selectFrom('second_factors')
      .select('id')
      .where('region_id', '=', regionIn(tx))
      .where('person_id', '=', personId)
      .where('confirmed_at', 'is not', null)
      .where('removed_at', 'is', null)
      .executeTakeFirst(),
  );

/** Remembers the step of a taken code. */
export async function takeStep(tx: Tx, id: string, step: number): Promise<void> {
  await tx.db
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

/** The enrolled factor counts from now on. */
export async function confirmFactor(tx: Tx, id: string, step: number): Promise<void> {
  await tx.db
    .updateTable('second_factors')
    .set({ confirmed_at: tx.now, last_step: step })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

/** Removes the factor that counts and its recovery codes; its secret's key is destroyed. */
export async function removeFactor(tx: Tx, personId: string): Promise<void> {
  const row = await tx.db
    .updateTable('second_factors')
    .set({ removed_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .where('removed_at', 'is', null)
    .returning('data_key_id')
    .executeTakeFirst();
  if (row) await tx.vault.destroyKey(row.data_key_id);
  await tx.db
    .deleteFrom('recovery_codes')
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .execute();
}

export async function addRecoveryCodes(
  tx: Tx,
  personId: string,
  hashes: readonly string[],
): Promise<void> {
  const region_id = regionIn(tx);
  await tx.db
    .insertInto('recovery_codes')
    .values(
      hashes.map((code_hash) => ({ region_id, person_id: personId, code_hash, used_at: null })),
    )
    .execute();
}

/** @returns false when there is no such code or it was used */
export async function spendRecoveryCode(tx: Tx, personId: string, hash: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('recovery_codes')
    .set({ used_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export const recoveryCodesLeft = async (tx: Tx, personId: string): Promise<number> =>
  (
    await tx.db
      .selectFrom('recovery_codes')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('region_id', '=', regionIn(tx))
      .where('person_id', '=', personId)
      .where('used_at', 'is', null)
      .executeTakeFirstOrThrow()
  ).count;
