import { randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import {
  AppError,
  newId,
  openField,
  regionOf,
  sealField,
  type KeyPort,
  type Scope,
} from '@otklik/kernel';
import { insertRows } from './insert-many.ts';
import type { Tables } from './tables.ts';

/** Where a sealed value stands: it opens nowhere else. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/** A data key as it is kept: wrapped, and so no secret. */
export interface WrappedKey {
  readonly id: string;
  readonly kekId: string;
  readonly wrapped: string;
  readonly madeAt: Date;
}

/** Sealed fields of one transaction: one data key an author, wrapped by the installation's key. */
export interface Vault {
  newKey(): Promise<string>;
  /** Fetches many keys at once, for whoever opens values of many people. */
  preload(keyIds: readonly string[]): Promise<void>;
  /** A key for each of these instants, in one statement; ids in the same order. */
  newKeys(madeAt: readonly Date[]): Promise<string[]>;
  seal(keyId: string, place: Place, text: string): Promise<string>;
  /** Null when the key was destroyed: the value is erased. */
  open(keyId: string, place: Place, sealed: string): Promise<string | null>;
  destroyKey(keyId: string): Promise<void>;
  /** Keys that were made before the transaction, for files that had to be sealed and written first. */
  keepKeys(made: readonly WrappedKey[]): Promise<void>;
  /** A key for whoever opens a file once the transaction is over; null when it was destroyed. */
  wrappedKey(keyId: string): Promise<WrappedKey | null>;
  destroyKeys(keyIds: readonly string[]): Promise<void>;
  /** Keyed hash of a contact in this region, for «same person» checks. */
  index(value: string): string;
}

export function openVault(db: Kysely<Tables>, keys: KeyPort, scope: Scope, now: Date): Vault {
  const region = regionOf(scope) ?? '';
  const opened = new Map<string, Uint8Array | null>();
  const aad = (place: Place) => `${region}|${place.table}|${place.column}|${place.row}`;

  const load = async (keyId: string): Promise<Uint8Array | null> => {
    const known = opened.get(keyId);
    if (known !== undefined) return known;
    const row = await db
      .selectFrom('data_keys')
      .select(['kek_id', 'wrapped'])
      .where('region_id', '=', region)
      .where('id', '=', keyId)
      .executeTakeFirst();
    const key = row?.wrapped ? keys.unwrap(row.kek_id, row.wrapped) : null;
    opened.set(keyId, key);
    return key;
  };

  const freshKeys = (madeAt: readonly Date[]) => {
    const made = madeAt.map((at) => ({ at, key: randomBytes(32) }));
    const { kekId: kek_id, wrapped } = keys.wrapMany(made.map(({ key }) => key));
    return made.map(({ at, key }, index) => ({
      key,
      row: {
        region_id: region,
        id: newId(at.getTime()),
        kek_id,
        wrapped: wrapped[index]!,
        created_at: at,
        destroyed_at: null,
      },
    }));
  };

  const newKeys = async (madeAt: readonly Date[]): Promise<string[]> => {
    const fresh = freshKeys(madeAt);
    await insertRows(
      db,
      'data_keys',
      fresh.map(({ row }) => row),
    );
    for (const { key, row } of fresh) opened.set(row.id, key);
    return fresh.map(({ row }) => row.id);
  };

  return {
    async newKey() {
      const { key, row } = freshKeys([now])[0]!;
      await db.insertInto('data_keys').values(row).execute();
      opened.set(row.id, key);
      return row.id;
    },
    newKeys,
    async preload(keyIds) {
      const unknown = keyIds.filter((id) => !opened.has(id));
      if (unknown.length === 0) return;
      const rows = await db
        .selectFrom('data_keys')
        .select(['id', 'kek_id', 'wrapped'])
        .where('region_id', '=', region)
        .where('id', '=', sql<string>`any(${unknown}::uuid[])`)
        .execute();
      for (const row of rows)
        opened.set(row.id, row.wrapped ? keys.unwrap(row.kek_id, row.wrapped) : null);
    },
    async seal(keyId, place, text) {
      const key = await load(keyId);
      if (!key) throw new AppError('unavailable', { reason: 'data-key-destroyed' });
      return sealField(key, aad(place), text);
    },
    async open(keyId, place, sealed) {
      const key = await load(keyId);
      return key ? openField(key, aad(place), sealed) : null;
    },
    async destroyKey(keyId) {
      await db
        .updateTable('data_keys')
        .set({ wrapped: null, destroyed_at: now })
        .where('region_id', '=', region)
        .where('id', '=', keyId)
        .execute();
      opened.set(keyId, null);
    },
    async keepKeys(made) {
      const rows = made.map(({ id, kekId: kek_id, wrapped, madeAt: created_at }) => ({
        region_id: region,
        id,
        kek_id,
        wrapped,
        created_at,
        destroyed_at: null,
      }));
      await insertRows(db, 'data_keys', rows);
    },
    async wrappedKey(keyId) {
      const row = await db
        .selectFrom('data_keys')
        .select(['kek_id', 'wrapped', 'created_at'])
        .where('region_id', '=', region)
        .where('id', '=', keyId)
        .executeTakeFirst();
      if (!row?.wrapped) return null;
      return { id: keyId, kekId: row.kek_id, wrapped: row.wrapped, madeAt: row.created_at };
    },
    async destroyKeys(keyIds) {
      if (keyIds.length === 0) return;
      await db
        .updateTable('data_keys')
        .set({ wrapped: null, destroyed_at: now })
        .where('region_id', '=', region)
        .where('id', 'in', keyIds)
        .where('wrapped', 'is not', null)
        .execute();
      for (const id of keyIds) opened.set(id, null);
    },
    index: (value) => keys.index(region, value),
  };
}
