import { DAY_MS, FIRST_DAY, QUESTION_END_DAY, parseDate } from './dates.ts';
import { refuse } from './errors.ts';

/**
 * A point in time as it may be given: milliseconds since 1970-01-01T00:00Z, a `Date`, or ISO 8601
 * text with an offset (`2026-06-10T20:30:00+03:00`, `…Z`). Answers are always milliseconds.
 */
export type Instant = number | Date | string;

const ISO =
  /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * Milliseconds of an instant. Text finer than a millisecond is refused, because nothing is rounded.
 * @throws WorkingTimeError `instant-invalid`: not a time, no offset, or outside 1900 to 2199.
 */
export function toMs(instant: Instant, what: string): number {
  const ms = typeof instant === 'string' ? parseIso(instant) : Number(instant);
  const known =
    typeof instant === 'string' || typeof instant === 'number' || instant instanceof Date;
  if (
    !known ||
    !Number.isInteger(ms) ||
    ms < FIRST_DAY * DAY_MS ||
    ms >= QUESTION_END_DAY * DAY_MS
  ) {
    throw refuse('instant-invalid', `${what} is not an instant with an offset`);
  }
  return ms;
}

function parseIso(text: string): number {
  const parts = ISO.exec(text);
  if (!parts) return Number.NaN;
  const [
    ,
    date,
    hour = '',
    minute = '',
    second = '0',
    fraction = '',
    sign,
    offsetHour = '0',
    offsetMinute = '0',
  ] = parts;
  const day = parseDate(date);
  const clock = [hour, minute, second, offsetHour, offsetMinute].map(Number);
  const [h = 0, m = 0, s = 0, oh = 0, om = 0] = clock;
  const beyond = h > 23 || m > 59 || s > 59 || oh > 23 || om > 59;
  if (day === null || beyond || /[1-9]/.test(fraction.slice(3))) return Number.NaN;
  const local =
    day * DAY_MS + ((h * 60 + m) * 60 + s) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const offset_ms = (oh * 60 + om) * 60_000;
  return sign === '-' ? local + offset_ms : local - offset_ms;
}
