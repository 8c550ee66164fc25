import { sql } from 'kysely';
import type { Tables } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import { regionIdOf } from '../records/places.ts';
import '../store/tables.ts';

type WithId = 'organisations' | 'clinics' | 'clinic_objects' | 'doctors' | 'posts';

/** Rows of a table as they stand, by id: what an edit at the desk may have set. */
export async function storedById<Row>(
  tx: Tx,
  table: WithId & keyof Tables,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  const type = sql.raw(table === 'organisations' ? 'text' : 'uuid');
  const { rows } = await sql<Row & { id: string }>`
    select * from ${sql.table(table)} where region_id = ${regionIdOf(tx)} and id = any(${ids}::${type}[])`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Ids behind the codes that a file names. */
export async function codesToIds(
  tx: Tx,
  table: 'clinics' | 'doctors',
  codes: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.db
    .selectFrom(table)
    .select(['code', 'id'])
    .where('region_id', '=', regionIdOf(tx))
    .where('code', '=', sql<string>`any(${[...new Set(codes)]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.code, row.id]));
}
