import { yearOf } from './dates.ts';
import { WorkingTimeError } from './errors.ts';

/** Names of a public holiday in the languages of the table. */
export interface HolidayName {
  readonly ru: string;
  readonly en: string;
}

/** A checked production calendar; made by `loadCalendar` only. Keys are day numbers. */
export interface Calendar {
  readonly country: string;
  readonly region: string | null;
  /** Version to keep beside every deadline computed with this table. */
  readonly version: string;
  readonly years: ReadonlySet<number>;
  readonly holidays: ReadonlyMap<number, HolidayName>;
  readonly weekdaysOff: ReadonlySet<number>;
  /** Worked weekend date → the date whose weekday gives its hours. */
  readonly workingWeekends: ReadonlyMap<number, number>;
  /** Shortened date → minutes taken from its end. */
  readonly shortened: ReadonlyMap<number, number>;
}

/**
 * The table that answers for a date.
 * @throws WorkingTimeError `calendar-year-missing` with the year, when its year has no table.
 */
export function tableFor(calendar: Calendar | undefined, day: number): Calendar {
  const year = yearOf(day);
  if (!calendar?.years.has(year)) throw new WorkingTimeError('calendar-year-missing', { year });
  return calendar;
}
