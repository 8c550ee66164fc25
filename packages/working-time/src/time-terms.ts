import type { Span } from './spans.ts';
import { unpaused } from './spans.ts';
import type { WorkingHours } from './walk.ts';
import { backwards, forwards } from './walk.ts';

/** `deadlineMs` is null while an open pause holds it back; `remainingMs` is then what is left. */
export interface Added {
  readonly deadlineMs: number | null;
  readonly remainingMs: number;
}

/**
 * The instant at which an amount of working time is used up, pauses taken out. An interval that is
 * filled exactly gives its own end, not the next opening.
 * @throws WorkingTimeError `calendar-year-missing`, `no-working-time`, `term-invalid`.
 */
export function addTime(
  hours: WorkingHours,
  startMs: number,
  amountMs: number,
  pauses: readonly Span[],
): Added {
  if (amountMs === 0) return firstOpening(hours, startMs, pauses);
  let remainingMs = amountMs;
  for (const [from, to] of unpaused(pauses, startMs, Number.POSITIVE_INFINITY)) {
    for (const [open, close] of forwards(hours, from, to)) {
      if (close - open >= remainingMs) return { deadlineMs: open + remainingMs, remainingMs: 0 };
      remainingMs -= close - open;
    }
  }
  return { deadlineMs: null, remainingMs };
}

/** Amount 0: the start itself inside working time, otherwise the next opening that no pause holds back. */
function firstOpening(hours: WorkingHours, startMs: number, pauses: readonly Span[]): Added {
  let fromMs = startMs;
  for (;;) {
    const open = openingAt(hours, fromMs);
    // A pause that begins at the deadline, or (counted from the start) at the start, changes nothing.
    const holding = pauses.find(([from, to]) => Math.max(from, startMs) < open && open < to);
    if (!holding) return { deadlineMs: open, remainingMs: 0 };
    if (holding[1] === Number.POSITIVE_INFINITY) return { deadlineMs: null, remainingMs: 0 };
    fromMs = holding[1];
  }
}

/** The instant itself when it is working time, otherwise the next opening. */
function openingAt(hours: WorkingHours, fromMs: number): number {
  for (const [open] of forwards(hours, fromMs, Number.POSITIVE_INFINITY)) return open;
  return fromMs;
}

/**
 * Working milliseconds of `[fromMs, toMs)`, pauses taken out; 0 when it ends before it begins.
 * @throws WorkingTimeError `calendar-year-missing`.
 */
export function timeBetween(
  hours: WorkingHours,
  fromMs: number,
  toMs: number,
  pauses: readonly Span[],
): number {
  let total_ms = 0;
  for (const [from, to] of unpaused(pauses, fromMs, toMs)) {
    for (const [open, close] of forwards(hours, from, to)) total_ms += close - open;
  }
  return total_ms;
}

/**
 * The instant that lies an amount of working time before another one, always inside working time: on an
 * opening it is that opening, not the evening before. Amount 0 is read as in `addTime`.
 * @throws WorkingTimeError `calendar-year-missing`, `no-working-time`, `term-invalid`.
 */
export function subtractTime(hours: WorkingHours, deadlineMs: number, amountMs: number): number {
  if (amountMs === 0) return openingAt(hours, deadlineMs);
  let remainingMs = amountMs;
  for (const [open, close] of backwards(hours, deadlineMs)) {
    if (close - open >= remainingMs) return close - remainingMs;
    remainingMs -= close - open;
  }
  return deadlineMs;
}
