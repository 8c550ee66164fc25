// Inside the library a date is a day number: whole days since 1970-01-01, without any zone.

export const DAY_MS = 86_400_000;

/** 1900-01-01: questions before it are refused. */
export const FIRST_DAY = -25_567;
/** 2200-01-01: questions from it on are refused. */
export const QUESTION_END_DAY = 84_006;
/** 2400-01-01: no answer lies on it or later, which bounds every walk. */
export const LAST_DAY = 157_054;

/** Weekday of a day number: 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: number): number {
  // Day 0 was a Thursday; the double remainder keeps days before 1970 positive.
  return (((day + 3) % 7) + 7) % 7;
}

const FIRST_YEAR = 1900;
const DAYS_A_YEAR = 365.2425;
/** Day number of each 1 January from 1900 to 2401: years are asked for by the hundred thousand. */
const YEAR_STARTS = Array.from({ length: 502 }, (_, n) => Date.UTC(FIRST_YEAR + n, 0, 1) / DAY_MS);

/** Day number of 1 January of a year from 1900 to 2401. */
export const yearStart = (year: number): number => YEAR_STARTS[year - FIRST_YEAR]!;

/** Year of the civil calendar in which a day number from 1900 to 2400 lies. */
export function yearOf(day: number): number {
  // The mean length of a year may miss by one at either end of a year.
  const guess = Math.floor((day - FIRST_DAY) / DAYS_A_YEAR);
  if (day < YEAR_STARTS[guess]!) return FIRST_YEAR + guess - 1;
  return day < YEAR_STARTS[guess + 1]! ? FIRST_YEAR + guess : FIRST_YEAR + guess + 1;
}

/** Day number of a civil date, or null when there is no such date (30 February). */
export function dayNumber(year: number, month: number, date: number): number | null {
  if (month < 1 || month > 12 || date < 1 || date > 31) return null;
  const ms = Date.UTC(year, month - 1, date);
  return new Date(ms).getUTCDate() === date ? ms / DAY_MS : null;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Day number of `YYYY-MM-DD`, or null when the text is not a date of 1900 to 2199. */
export function parseDate(text: unknown): number | null {
  const parts = typeof text === 'string' ? DATE.exec(text) : null;
  if (!parts) return null;
  const year = Number(parts[1]);
  // Years below 100 would be read as 19xx by Date.UTC.
  if (year < 1900 || year >= 2200) return null;
  return dayNumber(year, Number(parts[2]), Number(parts[3]));
}

/** `YYYY-MM-DD` of a day number. */
export function formatDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
