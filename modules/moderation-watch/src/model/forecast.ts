import { quantile } from '@otklik/stats';

/** So many whole weeks are looked back at, and less is no history. */
export const WEEKS = 8;
/** So many days are looked ahead. */
export const DAYS_AHEAD = 14;
const DAY_MS = 86_400_000;
const WEEK_days = 7;

/** Messages of one day, `YYYY-MM-DD`; a day without any stands there with 0. */
export interface DayCount {
  readonly day: string;
  readonly n: number;
}

/** What to expect of a day. */
export interface DayForecast {
  readonly day: string;
  /** A working day's weekday without work: as a day off comes. */
  readonly isOff: boolean;
  readonly expected: number;
  readonly p10: number;
  readonly p90: number;
}

export type Forecast =
  | { readonly refused: null; readonly days: readonly DayForecast[] }
  | { readonly refused: 'history-too-short'; readonly known_weeks: number };

/** Whether a day is worked, by the region's calendar. */
export type IsWorking = (day: string) => boolean;

/** `YYYY-MM-DD` so many days after another. */
export const dayAfter = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const isWeekend = (day: string): boolean => weekdayOf(day) % 6 === 0;

/** Days of one kind come alike: a weekday's, and for a weekday off those of all days off. */
function alike(day: string, isWorking: IsWorking): (other: string) => boolean {
  if (!isWorking(day) && !isWeekend(day)) return (other) => !isWorking(other);
  return (other) => weekdayOf(other) === weekdayOf(day) && isWorking(other) === isWorking(day);
}

/**
 * The next fourteen days: of each the median of its kind over the last eight weeks, and what one day in ten stays
 * below and above. A seasonal-naive forecast; source: R. Hyndman and G. Athanasopoulos, Forecasting, 3rd ed., 5.2.
 *
 * @param history every day up to yesterday, in order
 * @param today the first day that is forecast is tomorrow
 */
export function forecastDays(
  history: readonly DayCount[],
  today: string,
  isWorking: IsWorking,
): Forecast {
  if (history.length < WEEKS * WEEK_days)
    return {
      refused: 'history-too-short',
      known_weeks: Math.floor(history.length / WEEK_days),
    };
  const known = history.slice(-WEEKS * WEEK_days);
  const days = Array.from({ length: DAYS_AHEAD }, (_, at): DayForecast => {
    const day = dayAfter(today, at + 1);
    const kind = alike(day, isWorking);
    const same = known.filter((one) => kind(one.day));
    // A kind that the weeks did not have, as a Saturday that is worked, comes as any day.
    const counts = (same.length > 0 ? same : known).map(({ n }) => n);
    return {
      day,
      isOff: !isWorking(day),
      expected: quantile(counts, 0.5),
      p10: quantile(counts, 0.1),
      p90: quantile(counts, 0.9),
    };
  });
  return { refused: null, days };
}

/**
 * The mean absolute scaled error: how far forecasts were off, measured by how far «as a week ago» is off. Below 1 is
 * better than that. Source: R. Hyndman and A. Koehler, 2006.
 *
 * @param told what was expected and what came
 * @param history every day in order, at least eight days of it
 * @returns null where nothing was told, or a week ago was always right
 */
export function mase(
  told: readonly { readonly expected: number; readonly came: number }[],
  history: readonly DayCount[],
): number | null {
  if (told.length === 0 || history.length <= WEEK_days) return null;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const naive = mean(history.slice(WEEK_days).map(({ n }, at) => Math.abs(n - history[at]!.n)));
  if (naive === 0) return null;
  return mean(told.map(({ expected, came }) => Math.abs(expected - came))) / naive;
}
