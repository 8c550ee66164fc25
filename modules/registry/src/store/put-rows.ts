import { sql } from 'kysely';
import type { Tables } from '@otklik/db';
import { canonicalJson, type Tx } from '@otklik/kernel';

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

export interface PutResult<Row> {
  readonly added: readonly Row[];
  readonly changed: readonly Row[];
  readonly unchanged_count: number;
}

/**
 * Writes what is new or differs, by key, and says which; run twice it writes nothing.
 * Rows of one call have the same columns, named as in the table.
 */
export async function putRows<Row extends object>(
  tx: Tx,
  table: keyof Tables,
  key: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<PutResult<Row>> {
  const first = rows[0];
  if (!first) return { added: [], changed: [], unchanged_count: 0 };
  const columns = Object.keys(first);
  const refs = sql.join(columns.map((column) => sql.ref(column)));
  // Rows with an id are looked up by it: a batch of a long file must not read the whole table.
  const ids = rows.map((row) => (row as { id?: unknown }).id);
  const byId =
    typeof ids[0] === 'string'
      ? sql` where id = any(${ids}::${sql.raw(UUID.test(ids[0]) ? 'uuid' : 'text')}[])`
      : sql``;
  const found = await sql<Row>`select ${refs} from ${sql.table(table)}${byId}`.execute(tx.db);
  const keyOf = (row: Row): string => canonicalJson(key.map((column) => row[column]));
  const known = new Map(found.rows.map((row) => [keyOf(row), canonicalJson(row)]));
  const added = rows.filter((row) => !known.has(keyOf(row)));
  const changed = rows.filter((row) => {
    const before = known.get(keyOf(row));
    return before !== undefined && before !== canonicalJson(row);
  });
  const writes = [...added, ...changed];
  if (writes.length > 0) {
    const set = sql.join(
      columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`),
    );
    await sql`
      insert into ${sql.table(table)} (${refs})
      select ${refs} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(writes)}::jsonb)
      on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do update set ${set}`.execute(
      tx.db,
    );
  }
  return { added, changed, unchanged_count: rows.length - writes.length };
}
