import { weekdayOf } from '@otklik/working-time';
import { seenShare } from './odds.ts';

/** Upper bounds of the lives of places, in hours; what lives longer, or is never booked, comes after the last. */
export const LIFE_BOUNDS_h = [0.25, 1, 4, 12, 24, 72] as const;
/** Days from appearing to the visit that are counted apart; all beyond stand in one more place. */
export const LEAD_days = 15;
/** A visit so many days off or fewer is near. */
export const NEAR_days = 5;
/** The patient looks every morning at this hour, as the daily sample does. */
export const LOOK_hour = 10;
const DAY_hours = 24;

/** What one local day of a series released. */
export interface ReleaseDay {
  /** Local day, counted from 1970-01-01. */
  readonly day: number;
  /** Places that appeared, by local hour: 24. */
  readonly hours: readonly number[];
  /** The same by calendar days until their visit: 0 … 14, and more: 16. */
  readonly leads: readonly number[];
  /** The same by how long they stayed, by `LIFE_BOUNDS_h`: 7. */
  readonly lives: readonly number[];
  /** Of them those whose visit was at most `NEAR_days` off: near places go faster, and they are the ones waited for. */
  readonly near_lives: readonly number[];
}

/** Days on which the source spoke, and what they released: a day without a row released nothing. */
export interface Releases {
  readonly known: readonly number[];
  readonly days: readonly ReleaseDay[];
}

/** How fast places go. @returns hours until half of them are booked; null when less than half ever are, or none is known */
export function halfLifeOf(lives: readonly number[]): number | null {
  const half = lives.reduce((sum, n) => sum + n, 0) / 2;
  if (half === 0) return null;
  let before = 0;
  for (const [at, bound] of LIFE_BOUNDS_h.entries()) {
    const here = lives[at] ?? 0;
    const from = at === 0 ? 0 : LIFE_BOUNDS_h[at - 1]!;
    // Within a bound places are taken to go evenly.
    if (before + here >= half) return from + ((bound - from) * (half - before)) / here;
    before += here;
  }
  return null;
}

/** Place by place of lists of one length. */
export const summed = (lists: readonly (readonly number[])[], length: number): number[] =>
  lists.reduce<number[]>(
    (sum, list) => sum.map((n, at) => n + (list[at] ?? 0)),
    Array.from({ length }, () => 0),
  );

/** What is learnt of a series: places a weekday, before and after the look of the morning. */
export interface Learnt {
  readonly early: readonly number[];
  readonly late: readonly number[];
  /** Share of places whose visit is at most so many days off, for each number of days. */
  readonly leadAtMost: readonly number[];
  readonly halfLife_h: number | null;
  readonly released: number;
}

export function learn({ known, days }: Releases): Learnt {
  const looks = Array.from({ length: 7 }, () => 0);
  for (const day of known) looks[weekdayOf(day)]! += 1;
  const early = Array.from({ length: 7 }, () => 0);
  const late = Array.from({ length: 7 }, () => 0);
  for (const { day, hours } of days)
    for (const [hour, n] of hours.entries())
      (hour < LOOK_hour ? early : late)[weekdayOf(day)]! += n;
  const perDay = (counts: readonly number[]): number[] =>
    counts.map((n, weekday) => (looks[weekday] ? n / looks[weekday] : 0));
  const leads = summed(
    days.map((one) => one.leads),
    LEAD_days + 1,
  );
  const released = leads.reduce((sum, n) => sum + n, 0);
  let before = 0;
  return {
    early: perDay(early),
    late: perDay(late),
    leadAtMost: leads.slice(0, LEAD_days).map((n) => {
      before += n;
      return released === 0 ? 0 : before / released;
    }),
    halfLife_h: halfLifeOf(
      summed(
        days.map((one) => one.near_lives),
        LIFE_BOUNDS_h.length + 1,
      ),
    ),
    released,
  };
}

/**
 * The chance that somebody who looks every morning finds a place whose visit is at most so many days off: 1 when one
 * stands there now, else 1 − e^(−places he will see). A place that appears before the look of a day is seen on it, a
 * later one on the next, if it is still there by then.
 *
 * @param from the local day of today, whose own look is over
 * @param k1_days days until the first place of now; null: none within the horizon
 * @returns from 0 to 1
 */
export function morningOdds(
  { early, late, leadAtMost, halfLife_h }: Learnt,
  { from, k1_days, within_days }: MorningQuestion,
): number {
  if (k1_days !== null && k1_days <= within_days) return 1;
  const atMost = (days: number): number =>
    days < 0 ? 0 : (leadAtMost[Math.min(days, LEAD_days - 1)] ?? 0);
  let places = 0;
  for (let day = 0; day <= within_days; day += 1) {
    const weekday = weekdayOf(from + day);
    const left = within_days - day;
    if (day > 0) places += early[weekday]! * atMost(left);
    // Seen tomorrow, so that its visit is tomorrow at the earliest.
    places += late[weekday]! * (atMost(left) - atMost(0));
  }
  return -Math.expm1(-places * seenShare(DAY_hours, halfLife_h));
}

export interface MorningQuestion {
  readonly from: number;
  readonly k1_days: number | null;
  readonly within_days: number;
}

/** The first number of days within which the chance is at least so large; null: not within the days asked. */
export function daysForChance(
  learnt: Learnt,
  question: Omit<MorningQuestion, 'within_days'>,
  chance: number,
  days_max: number,
): number | null {
  for (let within_days = 0; within_days <= days_max; within_days += 1)
    if (morningOdds(learnt, { ...question, within_days }) >= chance) return within_days;
  return null;
}
