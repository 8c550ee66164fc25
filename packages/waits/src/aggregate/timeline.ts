import { DAY_MS } from '@otklik/working-time';
import { refuse } from '../errors.ts';
import { share } from '../days.ts';

/** From `atMs` on the first place began at `k1Ms`; null = no place; 'unknown' = the source was silent. */
export interface K1Change {
  readonly atMs: number;
  readonly k1Ms: number | null | 'unknown';
}

/** A stretch of time with one first place. */
export interface Segment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly k1Ms: number | null | 'unknown';
}

/**
 * Cuts a window [from, to) at its change points; before the first one nothing is known.
 * @throws WaitsError `argument-invalid`: the window ends before it begins.
 */
export function segments(changes: readonly K1Change[], fromMs: number, toMs: number): Segment[] {
  if (!(toMs >= fromMs)) throw refuse('argument-invalid', 'a window ends after it begins');
  const ordered = changes.toSorted((a, b) => a.atMs - b.atMs);
  const start: K1Change = { atMs: -Infinity, k1Ms: 'unknown' };
  return [start, ...ordered]
    .map((change, i) => ({
      fromMs: Math.max(fromMs, change.atMs),
      toMs: Math.min(toMs, ordered[i]?.atMs ?? toMs),
      k1Ms: change.k1Ms,
    }))
    .filter((segment) => segment.toMs > segment.fromMs);
}

export interface NormTime {
  readonly metMs: number;
  readonly knownMs: number;
  /** Of the whole window; null for an empty one. */
  readonly share: number | null;
  /** Of the time that is known: what is shown, beside coverage. */
  readonly shareOfKnown: number | null;
}

/**
 * Time in which the first place lay within a norm of so many hours: inside a segment from k1 − norm on.
 * @throws WaitsError `argument-invalid`.
 */
export function normTime(
  changes: readonly K1Change[],
  fromMs: number,
  toMs: number,
  normMs = DAY_MS,
): NormTime {
  let [metMs, knownMs] = [0, 0];
  for (const segment of segments(changes, fromMs, toMs)) {
    if (segment.k1Ms === 'unknown') continue;
    knownMs += segment.toMs - segment.fromMs;
    if (segment.k1Ms === null) continue;
    metMs += Math.max(0, segment.toMs - Math.max(segment.fromMs, segment.k1Ms - normMs));
  }
  return {
    metMs,
    knownMs,
    share: share(metMs, toMs - fromMs),
    shareOfKnown: share(metMs, knownMs),
  };
}

export interface WaitSummary {
  /** Time-weighted, in hours; null = no place for at least half of the known time (median), or ever (others). */
  readonly medianHours: number | null;
  readonly minHours: number | null;
  /** Null also when there was a time without any place. */
  readonly maxHours: number | null;
  readonly knownMs: number;
}

/**
 * The wait over a day as it truly was: inside a segment it falls by an hour an hour, so its share below x
 * is known exactly and the median is found by halving.
 * @throws WaitsError `argument-invalid`.
 */
export function waitSummary(
  changes: readonly K1Change[],
  fromMs: number,
  toMs: number,
): WaitSummary {
  const known = segments(changes, fromMs, toMs).filter(({ k1Ms }) => k1Ms !== 'unknown');
  const knownMs = known.reduce((total, segment) => total + segment.toMs - segment.fromMs, 0);
  const spans = known.flatMap(({ fromMs: from, toMs: to, k1Ms }) =>
    typeof k1Ms === 'number' ? [{ low: k1Ms - to, high: k1Ms - from }] : [],
  );
  if (spans.length === 0) return { medianHours: null, minHours: null, maxHours: null, knownMs };
  const low = Math.min(...spans.map((span) => span.low));
  const high = Math.max(...spans.map((span) => span.high));
  const below = (wait: number): number =>
    spans.reduce(
      (total, span) => total + Math.min(span.high - span.low, Math.max(0, wait - span.low)),
      0,
    );
  const none = known.some(({ k1Ms }) => k1Ms === null);
  return {
    medianHours:
      below(high) * 2 < knownMs ? null : hours(firstReaching(below, knownMs / 2, low, high)),
    minHours: hours(low),
    maxHours: none ? null : hours(high),
    knownMs,
  };
}

const hours = (ms: number): number => ms / 3_600_000;

/** Smallest whole millisecond at which a rising function reaches a value. */
function firstReaching(f: (ms: number) => number, value: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (f(middle) >= value) high = middle;
    else low = middle;
  }
  return f(low) >= value ? low : high;
}
