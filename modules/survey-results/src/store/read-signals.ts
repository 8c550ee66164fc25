import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { alikeByMonth, answeredByMonth } from '@otklik/survey-answers';
import type { Facts } from '../model/signals.ts';
import { monthBefore, monthsFrom } from '../model/months.ts';
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
      and day between ${today}::date - ${WEEKS * 7}::int and ${today}::date - 1
    group by 1, 2`.execute(tx.db);
  return [...Map.groupBy(rows, ({ placeId }) => placeId)].map(([placeId, own]) => ({
    placeId,
    weeks: runOf(own, WEEKS),
  }));
}

async function answeredOf(
  tx: Tx,
  ids: readonly string[],
  month: string,
): Promise<Facts['answered']> {
  const from = monthBefore(month, MONTHS - 1);
  const rows = await answeredByMonth(tx, ids, { from, to: month });
  const months = monthsFrom(from, month).toReversed();
  return [...Map.groupBy(rows, ({ placeId, mode }) => `${placeId}|${mode}`).values()].map(
    (own) => ({
      placeId: own[0]!.placeId,
      mode: own[0]!.mode,
      months: runOf(
        own.map(({ month: of, n }) => ({ at: months.indexOf(of), n })),
        MONTHS,
      ),
    }),
  );
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
    alike: await alikeByMonth(tx, ids, { from: monthBefore(month, 1), to: month }),
    letters: await lettersOf(tx, ids, today, month),
    month,
    monthBefore: monthBefore(month, 1),
  };
}
