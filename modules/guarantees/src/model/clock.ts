import { guarantee, type Norm } from '@otklik/waits';
import {
  deadline,
  holidayName,
  isWorkingDay,
  parseDate,
  formatDate,
  zoneOf,
  type Calendar,
} from '@otklik/working-time';

/** What somebody knows of a referral, in local days. */
export interface ReferralDays {
  readonly givenOn: string;
  /** The appointment that was offered. */
  readonly offeredOn: string | null;
  readonly seenOn: string | null;
}

export interface ClockQuestion {
  readonly norm: Norm;
  readonly days: ReferralDays;
  readonly now: Date;
  /** IANA name, of the clinic or the region. */
  readonly zone: string;
  readonly calendar: Calendar;
  /** The first free place; null: none within the horizon; `unknown`: nobody tells. */
  readonly firstAt: Date | null | 'unknown';
}

/** A day between Monday and Friday that did not count; its name where it is a holiday and not a day off moved. */
export interface DayOff {
  readonly date: string;
  readonly nameRu: string | null;
  readonly nameEn: string | null;
}

/** How a term stands, with everything by which anybody can count it again. */
export interface ReferralClock {
  /** `YYYY-MM-DD` at the clinic. */
  readonly lastDay: string;
  /** The last instant of terms in hours that end within the day; null: the whole last day is in time. */
  readonly until: Date | null;
  readonly state: 'running' | 'kept' | 'broken';
  /** Calendar days to the last one; 0 on it and after it. */
  readonly daysLeft: number;
  /** Calendar days by which it is broken: until the visit, or until today. */
  readonly daysOver: number;
  readonly off: readonly DayOff[];
  /** Weekend days that counted. */
  readonly worked: readonly string[];
  readonly offerKeeps: boolean | null;
  /** Null where nobody tells of places. */
  readonly placeKeeps: boolean | null;
  readonly calendarVersion: string | null;
}

const MINUTE_ms = 60_000;
const dayNumber = (date: string): number => parseDate(date) ?? Number.NaN;
const daysBetween = (from: string, to: string): number =>
  Math.max(0, dayNumber(to) - dayNumber(from));
const isInHours = ({ unit }: Norm): boolean => unit === 'hours' || unit === 'minutes';

/** The clock starts: days count from the day itself, hours from its end, for nobody knows the moment. */
const startOf = ({ norm, days, zone }: ClockQuestion): number =>
  zoneOf(zone).at(dayNumber(days.givenOn) + (isInHours(norm) ? 1 : 0), 0);

/**
 * The clock of one referral by one norm. The visit counts from the first minute of its day.
 * @throws WorkingTimeError `calendar-year-missing` where the term reaches a year without a table
 */
export function clockOf(question: ClockQuestion): ReferralClock {
  const { norm, days, now, zone, calendar, firstAt } = question;
  const local = zoneOf(zone);
  const startMs = startOf(question);
  const found = guarantee({
    norm,
    startMs,
    nowMs: now.getTime(),
    k1Ms: firstAt instanceof Date ? firstAt.getTime() : firstAt,
    seenMs: days.seenOn === null ? undefined : local.at(dayNumber(days.seenOn), 0) + MINUTE_ms,
    zone,
    calendar,
  });
  const lastMs = found.tooLateFromMs - 1;
  // The midnight that ends a day belongs to that day.
  const lastDay = found.lastDate ?? formatDate(local.localDay(lastMs - 1));
  const endsWithDay = lastMs >= local.at(dayNumber(lastDay) + 1, 0) - 1;
  const today = formatDate(local.localDay(now.getTime()));
  return {
    lastDay,
    until: endsWithDay ? null : new Date(lastMs),
    state: found.state,
    daysLeft: daysBetween(today, lastDay),
    daysOver: found.state === 'broken' ? daysBetween(lastDay, days.seenOn ?? today) : 0,
    ...countedBy(question, startMs),
    offerKeeps: days.offeredOn === null ? null : days.offeredOn <= lastDay,
    placeKeeps: found.placeKeeps,
  };
}

function countedBy({ norm, zone, calendar }: ClockQuestion, start: number) {
  if (norm.unit !== 'working-days') return { off: [], worked: [], calendarVersion: null };
  const term = { amount: norm.limit, unit: 'working-days' } as const;
  const { skipped, extraWorking, calendarVersion } = deadline({ zone, calendar, start, term });
  const off = skipped.map((date): DayOff => {
    const name = holidayName(calendar, date);
    return { date, nameRu: name?.ru ?? null, nameEn: name?.en ?? null };
  });
  return { off, worked: extraWorking, calendarVersion };
}

/**
 * The first day on which a term is near: so many working days before its last one, for short terms half of them at
 * most; null for terms in hours, of which no letter could warn in time.
 */
export function nearDay(
  norm: Norm,
  lastDay: string,
  warnWorkingDays: number,
  calendar: Calendar,
): string | null {
  const lead = Math.min(warnWorkingDays, Math.floor(norm.limit / 2));
  if (isInHours(norm) || lead === 0) return null;
  let day = dayNumber(lastDay);
  for (let left = lead; left > 0;) {
    day -= 1;
    if (isWorkingDay(calendar, formatDate(day))) left -= 1;
  }
  return formatDate(day);
}
