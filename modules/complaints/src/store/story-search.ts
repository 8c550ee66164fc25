import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { filtered, LISTED_MAX, type Found, type PublicFilters } from './public-filters.ts';

/** The newest cases that are looked through for words before the index of words is asked. */
const WALKED_CASES = 150;
/** The marks of a story's day, as the migration `search-newest-first` makes them. */
const BLOCKS_days = [7, 56, 364] as const;
/** So many times the page's length of the newest finds are looked up among the cases; filters may drop some. */
const FINDS_PER_PLACE = 3;
/** More finds than a region has stories. */
const FINDS_MAX = 1_000_000_000;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2000, 0, 1);

const query = (words: string) => sql`websearch_to_tsquery('russian', search_form(${words}))`;

/** What the newest cases gave. */
interface Walk {
  readonly ids: readonly string[];
  /** There are no older cases. */
  readonly whole: boolean;
  /** How far back they reach, days. */
  readonly days: number;
}

async function walk(
  tx: Tx,
  filters: PublicFilters,
  words: string,
  walked_cases: number,
): Promise<Walk> {
  const { rows } = await sql<{ walked: number; first: Date | null; ids: string[] | null }>`
    with newest as materialized (
      ${filtered(tx, filters).select(['cases.id', 'cases.state', 'cases.published_at']).limit(walked_cases)}
    )
    select (select count(*) from newest) as walked, (select min(published_at) from newest) as first,
      array(
        select newest.id from newest
        join complaints on complaints.region_id = ${regionId(tx)} and complaints.case_id = newest.id
        where newest.state not in ('withdrawn', 'redirected') and complaints.search @@ ${query(words)}
        order by newest.published_at desc, newest.id desc
      ) as ids`.execute(tx.db);
  const { walked, first, ids } = rows[0]!;
  const days = first ? (tx.now.getTime() - first.getTime()) / DAY_MS : 0;
  return { ids: ids ?? [], whole: walked < walked_cases, days };
}

const quoted = (mark: string): string => `'${mark.replaceAll(/['\\]/g, '$&$&')}'`;

/** The marks of today's block of so many days and of the one before: everything newer than their beginning. */
function blockMarks(now: Date, block_days: number): string {
  const block = Math.floor((now.getTime() - FIRST_DAY) / DAY_MS / block_days);
  return `(${quoted(`~${block_days}:${block}`)} | ${quoted(`~${block_days}:${block - 1}`)})`;
}

/** What stands behind these filters, as the migration `search-by-place` marks it. */
const filterMarks = ({ clinicId, districtId, okrugId, topic }: PublicFilters): string[] =>
  Object.entries({ clinic: clinicId, district: districtId, okrug: okrugId, topic }).flatMap(
    ([kind, value]) => (value === undefined ? [] : [quoted(`@${kind}:${value}`)]),
  );

/**
 * The blocks worth asking: from the shortest that should fill the page if older stories hold the words as
 * often as those walked. Words of no walked story begin with longer ones.
 */
function blocksFor({ ids, days }: Walk, wanted: number): readonly number[] {
  const needed_days = (days * (wanted + 1)) / Math.max(ids.length, 0.5);
  const first = BLOCKS_days.findIndex((block_days) => block_days >= needed_days);
  return first < 0 ? [] : BLOCKS_days.slice(first);
}

interface Finds {
  readonly ids: readonly string[];
  /** Older finds of the same blocks were left where they are. */
  readonly cut: boolean;
}

/** Matches that the index of words finds among the stories of these blocks, or among all of them. */
async function lookUp(
  tx: Tx,
  filters: PublicFilters,
  words: string,
  block_days: number | null,
  finds_max: number,
): Promise<Finds> {
  const marks = filterMarks(filters);
  if (block_days !== null) marks.push(blockMarks(tx.now, block_days));
  const asked =
    marks.length === 0
      ? query(words)
      : // Words that say nothing («и») find nothing, not everything that has the marks.
        sql`(select case when numnode(q) > 0 then q && ${marks.join(' & ')}::tsquery else q end
            from ${query(words)} as q)`;
  // Finds first, each looked up by its key: the planner does not know how few they are. Whole days of them,
  // since a find's place within its day is known by its case alone.
  const one = filtered(tx, filters)
    .select(['cases.id', 'cases.published_at'])
    .where('cases.state', 'not in', ['withdrawn', 'redirected'])
    .where('cases.id', '=', sql<string>`newest.id`)
    .limit(1);
  const { rows } = await sql<{ found: number; looked: number; ids: string[] }>`
    with found as materialized (select id, day from stories_dated(${asked})),
    newest as materialized (
      select id from found order by day desc nulls last fetch first ${sql.lit(finds_max)} rows with ties
    )
    select (select count(*) from found)::int as found, (select count(*) from newest)::int as looked,
      array(
        select shown.id from newest cross join lateral (${one}) shown
        order by shown.published_at desc, shown.id desc limit ${LISTED_MAX + 1}
      ) as ids`.execute(tx.db);
  const { found, looked, ids } = rows[0]!;
  return { ids, cut: looked < found };
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
  walked_cases: number = WALKED_CASES,
): Promise<Found> {
  const { page, limit } = filters;
  const wanted = Math.min(page * limit, LISTED_MAX);
  const answer = (ids: readonly string[], whole: boolean): Found => ({
    ids: ids.slice(0, LISTED_MAX).slice((page - 1) * limit, page * limit),
    total: Math.min(ids.length, LISTED_MAX),
    more: !whole || ids.length > LISTED_MAX,
  });
  const near = await walk(tx, filters, words, walked_cases);
  if (near.whole || near.ids.length > wanted) return answer(near.ids, near.whole);
  // The newest finds first; where filters let too few of them through, all of these blocks.
  const findsOf = async (block_days: number | null): Promise<Finds> => {
    const few = await lookUp(tx, filters, words, block_days, (wanted + 1) * FINDS_PER_PLACE);
    const enough = few.ids.length > wanted || !few.cut;
    return enough ? few : lookUp(tx, filters, words, block_days, FINDS_MAX);
  };
  for (const block_days of blocksFor(near, wanted)) {
    const { ids } = await findsOf(block_days);
    if (ids.length > wanted) return answer(ids, false);
  }
  const { ids, cut } = await findsOf(null);
  return answer(ids, !cut);
}
