import { refuse } from './errors.ts';
import type { Instant } from './instants.ts';
import { toMs } from './instants.ts';
import type { Span } from './spans.ts';
import { mergeSpans } from './spans.ts';
import type { Zone } from './zones.ts';

/** A time that does not count, `[from, to)`; `to: null` is still open. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
}

/**
 * The union of pauses in milliseconds, in order (an open one ends at Infinity), overlaps and touching ones merged, empty ones dropped.
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
  return mergeSpans(spans.filter(([from, to]) => to > from));
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
