import { isWorkingDay, zoneOf, type Calendar } from '@otklik/working-time';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;

/** When people of a kind are at it: hours of the clinic's local day, on working days or on all. */
export interface Hours {
  readonly from: number;
  readonly to: number;
  readonly workingDaysOnly: boolean;
}

export const MODERATORS: Hours = { from: 8, to: 22, workingDaysOnly: false };
export const OFFICE: Hours = { from: 9, to: 18, workingDaysOnly: true };
export const AUTHORS: Hours = { from: 7, to: 24, workingDaysOnly: false };

export interface LocalCalendar {
  readonly calendar: Calendar;
  readonly zone: string;
}

const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

const works = ({ calendar }: LocalCalendar, hours: Hours, day: number): boolean => {
  if (!hours.workingDaysOnly) return true;
  const year = Number(dateOf(day).slice(0, 4));
  // Without a table only the weekend is known; day 0 was a Thursday.
  if (!calendar.years.has(year)) return (day + 3) % 7 < 5;
  return isWorkingDay(calendar, dateOf(day));
};

/** The local day number of an instant and the minutes since its midnight. */
export function localMinute(zone: string, ms: number): { day: number; minute: number } {
  const { localDay, at } = zoneOf(zone);
  const day = localDay(ms);
  return { day, minute: Math.floor((ms - at(day, 0)) / 60_000) };
}

/** The nearest instant at or after `ms` within the hours; a shift's first hours when it has to wait. */
export function placeAfter(place: LocalCalendar, hours: Hours, ms: number, random: Random): number {
  const { day, minute } = localMinute(place.zone, ms);
  const inside = minute >= hours.from * 60 && minute < hours.to * 60;
  if (inside && works(place, hours, day)) return ms;
  let next = minute < hours.from * 60 ? day : day + 1;
  while (!works(place, hours, next)) next += 1;
  return at(place, next, hours.from * 60 + random.whole(1, 110), random);
}

/** An instant before `ms`, in the last hours of the shift before it; as good as one can hurry. */
export function placeBefore(
  place: LocalCalendar,
  hours: Hours,
  ms: number,
  random: Random,
): number {
  let { day } = localMinute(place.zone, ms);
  while (!works(place, hours, day)) day -= 1;
  const placed = at(place, day, hours.to * 60 - random.whole(5, 150), random);
  return placed <= ms ? placed : ms - random.whole(60, 7200) * 1000;
}

const at = (place: LocalCalendar, day: number, minute: number, random: Random): number =>
  zoneOf(place.zone).at(day, minute) + random.whole(0, 59_999);
