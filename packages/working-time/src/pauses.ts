import { refuse } from './errors.ts';
import type { Instant } from './instants.ts';
import { toMs } from './instants.ts';
import type { Zone } from './zones.ts';

/** A time that does not count, `[from, to)`; `to: null` is still open. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** A pause in milliseconds; an open one ends at Infinity. */
export type Span = readonly [fromMs: number, toMs: number];

/**
 * The union of pauses, in order, overlaps and touching ones merged, empty ones dropped.
 * @throws WorkingTimeError `pause-invalid`: one that ends before it begins; `instant-invalid`.
 */
export function mergePauses(pauses: readonly Pause[] = []): readonly Span[] {
  if (!Array.isArray(pauses)) throw refuse('pause-invalid', 'pauses are not a list');
  const spans = pauses.map((pause: Pause): Span => {
    if (typeof pause !== 'object' || pause === null) throw refuse('pause-invalid', 'not a pause');
    const from = toMs(pause.from, 'the beginning of a pause');
    const to = pause.to === null ? Number.POSITIVE_INFINITY : toMs(pause.to, 'the end of a pause');
    if (to < from) throw refuse('pause-invalid', 'a pause ends before it begins');
    return [from, to];
  });
  return merge(spans.filter(([from, to]) => to > from));
}

function merge(spans: Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && span[0] <= last[1])
      merged[merged.length - 1] = [last[0], Math.max(last[1], span[1])];
    else merged.push(span);
  }
  return merged;
}

/** What remains of `[fromMs, toMs)` when the pauses are taken out, in order. */
export function* unpaused(pauses: readonly Span[], fromMs: number, toMs: number): Generator<Span> {
  let cursor = fromMs;
  for (const [from, to] of pauses) {
    if (to <= cursor) continue;
    if (from >= toMs) break;
    if (from > cursor) yield [cursor, from];
    cursor = to;
  }
  if (cursor < toMs) yield [cursor, toMs];
}

/** Days that pauses take out of a day term, as ranges of day numbers, both ends included. */
export type DayRange = readonly [from: number, to: number];

/** Dates after the local date on which a pause began, up to the one on which it ended. */
export function pausedDays(pauses: readonly Span[], zone: Zone, registration: number): DayRange[] {
  const ranges: DayRange[] = [];
  for (const [fromMs, toMs] of pauses) {
    const last = toMs === Number.POSITIVE_INFINITY ? toMs : zone.localDay(toMs);
    const first =
      Math.max(zone.localDay(fromMs), registration, ranges.at(-1)?.[1] ?? registration) + 1;
    if (first <= last) ranges.push([first, last]);
  }
  return ranges;
}

/** Whether some pause holds at an instant. */
export function isPaused(pauses: readonly Span[], ms: number): boolean {
  return pauses.some(([from, to]) => from <= ms && ms < to);
}
