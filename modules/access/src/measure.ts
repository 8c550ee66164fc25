import { firstOf, rulesOf, takenSlots, type Slot } from '@otklik/waits';
import { DAY_ms, HORIZON_days } from './model.ts';

/** The wait of one group at an instant, and when time alone changes it. Instants in milliseconds. */
export interface Measured {
  readonly k1: number | null;
  readonly k3: number | null;
  readonly places_7d: number;
  readonly places_30d: number;
  readonly busy_30d: number;
  readonly next: number | null;
}

/** Whose slots: kind and mode are the group's own, so that each series is measured by itself. */
export interface Series {
  readonly zone: string;
  readonly kind: string;
  readonly mode: string;
  /** Local dates on which the clinic is closed. */
  readonly closed: readonly string[];
}

/** First and third place among a group's slots by the published rules. */
export function measure(slots: readonly Slot[], series: Series, now: number): Measured {
  const rules = rulesOf({ ...series, horizonDays: HORIZON_days });
  const taken = takenSlots(slots, rules, now);
  const { k1, k3 } = firstOf(taken);
  const until = (days: number): number =>
    firstOf(taken.filter(({ startMs }) => startMs < now + days * DAY_ms)).places;
  return {
    k1: k1?.startMs ?? null,
    k3: k3?.startMs ?? null,
    places_7d: until(7),
    places_30d: until(30),
    busy_30d: slots.filter(
      ({ status, startMs }) => status === 'busy' && startMs >= now && startMs < now + 30 * DAY_ms,
    ).length,
    next: nextChange(slots, k1, now),
  };
}

/** The first place passes, a place is released, one comes within the horizon: whichever is first. */
function nextChange(slots: readonly Slot[], k1: Slot | null, now: number): number | null {
  const horizon = HORIZON_days * DAY_ms;
  let next = k1 ? k1.startMs + 1 : Infinity;
  for (const { status, bookableFromMs, startMs } of slots) {
    if (status !== 'free') continue;
    if (bookableFromMs !== undefined && bookableFromMs > now) next = Math.min(next, bookableFromMs);
    if (startMs >= now + horizon) next = Math.min(next, startMs - horizon + 1);
  }
  return next === Infinity ? null : next;
}
