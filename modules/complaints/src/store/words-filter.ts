import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { regionId, type CaseFilter } from '@otklik/cases';

/** Up to so many finds are taken from the index of words; what is more common is looked up case by case. */
const RARE_MAX = 2000;

/**
 * A condition on cases: the published story holds these words, in any of their forms. Words that no
 * moderator has published lie sealed, and nobody searches them.
 */
export async function casesWithWords(tx: Tx, words: string): Promise<CaseFilter> {
  const query = sql`websearch_to_tsquery('russian', search_form(${words}))`;
  const { rows } = await sql<{ id: string }>`
    select stories_with(${query}) as id limit ${RARE_MAX + 1}`.execute(tx.db);
  if (rows.length <= RARE_MAX) {
    const ids = rows.map((row) => row.id);
    return () => sql<boolean>`cases.id = any (${ids}::uuid[])`;
  }
  return () => sql<boolean>`exists (
    select from complaints
    where complaints.region_id = ${regionId(tx)} and complaints.case_id = cases.id
      and complaints.search @@ ${query})`;
}
