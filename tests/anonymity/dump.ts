import type pg from 'pg';

/** One row of anything that is kept, its columns as text; system columns begin with `@`. */
export interface Row {
  /** The table; with a prefix for copies of another moment. */
  readonly table: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** What a thief of everything has: rows of every table at one moment or several, log lines, letters. */
export type Dump = readonly Row[];

/** Nested values become columns of their own, so that what a payload holds is looked at as well. */
function flatten(value: unknown, path: string, into: Record<string, string>): void {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') {
    into[path] = String(value);
    return;
  }
  for (const [key, part] of Object.entries(value))
    flatten(part, path ? `${path}.${key}` : key, into);
}

export const rowOf = (table: string, value: unknown): Row => {
  const cells: Record<string, string> = {};
  flatten(value, '', cells);
  return { table, cells };
};

/** The next transaction's number: rows that are older were there before the world began. */
export async function nextXid(boss: pg.Client): Promise<string> {
  const { rows } = await boss.query<{ xid: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as xid',
  );
  return rows[0]!.xid;
}

/**
 * Every row of every table of every schema, by the catalogue, with the columns nobody declared: place, transactions,
 * size. A table that is added tomorrow is in it.
 * @param since rows of older transactions are left out: what did not change in the world tells nothing of it
 */
export async function dumpOf(boss: pg.Client, prefix: string, since: string): Promise<Row[]> {
  const { rows: tables } = await boss.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
     order by 1`,
  );
  const found: Row[] = [];
  for (const { name } of tables) {
    const { rows } = await boss.query<{ cells: Record<string, unknown> }>(
      `select to_jsonb(t) || jsonb_build_object('@ctid', ctid::text, '@xmin', xmin::text, '@xmax', xmax::text,
         '@cmin', cmin::text, '@size', pg_column_size(t.*)) as cells
       from ${name} t where xmin::text::bigint >= $1 order by t.ctid`,
      [since],
    );
    for (const { cells } of rows) found.push(rowOf(prefix + name, cells));
  }
  return found;
}
