import type { Admission } from '@otklik/attachment';
import { compareDays, frontier, type MaybeDays } from '@otklik/waits';
import { waitOfLine, type WaitLine } from './view.ts';

/** By what a patient orders clinics: one of the three, or all of them together. */
export const ORDERS = ['wait', 'distance', 'rating', 'together'] as const;
export type Order = (typeof ORDERS)[number];

export interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** A line with what else a choice stands on. */
export interface ChoiceLine extends WaitLine {
  /** Metres as the crow flies from the place asked for; null where one of both is not known. */
  readonly distance_m: number | null;
  /** An estimate by public transport or on foot. */
  readonly minutes: number | null;
  /** What visitors said, 0 to 100, with how many they were; null: too few answers. */
  readonly rating: { readonly value: number; readonly n: number } | null;
  /** Whether it is open to the asker. */
  readonly admission: Admission;
  /** No other clinic is both nearer and sooner; null where one of both is not known. */
  readonly isBest: boolean | null;
}

const EARTH_RADIUS_m = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres on the sphere (haversine). */
export function metresBetween(a: Point, b: Point): number {
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const h =
    half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lng, b.lng);
  return 2 * EARTH_RADIUS_m * Math.asin(Math.min(1, Math.sqrt(h)));
}

// Assumptions of ours, said on the page: ways are longer than the crow's flight, a ride needs a walk and a wait first.
const DETOUR = 1.3;
const WALK_km_h = 4.5;
const RIDE_km_h = 20;
const BEFORE_RIDE_min = 10;

/** Minutes to a clinic, whole: on foot or by public transport, whichever is faster. */
export function travelMinutes(distance_m: number): number {
  const way_km = (distance_m / 1000) * DETOUR;
  const ride = BEFORE_RIDE_min + (way_km / RIDE_km_h) * 60;
  return Math.max(1, Math.round(Math.min((way_km / WALK_km_h) * 60, ride)));
}

const waitKnown = (line: WaitLine): Exclude<MaybeDays, 'unknown'> | null => {
  const wait = waitOfLine(line);
  return wait === 'unknown' ? null : wait;
};

type Compare = (a: ChoiceLine, b: ChoiceLine) => number;
/** What is not known stands after everything that is: it is neither good nor bad. */
const unknownLast =
  <T>(of: (line: ChoiceLine) => T | null, compare: (a: T, b: T) => number): Compare =>
  (a, b) => {
    const [x, y] = [of(a), of(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return compare(x, y);
  };

const BY_WAIT = unknownLast(
  (line) => waitKnown(line),
  (a, b) => compareDays(a, b),
);
const BY_DISTANCE = unknownLast(
  ({ distance_m }) => distance_m,
  (a, b) => a - b,
);
const BY_RATING = unknownLast(
  ({ rating }) => rating?.value ?? null,
  (a, b) => b - a,
);
const STATES = { places: 0, full: 1, referral: 2, unknown: 3, 'not-offered': 4 } as const;
const BY_STATE: Compare = (a, b) => STATES[a.state] - STATES[b.state];
const RUSSIAN = new Intl.Collator('ru');
const BY_NAME: Compare = (a, b) => RUSSIAN.compare(a.nameRu, b.nameRu);

/** Marks the clinics that no other one beats on minutes and days. */
export function markBest(lines: readonly Omit<ChoiceLine, 'isBest'>[]): ChoiceLine[] {
  const choices = lines.map((line) => ({
    id: line.code,
    line,
    minutes: line.minutes ?? ('unknown' as const),
    wait: line.state === 'places' ? waitOfLine(line) : ('unknown' as const),
    score: 0,
  }));
  const found = frontier(choices);
  const best = new Set(found.best.map(({ line }) => line));
  const unknown = new Set(found.unknown.map(({ line }) => line));
  return lines.map((line) => ({ ...line, isBest: unknown.has(line) ? null : best.has(line) }));
}

/** Places of a line in each of the three orders, added up: equal values share a place. */
function rankSums(lines: readonly ChoiceLine[]): ReadonlyMap<ChoiceLine, number> {
  const sums = new Map(lines.map((line) => [line, 0]));
  for (const compare of [BY_WAIT, BY_DISTANCE, BY_RATING]) {
    let place = 0;
    lines.toSorted(compare).forEach((line, at, sorted) => {
      if (at > 0 && compare(sorted[at - 1]!, line) !== 0) place = at;
      sums.set(line, sums.get(line)! + place);
    });
  }
  return sums;
}

/**
 * Clinics in the order asked for. Where something may be booked stands before where nothing may, whatever the order:
 * the nearest clinic without a doctor is no answer.
 */
export function inOrder(lines: readonly ChoiceLine[], order: Order): ChoiceLine[] {
  const sums = order === 'together' ? rankSums(lines) : null;
  const by: Readonly<Record<Order, Compare>> = {
    wait: BY_WAIT,
    distance: BY_DISTANCE,
    rating: BY_RATING,
    together: (a, b) => sums!.get(a)! - sums!.get(b)!,
  };
  const steps = [BY_STATE, by[order], BY_WAIT, BY_NAME];
  return lines.toSorted((a, b) => {
    for (const step of steps) {
      const found = step(a, b);
      if (found !== 0) return found;
    }
    return 0;
  });
}
