import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { regionId } from './cases.ts';
import './tables.ts';

export type PlaceKind = 'region' | 'okrug' | 'district' | 'clinic';
export type TallyMeasure =
  | 'state'
  | 'reply'
  | 'waiting'
  | 'interim'
  | 'again'
  | 'refused'
  | 'support'
  | 'assisted';

/** The table that changes wait in until they are folded: empty most of the time. */
export const TALLY_CHANGES = 'case_tally_deltas';

/** Which counts are asked for. */
export interface TallyQuestion {
  readonly measures: readonly TallyMeasure[];
  readonly place: PlaceKind;
  /** One place or several of the kind; all of it when absent. The region's id is ''. */
  readonly places?: readonly string[] | undefined;
  /** Codes of subjects, each counted apart; all together (as '') when absent. */
  readonly subjects?: readonly string[] | undefined;
  /** A whole year `YYYY` or a month `YYYY-MM` of publication; all time when absent. */
  readonly period?: string | undefined;
  /** Count the months apart; else `month` is null. */
  readonly byMonth?: boolean | undefined;
}

export interface Tally {
  readonly place: string;
  readonly subject: string;
  readonly month: string | null;
  readonly measure: TallyMeasure;
  /** A state, a number of working days, a day of publication, or why it was not published. */
  readonly value: string;
  readonly timing: 'in-time' | 'last-day' | 'late' | 'none';
  readonly n: number;
}

const PLACE_COLUMN: Readonly<Record<PlaceKind, ReturnType<typeof sql<string>>>> = {
  region: sql<string>`''`,
  okrug: sql<string>`okrug_id`,
  district: sql<string>`district_id`,
  clinic: sql<string>`clinic_id::text`,
};

const ALL_SUBJECTS = [''];

/** The first and the last month of a period, as the first days of them. */
const monthsOf = (period: string | undefined): readonly [string, string] => {
  if (period === undefined) return ['-infinity', 'infinity'];
  return period.length === 4
    ? [`${period}-01-01`, `${period}-12-01`]
    : [`${period}-01`, `${period}-01`];
};

/** The rows that sum up most of what is asked. */
const spanOf = ({ period, byMonth }: TallyQuestion): 'month' | 'year' | 'all' => {
  if (byMonth || period?.length === 7) return 'month';
  return period === undefined ? 'all' : 'year';
};

/**
 * Counts of cases, exact at this instant: what is folded and what is not yet, in one statement,
 * so that a folding in between changes nothing.
 */
export async function readTallies(tx: Tx, asked: TallyQuestion): Promise<Tally[]> {
  const region = regionId(tx);
  const { place, places, subjects } = asked;
  const [from, to] = monthsOf(asked.period);
  const column = PLACE_COLUMN[place];
  const inMonths = sql`month between ${from}::date and ${to}::date and measure = any (${asked.measures as string[]})`;
  const month = asked.byMonth ? sql`month` : sql`null::date`;
  const { rows } = await sql<Tally>`
    select place, subject, ${month} as month, measure, value, timing, sum(n)::int as n
    from (
      select place_id as place, subject_code as subject, month, measure, value, timing, n
      from case_tallies
      where region_id = ${region} and place_kind = ${place} and span = ${spanOf(asked)}
        and subject_code = any (${subjects ?? ALL_SUBJECTS})
        ${places ? sql`and place_id = any (${places as string[]})` : sql``} and ${inMonths}
      union all
      select ${column}, ${subjects ? sql`subject_code` : sql`''`}, month, measure, value, timing, n
      from case_tally_deltas
      where region_id = ${region} and ${inMonths}
        ${place === 'region' ? sql`` : sql`and ${column} <> ''`}
        ${places ? sql`and ${column} = any (${places as string[]})` : sql``}
        ${subjects ? sql`and subject_code = any (${subjects as string[]})` : sql``}
    ) counted
    group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0`.execute(tx.db);
  return rows;
}

/** How many changes wait to be folded, counted up to `limit`. */
export async function deltasWaiting(tx: Tx, limit: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from
      (select 1 from case_tally_deltas where region_id = ${regionId(tx)} limit ${limit}) waiting`.execute(
    tx.db,
  );
  return rows[0]!.n;
}

const ALL = 2 ** 31 - 1;

/**
 * Folds up to so many changes into the sums, each for its clinic, district, okrug and the region, for its
 * subject and for all, for its month, its year and for all time. Two at once do not count a change twice: who comes second finds it gone.
 *
 * @returns how many changes were folded
 */
export async function foldDeltas(tx: Tx, limit: number): Promise<number> {
  const region = regionId(tx);
  const { rows } = await sql<{ n: number }>`
    with taken as (
      delete from case_tally_deltas where region_id = ${region} and id = any (array(
        select id from case_tally_deltas where region_id = ${region} limit ${limit}
      )) returning *
    ), spread as (
      select place.kind, stretch.span, subject.code, measure, place.id, stretch.start, value, timing, sum(n)::int as n
      from (
        -- Most changes take back what another put: what adds up to nothing is not spread.
        select clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, sum(n) as n
        from taken group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0
      ) summed,
        lateral (values ('region', ''), ('okrug', okrug_id), ('district', district_id),
          ('clinic', clinic_id::text)) as place (kind, id),
        lateral (values (''), (subject_code)) as subject (code),
        lateral (values ('month', month), ('year', date_trunc('year', month)::date),
          ('all', '-infinity'::date)) as stretch (span, start)
      where place.kind = 'region' or place.id <> ''
      group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0
      order by 1, 2, 3, 4, 5, 6, 7, 8
    ), folded as (
      insert into case_tallies as t
        (region_id, place_kind, span, subject_code, measure, place_id, month, value, timing, n)
      select ${region}, kind, span, code, measure, id, start, value, timing, n from spread
      on conflict (region_id, place_kind, span, subject_code, measure, place_id, month, value, timing)
      do update set n = t.n + excluded.n
      returning 1
    )
    select (select count(*)::int from taken) as n, (select count(*) from folded) as sums`.execute(
    tx.db,
  );
  await sql`delete from case_tallies where region_id = ${region} and n = 0`.execute(tx.db);
  return rows[0]!.n;
}

/**
 * Folds all changes at once, however long it takes: after an import of millions one pass makes each sum
 * once, where many small ones would write most sums again and again.
 *
 * @returns how many changes were folded
 */
export async function foldAllDeltas(tx: Tx): Promise<number> {
  await sql`set local statement_timeout = 0`.execute(tx.db);
  await sql`set local work_mem = '256MB'`.execute(tx.db);
  return foldDeltas(tx, ALL);
}
