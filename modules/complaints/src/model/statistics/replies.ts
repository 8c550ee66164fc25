import type { Tally } from '@otklik/cases';
import { isWorkingDay, WorkingTimeError, type Calendar } from '@otklik/working-time';
import { daysFor, replyCurve, type CurvePoint } from './reply-curve.ts';
import { lastDayShare, type LastDay } from './last-day.ts';
import { hideIn, timingsOf } from './timings.ts';

/** From so many working days on the days are not told apart in a table. */
export const DAYS_SHOWN_MAX = 20;

/** How long first answers take, with those that are still awaited counted as awaited. */
export interface ReplyTimes {
  readonly answered: number | null;
  readonly waiting: number | null;
  /** Of the answered: before the last day, on it, after it; null is hidden. */
  readonly in_time: number | null;
  readonly last_day: number | null;
  readonly late: number | null;
  /** How many of the answers came on the last day of their term; null: too few, or a count is hidden. */
  readonly on_last_day: LastDay | null;
  /** First interim answers by the same days, and how many of them came on the last. */
  readonly interim: {
    readonly in_time: number | null;
    readonly last_day: number | null;
    readonly late: number | null;
    readonly on_last_day: LastDay | null;
  };
  /** Answers after the first, to a dispute that was right or a case opened again: each case by its last one. */
  readonly again: {
    readonly answered: number | null;
    readonly in_time: number | null;
    readonly last_day: number | null;
    readonly late: number | null;
    /** Of those that came; null: too few. */
    readonly median_days: number | null;
  };
  /** Working days within which half and nine tenths are answered; null: too few, or not so many yet. */
  readonly median_days: number | null;
  readonly p90_days: number | null;
  /** Answers by working days; the last stands for all longer ones. Null counts are hidden. */
  readonly days: readonly { readonly days: number; readonly n: number | null }[];
  readonly curve: readonly CurvePoint[];
}

const DAY_MS = 86_400_000;

const walked = new WeakMap<Calendar, { readonly today: string; readonly waited: Waited }>();
type Waited = (date: string) => number;

/** The same walk for all who ask of the same day: a page of a district asks once for each of its clinics. */
function waitedSince(calendar: Calendar, today: string): Waited {
  const known = walked.get(calendar);
  if (known?.today === today) return known.waited;
  const waited = walkFrom(calendar, today);
  walked.set(calendar, { today, waited });
  return waited;
}

/**
 * How many working days have passed since a date, up to `today`: 0 from a year without a calendar on.
 * Walks back from today once, however many dates are asked for.
 */
function walkFrom(calendar: Calendar, today: string): Waited {
  const known = new Map<string, number>();
  let at = Date.parse(today);
  let waited = 0;
  return (date) => {
    const found = known.get(date);
    if (found !== undefined || Date.parse(date) > at) return found ?? 0;
    try {
      for (; at >= Date.parse(date); at -= DAY_MS) {
        const day = new Date(at).toISOString().slice(0, 10);
        known.set(day, waited);
        // The day of publication itself does not count, the days after it do.
        if (isWorkingDay(calendar, day)) waited += 1;
      }
    } catch (error) {
      if (!(error instanceof WorkingTimeError)) throw error;
    }
    return known.get(date) ?? 0;
  };
}

const add = (map: Map<number, number>, key: number, n: number): void => {
  map.set(key, (map.get(key) ?? 0) + n);
};
const sumOf = (map: ReadonlyMap<number, number>): number =>
  [...map.values()].reduce((sum, n) => sum + n, 0);

/**
 * @param today the date at the place, for those that still wait
 * @param least from how many on cells and shares are shown
 */
export function replyTimes(
  tallies: readonly Tally[],
  calendar: Calendar,
  today: string,
  least: { readonly cells_min: number; readonly percentages_min: number },
): ReplyTimes {
  const answered = new Map<number, number>();
  const waiting = new Map<number, number>();
  const later = new Map<number, number>();
  const waitedFrom = waitedSince(calendar, today);
  for (const { measure, value, n } of tallies) {
    if (measure === 'reply') add(answered, Number(value), n);
    else if (measure === 'again') add(later, Number(value), n);
    else if (measure === 'waiting') add(waiting, waitedFrom(value), n);
  }
  const answered_count = sumOf(answered);
  const small = (n: number): number | null => (n > 0 && n < least.cells_min ? null : n);
  const bins = Array.from({ length: DAYS_SHOWN_MAX + 1 }, () => 0);
  for (const [days, n] of answered) bins[Math.min(days, DAYS_SHOWN_MAX)]! += n;
  const shown = timingsOf(tallies, 'reply', least.cells_min);
  const [in_time, last_day, late] = shown;
  const interims = timingsOf(tallies, 'interim', least.cells_min);
  const again = timingsOf(tallies, 'again', least.cells_min);
  const later_count = sumOf(later);
  const is_enough = answered_count >= least.percentages_min;
  const curve = is_enough ? replyCurve({ answered, waiting }) : [];
  return {
    answered: small(answered_count),
    waiting: small(sumOf(waiting)),
    in_time: in_time ?? null,
    last_day: last_day ?? null,
    late: late ?? null,
    on_last_day: lastDayShare(shown, least.percentages_min),
    interim: {
      in_time: interims[0] ?? null,
      last_day: interims[1] ?? null,
      late: interims[2] ?? null,
      on_last_day: lastDayShare(interims, least.percentages_min),
    },
    again: {
      answered: small(later_count),
      in_time: again[0] ?? null,
      last_day: again[1] ?? null,
      late: again[2] ?? null,
      median_days:
        later_count >= least.percentages_min
          ? daysFor(replyCurve({ answered: later, waiting: new Map() }), 0.5)
          : null,
    },
    median_days: daysFor(curve, 0.5),
    p90_days: daysFor(curve, 0.9),
    days: hideIn(bins, least.cells_min).map((n, days) => ({ days, n })),
    curve,
  };
}
