import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import '@otklik/survey-answers';
import type { Facts } from '../model/signals.ts';
import { monthBefore } from '../model/months.ts';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

const WEEKS = 9;
const MONTHS = 4;

const runOf = (
  rows: readonly { readonly at: number; readonly n: number }[],
  length: number,
): number[] => {
  const run = Array.from({ length }, () => 0);
  for (const { at, n } of rows) if (at >= 0 && at < length) run[at] = n;
  return run;
};

async function reportedOf(tx: Tx, ids: readonly string[], today: string) {
  const { rows } = await sql<{ placeId: string; at: number; n: number }>`
    select place_id as "placeId", (${today}::date - 1 - day) / 7 as at, sum(reported)::int as n
    from survey_day_counts
    where region_id = ${regionIn(tx)} and place_id = any(${[...ids]}::uuid[])
      and day between ${today}::date - ${WEEKS * 7} and ${today}::date - 1
    group by 1, 2`.execute(tx.db);
  return [...Map.groupBy(rows, ({ placeId }) => placeId)].map(([placeId, own]) => ({
    placeId,
    weeks: runOf(own, WEEKS),
  }));
}

async function answeredOf(tx: Tx, ids: readonly string[], month: string) {
  const { rows } = await sql<{ placeId: string; mode: string; at: number; n: number }>`
    select substr(scope, 7) as "placeId", mode,
      (extract(year from age(${month}::date, month)) * 12
        + extract(month from age(${month}::date, month)))::int as at, sum(n)::int as n
    from shown_counts
    where region_id = ${regionIn(tx)} and form_version = '' and item = '' and code = ''
      and scope = any(${ids.map((id) => `place:${id}`)}::text[])
      and month between ${monthBefore(month, MONTHS - 1)}::date and ${month}::date
    group by 1, 2, 3`.execute(tx.db);
  return [...Map.groupBy(rows, ({ placeId, mode }) => `${placeId}|${mode}`).values()].map(
    (own) => ({ placeId: own[0]!.placeId, mode: own[0]!.mode, months: runOf(own, MONTHS) }),
  );
}

async function alikeOf(tx: Tx, ids: readonly string[], month: string): Promise<Facts['alike']> {
  const { rows } = await sql<Facts['alike'][number]>`
    select substr(scope, 7) as "placeId", mode, month::text as month,
      max(n) filter (where code = '')::int as n, coalesce(max(n) filter (where code <> ''), 0)::int as same
    from shown_counts
    where region_id = ${regionIn(tx)} and form_version = '' and item <> ''
      and scope = any(${ids.map((id) => `place:${id}`)}::text[])
      and month between ${monthBefore(month, 1)}::date and ${month}::date
    group by scope, form_id, mode, month, item having max(n) filter (where code = '') is not null`.execute(
    tx.db,
  );
  return rows;
}

async function lettersOf(
  tx: Tx,
  ids: readonly string[],
  today: string,
  month: string,
): Promise<Facts['letters']> {
  const { rows } = await sql<Facts['letters'][number]>`
    select p.id as "placeId",
      coalesce((select sum(c.delivered) from survey_day_counts c where c.region_id = p.region_id
        and c.place_id = p.id and c.day between ${monthBefore(month, 1)}::date and ${month}::date - 1), 0)::int
        as before,
      coalesce((select sum(c.delivered) from survey_day_counts c where c.region_id = p.region_id
        and c.place_id = p.id and c.day >= ${today}::date - 30), 0)::int as lately,
      coalesce((select sum(c.n) from survey_corrections c where c.region_id = p.region_id
        and c.place_id = p.id and c.day >= ${today}::date - 30 and c.kind = 'cancelled'
        and c.stage = 'after-letter'), 0)::int as "takenBack"
    from survey_places p where p.region_id = ${regionIn(tx)} and p.id = any(${[...ids]}::uuid[])`.execute(
    tx.db,
  );
  return rows;
}

/** What signals are worked out from: counts alone, of answers only those that everybody may see. */
export async function signalFacts(tx: Tx, ids: readonly string[]): Promise<Facts> {
  const today = await todayOf(tx);
  const month = monthBefore(today, 0);
  return {
    reported: await reportedOf(tx, ids, today),
    answered: await answeredOf(tx, ids, month),
    alike: await alikeOf(tx, ids, month),
    letters: await lettersOf(tx, ids, today, month),
    month,
    monthBefore: monthBefore(month, 1),
  };
}
