import { dayIn, instantIn } from '@otklik/registry';

export const FREQUENCIES = ['at-once', 'daily', 'weekly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** Digests leave from this time of the region's day on. */
const LETTER_TIME = '09:00';
/** Between these hours of the region's day no digest leaves. */
const NIGHT_FROM_h = 21;
const NIGHT_TO_h = 8;
const MONDAY = 1;
const DAY_ms = 86_400_000;
/**
 * What happened later than this before now is left for the next time: the moment of an act is the beginning
 * of its transaction, and one that is not committed yet is not seen. A request may run 30 s.
 */
export const SETTLE_ms = 60_000;
/** Letters `at once` of one subscription keep this distance, whatever happens. */
export const AT_ONCE_PAUSE_ms = 30 * 60_000;
/** Nobody is told of what is older, even when the post stood still for long. */
export const SPAN_MAX_ms = 31 * DAY_ms;

/** Whether the region sleeps. */
export function isNight(zone: string, at: Date): boolean {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(
      at,
    ),
  );
  return hour >= NIGHT_FROM_h || hour < NIGHT_TO_h;
}

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_ms).toISOString().slice(0, 10);

/** When a subscription is looked at next: the next morning, the next Monday morning; null for `at once`. */
export function nextIssue(frequency: Frequency, after: Date, zone: string): Date | null {
  if (frequency === 'at-once') return null;
  const today = dayIn(zone, after);
  for (let days = 0; ; days += 1) {
    const day = dayAfter(today, days);
    if (frequency === 'weekly' && weekday(day) !== MONDAY) continue;
    const at = instantIn(zone, `${day}T${LETTER_TIME}`);
    if (at > after) return at;
  }
}

/** The name of the period a letter is for: a subscription gets one letter a period, whatever happens to us. */
export function periodOf(frequency: Frequency, now: Date, zone: string): string {
  if (frequency === 'at-once') return `at-once:${now.toISOString()}`;
  const today = dayIn(zone, now);
  if (frequency === 'daily') return `daily:${today}`;
  return `weekly:${dayAfter(today, -((weekday(today) + 6) % 7))}`;
}
