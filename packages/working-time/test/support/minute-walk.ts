import type { Schedule, Weekday } from '../../src/index.ts';
import { calendarJson } from './golden.ts';

// A second way to find working time, as slow and as plain as possible: each minute is asked for its local
// time, and the raw lists of the calendar file for its day. Shares no code with the library.

interface Year {
  holidays: { date: string }[];
  weekdays_off: string[];
  working_weekends: { date: string; hours_as: string }[];
  shortened: { date: string }[];
}

const years = Object.values((calendarJson() as { years: Record<string, Year> }).years);
const off = new Set(years.flatMap((year) => year.weekdays_off));
const holidays = new Set(years.flatMap((year) => year.holidays.map((row) => row.date)));
const worked = new Map(
  years.flatMap((year) => year.working_weekends.map((row) => [row.date, row.hours_as] as const)),
);
const short = new Set(years.flatMap((year) => year.shortened.map((row) => row.date)));

function weekday(date: string): Weekday {
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  return names[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun';
}

/** Minutes of a local date that are worked, as a list of every single one of them. */
function workedMinutes(schedule: Schedule, date: string): Set<number> {
  const full = schedule.calendar === 'full';
  const closed = schedule.calendar !== 'none' && (holidays.has(date) || (full && off.has(date)));
  const like = full ? (worked.get(date) ?? date) : date;
  const minutes: number[] = [];
  for (const interval of closed ? [] : (schedule.week[weekday(like)] ?? [])) {
    const [open = 0, close = 0] = interval.map(
      (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)),
    );
    for (let minute = open; minute < close; minute += 1) minutes.push(minute);
  }
  return new Set(full && short.has(date) ? minutes.slice(0, -60) : minutes);
}

/** Working seconds of `[fromMs, toMs)`, both on whole minutes. */
export function walkedSeconds(
  zone: string,
  schedule: Schedule,
  fromMs: number,
  toMs: number,
): number {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const kept = new Map<string, Set<number>>();
  let seconds = 0;
  for (let ms = fromMs; ms < toMs; ms += 60_000) {
    const [date = '', time = ''] = clock.format(ms).split(' ');
    const minutes = kept.get(date) ?? workedMinutes(schedule, date);
    kept.set(date, minutes);
    if (minutes.has(Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))) seconds += 60;
  }
  return seconds;
}
