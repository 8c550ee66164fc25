import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { calendarOf, todayOf, zoneOfRegion } from '@otklik/registry';
import { isWorkingDay } from '@otklik/working-time';
import { dayAfter, forecastDays, WEEKS, type Forecast } from './model/forecast.ts';
import { arrivals, type Arrivals } from './store/arrivals.ts';

/** A week more than is looked back at: a forecast is measured by the week before. */
const LOOKED_AT_days = (WEEKS + 1) * 7;

/** What came in the last weeks and what is to be expected. */
export async function expected(
  tx: Tx,
): Promise<{ readonly today: string; readonly came: Arrivals; readonly forecast: Forecast }> {
  const zone = await zoneOfRegion(tx);
  const today = await todayOf(tx);
  const came = await arrivals(tx, { zone, today, from: dayAfter(today, -LOOKED_AT_days) });
  const { calendar } = await calendarOf(tx, regionId(tx));
  return {
    today,
    came,
    forecast: forecastDays(came.days, today, (day) => isWorkingDay(calendar, day)),
  };
}
