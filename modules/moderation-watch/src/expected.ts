import { regionId } from '@otklik/cases';
import { createKept, type Tx } from '@otklik/kernel';
import { calendarOf, todayOf, zoneOfRegion } from '@otklik/registry';
import { isWorkingDay, WorkingTimeError, type Calendar } from '@otklik/working-time';
import { dayAfter, forecastDays, WEEKS, type Forecast } from './model/forecast.ts';
import { arrivals, type Arrivals } from './store/arrivals.ts';

/** A week more than is looked back at: a forecast is measured by the week before. */
const LOOKED_AT_days = (WEEKS + 1) * 7;

/** By the calendar; of a year that nobody has published yet, by the day of the week. */
function isWorked(calendar: Calendar, day: string): boolean {
  try {
    return isWorkingDay(calendar, day);
  } catch (error) {
    if (!(error instanceof WorkingTimeError)) throw error;
    return new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0;
  }
}

// Eight weeks of a large region are read in half a second; of a small one they are counted anew each time.
const MANY = 5000;
const kept = createKept<Arrivals>({
  for_ms: 600_000,
  max: 100,
  worth: ({ days }) => days.reduce((sum, { n }) => sum + n, 0) > MANY,
});

/** What came in the last weeks and what is to be expected. */
export async function expected(
  tx: Tx,
): Promise<{ readonly today: string; readonly came: Arrivals; readonly forecast: Forecast }> {
  const zone = await zoneOfRegion(tx);
  const today = await todayOf(tx);
  const asked = { zone, today, from: dayAfter(today, -LOOKED_AT_days) };
  const key = JSON.stringify([regionId(tx), asked]);
  const came = await kept(key, tx.now, () => arrivals(tx, asked));
  const { calendar } = await calendarOf(tx, regionId(tx));
  return {
    today,
    came,
    forecast: forecastDays(came.days, today, (day) => isWorked(calendar, day)),
  };
}
