import { DAY_MS } from './dates.ts';
import { refuse } from './errors.ts';

/** A time zone of the IANA database, with its whole history, as this runtime's Intl knows it. */
export interface Zone {
  readonly name: string;
  /** Day number of the local date at an instant. */
  localDay(ms: number): number;
  /**
   * Instant of a local time, given as a day number and minutes after its midnight. A time that does
   * not exist is read with the offset before the change; one that occurs twice is the first.
   */
  at(day: number, minutes: number): number;
}

/** A UTC day in which the offset changes: `before` holds until `at`, `after` from it on. */
interface Change {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

// A year has 366 entries; the bound only stops questions about centuries from filling the memory.
const MAX_CACHED_DAYS = 40_000;
const MAX_CACHED_ZONES = 1_000;
const zones = new Map<string, Zone>();

/**
 * The zone of an IANA name; made once a process, since its formatter and offsets are worth keeping.
 * @throws WorkingTimeError `zone-unknown`, also for plain offsets such as `+03:00`: they have no history.
 */
export function zoneOf(name: string): Zone {
  const kept = zones.get(name);
  if (kept) return kept;
  const zone = openZone(name);
  if (zones.size >= MAX_CACHED_ZONES) zones.clear();
  zones.set(name, zone);
  return zone;
}

function openZone(name: string): Zone {
  const read = offsetReader(name);
  const days = new Map<number, number | Change>();

  const dayEntry = (day: number): number | Change => {
    const kept = days.get(day);
    if (kept !== undefined) return kept;
    const [start, end] = [day * DAY_MS, (day + 1) * DAY_MS];
    const [before, after] = [read(start), read(end)];
    const entry = before === after ? before : { at: findChange(read, start, end), before, after };
    if (days.size >= MAX_CACHED_DAYS) days.clear();
    days.set(day, entry);
    return entry;
  };

  const offsetAt = (ms: number): number => {
    const entry = dayEntry(Math.floor(ms / DAY_MS));
    if (typeof entry === 'number') return entry;
    return ms < entry.at ? entry.before : entry.after;
  };

  return {
    name,
    localDay: (ms) => Math.floor((ms + offsetAt(ms)) / DAY_MS),
    at(day, minutes) {
      const local = day * DAY_MS + minutes * 60_000;
      // No offset reaches 24 hours, so these two lie safely on either side of the local time.
      const before = offsetAt(local - DAY_MS);
      const after = offsetAt(local + DAY_MS);
      if (before === after || offsetAt(local - before) === before) return local - before;
      return offsetAt(local - after) === after ? local - after : local - before;
    },
  };
}

/** First millisecond of (start, end] that has another offset than `start`. */
function findChange(read: (ms: number) => number, start: number, end: number): number {
  const before = read(start);
  let [low, high] = [start, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (read(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** Reads the offset (milliseconds east of UTC) from Intl, never from the process's own zone. */
function offsetReader(name: string): (ms: number) => number {
  // An absent zone would silently mean the process's own one.
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name))
    throw refuse('zone-unknown', 'no IANA name');
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    throw refuse('zone-unknown', `no zone ${name}`);
  }
  return (ms) => {
    const whole = Math.floor(ms / 1000) * 1000;
    // 'MM/DD/YYYY, hh:mm:ss'
    const text = format.format(whole);
    const part = (from: number, to: number): number => Number(text.slice(from, to));
    const wall = Date.UTC(
      part(6, 10),
      part(0, 2) - 1,
      part(3, 5),
      part(12, 14),
      part(15, 17),
      part(18, 20),
    );
    return wall - whole;
  };
}
