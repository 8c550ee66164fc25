import { zoneOf } from '@otklik/working-time';
import { randomOf } from './random.ts';

const DAY_MS = 86_400_000;
// Monday first. People complain on working days, most on Mondays, about the week-end's troubles too.
const WEEKDAYS = [1.25, 1.18, 1.1, 1.05, 0.95, 0.6, 0.5];
// By the hour of the local day: after the morning's visits and in the evening at home.
const HOURS = [2, 1, 0.5, 0.3, 0.3, 0.6, 1.5, 4, 8, 11, 12, 11, 9, 8, 8, 8, 7, 7, 8, 9, 9, 8, 6, 4];

export interface PastShape {
  readonly seed: number;
  /** Cases of the whole span, about. */
  readonly cases_count: number;
  readonly days_count: number;
  readonly until: Date;
  readonly zone: string;
}

export interface Filing {
  /** From 0, in order of time. */
  readonly index: number;
  readonly at: Date;
  readonly daysAgo: number;
  /** Which of the staged courses it walks; null for one of its own. */
  readonly staged: number | null;
}

const weightOf = (day: number): number => WEEKDAYS[(day + 3) % 7]!;

/**
 * When complaints were sent, oldest first and day by day, so that a million need no memory. It depends
 * on the local day of `until` alone: a later hour of the same day only adds what came in meanwhile.
 *
 * @param staged days before the end on which a course of one's own begins, by its place in the list
 */
export function* filings(shape: PastShape, staged: readonly number[]): Generator<Filing> {
  const { seed, cases_count, days_count, until, zone } = shape;
  const { localDay, at } = zoneOf(zone);
  const today = localDay(until.getTime());
  const days = Array.from({ length: days_count }, (_, place) => today - days_count + 1 + place);
  const whole = days.reduce((sum, day) => sum + weightOf(day), 0);
  let index = 0;
  let owed = 0;
  for (const day of days) {
    const random = randomOf(seed, 'day', day);
    owed += (cases_count * weightOf(day)) / whole;
    const count = Math.floor(owed);
    owed -= count;
    const times = Array.from({ length: count }, (): { ms: number; staged: number | null } => {
      const hour = random.weighted([...HOURS.keys()], (each) => HOURS[each]!);
      return { ms: at(day, hour * 60) + random.whole(0, 3_599_999), staged: null };
    });
    for (const [place, daysAgo] of staged.entries())
      if (today - day === daysAgo)
        times.push({ ms: at(day, 0) + random.whole(1, DAY_MS / 24) * 3, staged: place });
    times.sort((a, b) => a.ms - b.ms);
    for (const time of times) {
      if (time.ms > until.getTime()) return;
      yield { index, at: new Date(time.ms), daysAgo: today - day, staged: time.staged };
      index += 1;
    }
  }
}
