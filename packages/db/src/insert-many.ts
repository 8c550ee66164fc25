import { sql, type Kysely, type Selectable } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { Tables } from './tables.ts';

/** Rows as they read back: instants as Date, documents as values. Columns left out stay null. */
export type NewRow<T extends keyof Tables> = Partial<Selectable<Tables[T]>>;

/**
 * Many rows in one statement with one parameter, for imports and simulations. All rows of a call have
 * the columns of the first. Constraints and row-level security hold as for any other insert.
 */
export async function insertRows<T extends keyof Tables & string>(
  db: Kysely<Tables>,
  table: T,
  rows: readonly NewRow<T>[],
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  await sql`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`.execute(
    db,
  );
}

/** The same in the caller's transaction. */
export const insertMany = <T extends keyof Tables & string>(
  tx: Tx,
  table: T,
  rows: readonly NewRow<T>[],
): Promise<void> => insertRows(tx.db, table, rows);
