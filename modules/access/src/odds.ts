import {
  calibration,
  daysForChance,
  halfLifeOf,
  heldBackForecasts,
  learn,
  LIFE_BOUNDS_h,
  summed,
  type Calibration,
  type HeldBackSeries,
} from '@otklik/waits';
import { formatDate, parseDate, weekdayOf } from '@otklik/working-time';
import type { MorningRow, ReleaseRow } from './store/releases.ts';

/** Chances are learnt from so many weeks, and told only where the source spoke on most of their days. */
export const LEARNT_weeks = 8;
const KNOWN_share_min = 0.8;
/** Weeks that the check holds back. */
export const HELD_BACK_weeks = 2;
/** A map of fewer places would be a map of accidents. */
export const RELEASED_min = 20;
const CHANCES = [0.5, 0.7, 0.9] as const;
const AHEAD_days = 30;

/** Days of the database: always dates. */
export const dayNumber = (day: string): number => parseDate(day) ?? Number.NaN;

/** When places of a clinic's specialty appear and how fast they go. */
export interface RushMap {
  readonly from: string;
  readonly to: string;
  readonly known_days: number;
  readonly released: number;
  /** Places by weekday (Monday first) and local hour; null below the least number. */
  readonly grid: readonly (readonly number[])[] | null;
  readonly half_life_h: number | null;
  readonly booked_share: number | null;
  readonly quarter_share: number | null;
}

/** By when somebody who looks every morning finds a place, with which chance. */
export interface Odds {
  /** Days of the last eight weeks on which the source spoke. */
  readonly known_days: number;
  readonly wanted_days: number;
  /** Days of the visit; null: not within thirty days. Null as a whole: too little is known, or a place is near. */
  readonly by: readonly { readonly chance: number; readonly day: string | null }[] | null;
}

const seriesOf = (
  releases: readonly ReleaseRow[],
  mornings: readonly MorningRow[],
): HeldBackSeries => ({
  known: mornings.map(({ day }) => dayNumber(day)),
  days: releases.map(({ day, ...rest }) => ({ ...rest, day: dayNumber(day) })),
  samples: mornings.map(({ day, k1_days }) => ({ day: dayNumber(day), k1_days })),
});

/** @param span first and last day of the weeks looked at */
export function rushOf(
  releases: readonly ReleaseRow[],
  mornings: readonly MorningRow[],
  { from, to }: { readonly from: string; readonly to: string },
): RushMap {
  const grid = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { day, hours } of releases) {
    const row = grid[weekdayOf(dayNumber(day))]!;
    for (const [hour, n] of hours.entries()) row[hour]! += n;
  }
  const lives = summed(
    releases.map((one) => one.lives),
    LIFE_BOUNDS_h.length + 1,
  );
  const released = lives.reduce((sum, n) => sum + n, 0);
  const enough = released >= RELEASED_min;
  return {
    from,
    to,
    known_days: mornings.length,
    released,
    grid: enough ? grid : null,
    half_life_h: enough ? halfLifeOf(lives) : null,
    booked_share: enough ? 1 - lives.at(-1)! / released : null,
    quarter_share: enough ? lives[0]! / released : null,
  };
}

/** @param k1_days days until the first place of now; null: none within the horizon */
export function oddsFor(
  releases: readonly ReleaseRow[],
  mornings: readonly MorningRow[],
  { today, k1_days }: { readonly today: string; readonly k1_days: number | null },
): Odds {
  const wanted_days = Math.ceil(LEARNT_weeks * 7 * KNOWN_share_min);
  const known = { known_days: mornings.length, wanted_days };
  if (mornings.length < wanted_days) return { ...known, by: null };
  const learnt = learn(seriesOf(releases, mornings));
  const from = dayNumber(today);
  return {
    ...known,
    by: CHANCES.map((chance) => {
      const days = daysForChance(learnt, { from, k1_days }, chance, AHEAD_days);
      return { chance, day: days === null ? null : formatDate(from + days) };
    }),
  };
}

/** Chances of the weeks held back over all clinics of a specialty, against what came of them. */
export function checkOdds(
  releases: readonly ReleaseRow[],
  mornings: readonly MorningRow[],
  since: string,
): Calibration {
  const released = Map.groupBy(releases, ({ clinic_id }) => clinic_id);
  const seen = Map.groupBy(mornings, ({ clinic_id }) => clinic_id);
  const first = dayNumber(since);
  const least = Math.ceil(LEARNT_weeks * 7 * KNOWN_share_min);
  return calibration(
    [...seen].flatMap(([clinic, own]) =>
      own.filter(({ day }) => day < since).length < least
        ? []
        : heldBackForecasts(seriesOf(released.get(clinic) ?? [], own), first),
    ),
  );
}
