import { insertMany } from '@otklik/db';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { DayCount, DayForecast } from '../model/forecast.ts';
import './tables.ts';

/** Writes down what is expected; of one day only the first forecast a day made counts. */
export async function logForecasts(
  tx: Tx,
  made_on: string,
  days: readonly DayForecast[],
): Promise<number> {
  const known = await tx.db
    .selectFrom('moderation_forecasts')
    .select('day')
    .where('region_id', '=', regionId(tx))
    .where('made_on', '=', made_on)
    .execute();
  const logged = new Set(known.map(({ day }) => day));
  const fresh = days.filter(({ day }) => !logged.has(day));
  await insertMany(
    tx,
    'moderation_forecasts',
    fresh.map(({ day, expected, p10, p90 }) => ({
      region_id: regionId(tx),
      day,
      made_on,
      expected,
      p10,
      p90,
      came: null,
    })),
  );
  return fresh.length;
}

/** Writes what came beside what was expected of days that are over. */
export async function noteWhatCame(tx: Tx, days: readonly DayCount[]): Promise<void> {
  const first = days[0]?.day;
  if (first === undefined) return;
  const open = await tx.db
    .selectFrom('moderation_forecasts')
    .select('day')
    .distinct()
    .where('region_id', '=', regionId(tx))
    .where('came', 'is', null)
    .where('day', '>=', first)
    .where('day', '<=', days.at(-1)!.day)
    .execute();
  const counts = new Map(days.map(({ day, n }) => [day, n]));
  for (const { day } of open)
    await tx.db
      .updateTable('moderation_forecasts')
      .set({ came: counts.get(day) ?? 0 })
      .where('region_id', '=', regionId(tx))
      .where('day', '=', day)
      .execute();
}

/** What was expected of the last days and what came, the newest first; at most so many. */
export async function toldAndCame(
  tx: Tx,
  limit: number,
): Promise<{ readonly expected: number; readonly came: number }[]> {
  const rows = await tx.db
    .selectFrom('moderation_forecasts')
    .select(['expected', 'came'])
    .where('region_id', '=', regionId(tx))
    .where('came', 'is not', null)
    .orderBy('day', 'desc')
    .orderBy('made_on', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ expected, came }) => ({ expected, came: came ?? 0 }));
}
