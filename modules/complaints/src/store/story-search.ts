import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { countOf, filtered, LISTED_MAX, type Found, type PublicFilters } from './public-filters.ts';

/** The newest cases that are looked through for words before the index of words is asked. */
const WALKED_CASES = 300;
/** Where the filters leave so few cases, they are looked through all. */
const WALKED_WHOLE_MAX = 2000;
/** The marks of a story's day, as the migration `search-newest-first` makes them. */
const BLOCKS_days = [7, 56, 364] as const;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2000, 0, 1);

const query = (words: string) => sql`websearch_to_tsquery('russian', search_form(${words}))`;

/** Matches among the newest cases; `whole` when there are no older ones. */
async function walk(tx: Tx, filters: PublicFilters, words: string, walked_cases: number) {
  const { rows } = await sql<{ walked: number; ids: string[] | null }>`
    with newest as materialized (
      ${filtered(tx, filters).select(['cases.id', 'cases.state', 'cases.published_at']).limit(walked_cases)}
    )
    select (select count(*) from newest) as walked,
      array(
        select newest.id from newest
        join complaints on complaints.region_id = ${regionId(tx)} and complaints.case_id = newest.id
        where newest.state not in ('withdrawn', 'redirected') and complaints.search @@ ${query(words)}
        order by newest.published_at desc, newest.id desc
      ) as ids`.execute(tx.db);
  const { walked, ids } = rows[0]!;
  return { ids: ids ?? [], whole: walked < walked_cases };
}

/** The marks of today's block of so many days and of the one before: everything newer than their beginning. */
function marksOf(now: Date, block_days: number): string {
  const block = Math.floor((now.getTime() - FIRST_DAY) / DAY_MS / block_days);
  return `'~${block_days}:${block}' | '~${block_days}:${block - 1}'`;
}

/** Matches that the index of words finds among the stories of these blocks, or among all of them. */
async function lookUp(
  tx: Tx,
  filters: PublicFilters,
  words: string,
  block_days: number | null,
): Promise<string[]> {
  const asked =
    block_days === null
      ? query(words)
      : // Words that say nothing («и») find nothing, not everything of the block.
        sql`(select case when numnode(q) > 0 then q && ${marksOf(tx.now, block_days)}::tsquery else q end
            from ${query(words)} as q)`;
  // Finds first, each looked up by its key: the planner does not know how few they are.
  const one = filtered(tx, filters)
    .select(['cases.id', 'cases.published_at'])
    .where('cases.state', 'not in', ['withdrawn', 'redirected'])
    .where('cases.id', '=', sql<string>`found.id`)
    .limit(1);
  const { rows } = await sql<{ id: string }>`
    with found as materialized (select stories_with(${asked}) as id)
    select shown.id from found cross join lateral (${one}) shown
    order by shown.published_at desc, shown.id desc limit ${LISTED_MAX + 1}`.execute(tx.db);
  return rows.map((row) => row.id);
}

/** How many of the newest are looked through: all, where the filters leave few. */
async function walkLength(tx: Tx, filters: PublicFilters): Promise<number> {
  const { clinicId, districtId, okrugId, topic, outcome } = filters;
  if (!clinicId && !districtId && !okrugId && !topic && !outcome) return WALKED_CASES;
  const counted = await countOf(tx, filters);
  return counted !== null && counted < WALKED_WHOLE_MAX ? WALKED_WHOLE_MAX : WALKED_CASES;
}

/**
 * Stories with these words, newest first: among the newest few hundred, then by the index of words in
 * blocks of days that grow, until the page is full and one more is there. What lies further back is not
 * counted then: `more` says so. Each step sees everything that is newer than its beginning, so the order holds.
 */
export async function searchStories(
  tx: Tx,
  filters: PublicFilters,
  words: string,
  walked_cases?: number,
): Promise<Found> {
  const { page, limit } = filters;
  const wanted = Math.min(page * limit, LISTED_MAX);
  const answer = (ids: readonly string[], whole: boolean): Found => ({
    ids: ids.slice(0, LISTED_MAX).slice((page - 1) * limit, page * limit),
    total: Math.min(ids.length, LISTED_MAX),
    more: !whole || ids.length > LISTED_MAX,
  });
  const near = await walk(tx, filters, words, walked_cases ?? (await walkLength(tx, filters)));
  if (near.whole || near.ids.length > wanted) return answer(near.ids, near.whole);
  for (const block_days of BLOCKS_days) {
    const ids = await lookUp(tx, filters, words, block_days);
    if (ids.length > wanted) return answer(ids, false);
  }
  return answer(await lookUp(tx, filters, words, null), true);
}
