import { LAST_DAY } from './dates.ts';
import { refuse } from './errors.ts';
import type { Span } from './spans.ts';
import { mergeSpans } from './spans.ts';
import type { ParsedSchedule } from './schedule.ts';
import { hoursOn } from './schedule.ts';
import type { DayRules } from './working-days.ts';
import { MAX_CLOSED_DAYS } from './working-days.ts';
import type { Zone } from './zones.ts';

/** Everything that decides which instants are working time. */
export interface WorkingHours {
  readonly zone: Zone;
  readonly schedule: ParsedSchedule;
  readonly rules: DayRules;
}

/** Working spans of a date, in order; a change of the offset may empty one or lay two over each other. */
function spansOn({ zone, schedule, rules }: WorkingHours, day: number): readonly Span[] {
  const spans = hoursOn(schedule, rules, day).map(([open, close]): Span => [
    zone.at(day, open),
    zone.at(day, close),
  ]);
  return mergeSpans(spans.filter(([from, to]) => from < to));
}

/** Counts closed dates in a row and refuses when nobody works any more. */
function closedRun(): (open: boolean) => void {
  let closed = 0;
  return (open) => {
    closed = open ? 0 : closed + 1;
    if (closed >= MAX_CLOSED_DAYS) throw refuse('no-working-time', 'closed for two years in a row');
  };
}

/**
 * Working spans inside `[fromMs, toMs)`, forwards. Dates are asked one by one, so that a caller who
 * stops early never needs the table of a later year. A span is never yielded twice, even where a
 * change of the zone's offset lays the hours of two dates over each other.
 * @throws WorkingTimeError `calendar-year-missing`; with an endless `toMs` also `no-working-time` and
 *   `term-invalid` (nothing is looked for beyond 2400).
 */
export function* forwards(hours: WorkingHours, fromMs: number, toMs: number): Generator<Span> {
  const endless = toMs === Number.POSITIVE_INFINITY;
  const seen = closedRun();
  let cursor = fromMs;
  const first = hours.zone.localDay(fromMs);
  for (let day = first; hours.zone.at(day, 0) < toMs; day += 1) {
    if (day >= LAST_DAY) throw refuse('term-invalid', 'the term leads beyond the year 2400');
    const spans = spansOn(hours, day);
    for (const [from, to] of spans) {
      const [start, end] = [Math.max(from, cursor), Math.min(to, toMs)];
      if (start >= end) continue;
      yield [start, end];
      cursor = end;
    }
    if (endless) seen(spans.length > 0);
  }
}

/**
 * Working spans before `toMs`, backwards from it.
 * @throws WorkingTimeError `calendar-year-missing`, `no-working-time`, `term-invalid`.
 */
export function* backwards(hours: WorkingHours, toMs: number): Generator<Span> {
  const seen = closedRun();
  let cursor = toMs;
  let last = hours.zone.localDay(toMs);
  // Where a midnight occurs twice, the next date may have begun already; at midnight itself, this one has not.
  if (hours.zone.at(last + 1, 0) < toMs) last += 1;
  if (hours.zone.at(last, 0) >= toMs) last -= 1;
  for (let day = last; ; day -= 1) {
    if (day <= -LAST_DAY) throw refuse('term-invalid', 'the term leads too far back');
    const spans = spansOn(hours, day);
    for (const [from, to] of spans.toReversed()) {
      const end = Math.min(to, cursor);
      if (from >= end) continue;
      yield [from, end];
      cursor = from;
    }
    seen(spans.length > 0);
  }
}
