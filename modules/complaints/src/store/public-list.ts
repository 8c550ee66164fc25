import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { countOf, filtered, LISTED_MAX, type Found, type PublicFilters } from './public-filters.ts';
import { searchStories } from './story-search.ts';

async function pageOf(tx: Tx, filters: PublicFilters): Promise<Found> {
  const { page, limit } = filters;
  const counted = await countOf(tx, filters);
  const first = (page - 1) * limit;
  const rows = await filtered(tx, filters)
    .select('cases.id')
    .$if(counted === null, (q) => q.limit(LISTED_MAX + 1))
    .$if(counted !== null, (q) =>
      q.limit(Math.max(0, Math.min(limit, LISTED_MAX - first))).offset(Math.min(first, LISTED_MAX)),
    )
    .execute();
  const ids = rows.map((row) => row.id);
  if (counted !== null) return { ids, total: counted, more: false };
  return {
    ids: ids.slice(0, LISTED_MAX).slice(first, first + limit),
    total: Math.min(ids.length, LISTED_MAX),
    more: ids.length > LISTED_MAX,
  };
}

/** A page of published complaints, newest first, and how many there are: all, or words' finds up to `LISTED_MAX`. */
export async function publicPage(tx: Tx, filters: PublicFilters, walked_cases?: number) {
  const { ids, ...count } = filters.q
    ? await searchStories(tx, filters, filters.q, walked_cases)
    : await pageOf(tx, filters);
  if (ids.length === 0) return { rows: [], ...count };
  const rows = await tx.db
    .selectFrom('cases')
    .innerJoin('complaints', (join) =>
      join
        .onRef('complaints.region_id', '=', 'cases.region_id')
        .onRef('complaints.case_id', '=', 'cases.id'),
    )
    .where('cases.region_id', '=', regionId(tx))
    .where('cases.id', 'in', ids)
    .select([
      'cases.number',
      'cases.path',
      'cases.state',
      'cases.subject_code',
      'cases.subject_ru',
      'cases.subject_en',
      'cases.clinic_id',
      'cases.zone',
      'cases.published_at',
      'cases.answered_at',
      'cases.due_at',
      'cases.due_date',
      'cases.demo',
      // Of a case taken back only the stub is public.
      sql<
        string | null
      >`case when cases.state not in ('withdrawn', 'redirected') then complaints.story_public end`.as(
        'story_public',
      ),
    ])
    .orderBy('cases.published_at', 'desc')
    .orderBy('cases.id', 'desc')
    .execute();
  return { rows, ...count };
}
