import { sql, type RawBuilder, type SqlBool } from 'kysely';

// The last letter of the range: nothing that people write sorts after it in byte order.
const LAST = '\u{10FFFD}';

/**
 * Rows whose `list_key` begins with what was typed: a range, since under row-level security LIKE
 * reaches no index.
 */
export function beginningsOf(q: string, column = 'list_key'): RawBuilder<SqlBool> {
  const key = q.toLocaleLowerCase('ru');
  return sql<SqlBool>`(${sql.ref(column)} >= ${key} collate "C" and ${sql.ref(column)} < ${key + LAST} collate "C")`;
}
