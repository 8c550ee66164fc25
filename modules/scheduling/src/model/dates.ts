import { instantIn } from '@otklik/registry';

const DAY_ms = 86_400_000;
const PATTERN =
  /^(eq|ne|gt|lt|ge|le|sa|eb)?(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb';

/** A date of a search: how it compares, and the moments it covers, half-open. */
export interface SearchDate {
  readonly prefix: Prefix;
  readonly first_ms: number;
  readonly next_ms: number;
}

/**
 * A FHIR date with its comparator. A time without an offset, and a day, month or year, is that of the zone.
 * A plus sign that came as a space, because nobody encoded it, is taken for what it was.
 * @returns null for what is no date: 30 February, a month 13, an hour 25
 */
export function readDate(text: string, zone: string): SearchDate | null {
  const found = PATTERN.exec(text.replace(/ (?=\d{2}:\d{2}$)/, '+'));
  if (!found) return null;
  const [, prefix = 'eq', year = '', month, day, hour, minute, second, fraction, offset] = found;
  const date = `${year}-${month ?? '01'}-${day ?? '01'}`;
  if (!isDate(date) || Number(year) < 1900) return null;
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null;
  const at = (local: string): number => instantIn(zone, local).getTime();
  const interval = (first_ms: number, next_ms: number): SearchDate => ({
    prefix: prefix as Prefix,
    first_ms,
    next_ms,
  });
  if (hour === undefined) {
    const next = new Date(`${date}T00:00:00Z`);
    if (day !== undefined) next.setUTCDate(next.getUTCDate() + 1);
    else if (month !== undefined) next.setUTCMonth(next.getUTCMonth() + 1);
    else next.setUTCFullYear(next.getUTCFullYear() + 1);
    return interval(at(`${date}T00:00`), at(`${next.toISOString().slice(0, 10)}T00:00`));
  }
  const minute_ms =
    offset === undefined
      ? at(`${date}T${hour}:${minute}`)
      : Date.parse(`${date}T${hour}:${minute}:00${offset}`);
  if (Number.isNaN(minute_ms)) return null;
  const first_ms =
    minute_ms + Number(second ?? 0) * 1000 + Math.floor(Number(`0.${fraction ?? 0}`) * 1000);
  const width_ms = second === undefined ? 60_000 : fraction === undefined ? 1000 : 1;
  return interval(first_ms, first_ms + width_ms);
}

function isDate(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

export interface Span {
  from?: string;
  before?: string;
  outside: [string, string][];
}

/** All of these at once, as one span: half-open, from the latest beginning to the earliest end. */
export function spanOf(dates: readonly SearchDate[]): Span {
  let from = -Infinity;
  let before = Infinity;
  const outside: [string, string][] = [];
  const text = (ms: number): string => new Date(ms).toISOString();
  for (const { prefix, first_ms, next_ms } of dates) {
    if (prefix === 'ne') outside.push([text(first_ms), text(next_ms)]);
    if (prefix === 'eq' || prefix === 'ge') from = Math.max(from, first_ms);
    if (prefix === 'gt' || prefix === 'sa') from = Math.max(from, next_ms);
    if (prefix === 'eq' || prefix === 'le') before = Math.min(before, next_ms);
    if (prefix === 'lt' || prefix === 'eb') before = Math.min(before, first_ms);
  }
  return {
    ...(from > -Infinity ? { from: text(from) } : {}),
    ...(before < Infinity ? { before: text(before) } : {}),
    outside,
  };
}

export const FORTNIGHT_ms = 14 * DAY_ms;
