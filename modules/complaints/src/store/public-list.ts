import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { PUBLIC_STATES, readTallies, regionId, type State } from '@otklik/cases';
import type { OUTCOME_FILTERS } from '../schema.ts';

type Outcome = (typeof OUTCOME_FILTERS)[number];

export interface PublicFilters {
  readonly q?: string | undefined;
  readonly clinicId?: string | undefined;
  readonly districtId?: string | undefined;
  readonly okrugId?: string | undefined;
  readonly topic?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly page: number;
  readonly limit: number;
}

const OPEN: readonly State[] = ['in-work', 'waiting-author', 'planned', 'answer-draft'];
const STATES_OF: Readonly<Record<Outcome, readonly State[]>> = {
  open: OPEN,
  late: OPEN,
  answered: ['answered'],
  confirmed: ['confirmed'],
  partly: ['partly'],
  disputed: ['disputed'],
  silent: ['silent'],
  closed: ['closed', 'redirected'],
};

/** Beyond so many cases a list is not paged, and finds of words are not counted: a filter finds what leafing would not. */
export const LISTED_MAX = 1000;
/** The newest cases that are looked through for words before the index of words is asked. */
const WALKED_CASES = 5000;
/** A word of more than one story in two hundred is found sooner by walking than by its index. */
const COMMON_SHARE = 1 / 200;

function filtered(tx: Tx, filters: PublicFilters) {
  const states = filters.outcome ? STATES_OF[filters.outcome] : PUBLIC_STATES;
  return tx.db
    .selectFrom('cases')
    .where('cases.region_id', '=', regionId(tx))
    .where('cases.published_at', 'is not', null)
    .where('cases.state', 'in', states)
    .$if(filters.outcome === 'late', (q) => q.where('cases.due_at', '<', tx.now))
    .$if(filters.clinicId !== undefined, (q) => q.where('cases.clinic_id', '=', filters.clinicId!))
    .$if(filters.topic !== undefined, (q) => q.where('cases.subject_code', '=', filters.topic!))
    .$if(filters.districtId !== undefined, (q) =>
      q.where('cases.district_id', '=', filters.districtId!),
    )
    .$if(filters.okrugId !== undefined, (q) => q.where('cases.okrug_id', '=', filters.okrugId!))
    .orderBy('cases.published_at', 'desc')
    .orderBy('cases.id', 'desc');
}

interface Found {
  /** The page's cases, newest first. */
  readonly ids: readonly string[];
  readonly total: number;
  /** There are more than `total`; how many is not counted. */
  readonly more: boolean;
}

/** How many the filters find: from the tallies, for any place, topic and outcome; null beyond that. */
async function countOf(tx: Tx, filters: PublicFilters): Promise<number | null> {
  const { clinicId, districtId, okrugId, topic, outcome } = filters;
  const places = (
    [
      ['clinic', clinicId],
      ['district', districtId],
      ['okrug', okrugId],
    ] as const
  ).filter(([, id]) => id !== undefined);
  if (places.length > 1 || outcome === 'late') return null;
  const [kind, id = ''] = places[0] ?? (['region', ''] as const);
  const states: readonly string[] = outcome ? STATES_OF[outcome] : PUBLIC_STATES;
  const tallies = await readTallies(tx, {
    measures: ['state'],
    place: kind,
    places: [id],
    subjects: topic === undefined ? undefined : [topic],
  });
  return tallies.filter(({ value }) => states.includes(value)).reduce((sum, { n }) => sum + n, 0);
}

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

async function searched(
  tx: Tx,
  filters: PublicFilters,
  words: string,
  walked_cases: number,
): Promise<Found> {
  const { page, limit } = filters;
  const cut = (ids: readonly string[]) => ids.slice((page - 1) * limit, page * limit);
  const near = await walk(tx, filters, words, walked_cases);
  const { length } = near.ids;
  const is_common = length >= walked_cases * COMMON_SHARE && page * limit <= length;
  if (near.whole || is_common)
    return {
      ids: cut(near.ids.slice(0, LISTED_MAX)),
      total: Math.min(length, LISTED_MAX),
      more: !near.whole || length > LISTED_MAX,
    };
  const rows = await filtered(tx, filters)
    .select('cases.id')
    .where('cases.state', 'not in', ['withdrawn', 'redirected'])
    .where('cases.id', 'in', sql<string>`(select stories_with(${query(words)}))`)
    .limit(LISTED_MAX + 1)
    .execute();
  const ids = rows.slice(0, LISTED_MAX).map((row) => row.id);
  return { ids: cut(ids), total: ids.length, more: rows.length > LISTED_MAX };
}

/** A page of published complaints, newest first, and how many there are: all, or words' finds up to `LISTED_MAX`. */
export async function publicPage(
  tx: Tx,
  filters: PublicFilters,
  walked_cases: number = WALKED_CASES,
) {
  const { ids, ...count } = filters.q
    ? await searched(tx, filters, filters.q, walked_cases)
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
