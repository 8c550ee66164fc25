import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Grant } from '@otklik/kernel';

/** Rows of a joined query that at least one of the grants reaches; the table's own columns of places are asked. */
export function reachedIn(
  table: 'cases' | 'promise' | 'appeal' | 'systemic_cases',
  grants: readonly Grant[],
): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const parts = grants.map(({ reach }) => {
    switch (reach.kind) {
      case 'region':
        return sql<SqlBool>`true`;
      case 'district':
        return sql<SqlBool>`(${column('district_id')} = ${reach.id} or ${column('okrug_id')} = ${reach.id})`;
      case 'organisation':
        return sql<SqlBool>`${column('organisation_id')} = ${reach.id}`;
      case 'clinic':
        return sql<SqlBool>`${column('clinic_id')} = ${reach.id}`;
    }
  });
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}
