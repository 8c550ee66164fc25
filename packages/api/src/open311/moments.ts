import { refuse } from './refusal.ts';
import type { Parameters } from './parameters.ts';

// W3C date and time with its zone; a plus that was not escaped has become a space.
const W3C =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+ -](?:0\d|1[0-4]):[0-5]\d)$/;
export const DAY_MS = 86_400_000;
const SPAN_MAX_MS = 90 * DAY_MS;

/** The instant of a W3C time with a zone; null for anything else and for days that no month has. */
export function instantOf(text: string): Date | null {
  const parts = W3C.exec(text);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1, 4).map(Number) as [number, number, number];
  const real = new Date(Date.UTC(year, month - 1, day));
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null;
  return new Date(text.replace(' ', '+'));
}

function momentIn(given: Parameters, name: string): Date | undefined {
  const text = given.one(name);
  if (text === undefined) return undefined;
  const at = instantOf(text);
  if (!at) throw refuse(400, 'time', { field: name });
  return at;
}

/**
 * The span that is asked for: the last 90 days; from a start 90 days on, at most to now; from an end 90
 * days back. Bounds count.
 * @throws Refusal 400 for a span over 90 days, an end before its start, a time without zone
 */
export function spanOf(given: Parameters, now: Date): { from: Date; to: Date } {
  const start = momentIn(given, 'start_date');
  const end = momentIn(given, 'end_date');
  if (start && end) {
    if (end < start) throw refuse(400, 'order');
    if (end.getTime() - start.getTime() > SPAN_MAX_MS) throw refuse(400, 'span');
    return { from: start, to: end };
  }
  if (start) {
    const to = Math.min(start.getTime() + SPAN_MAX_MS, now.getTime());
    return { from: start, to: new Date(Math.max(to, start.getTime())) };
  }
  const to = end ?? now;
  return { from: new Date(to.getTime() - SPAN_MAX_MS), to };
}
