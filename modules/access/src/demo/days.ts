import { DAY_ms } from '../model.ts';
import { chanceOf } from './chance.ts';
import type { LivedDay } from './lived.ts';
import { INCIDENTS, rhythm, type Lane } from './town.ts';

export const HISTORY_days = 120;
/** Before that one sample a week, on the day of weekly figures: a thousand days of each lane would cost minutes. */
export const YEARS_days = 3 * 365;
const TUESDAY = 2;
/** Places that one doctor of the simulated town offers at a time. */
const OFFERED = 58;

/** The samples of the past, as the daily job would have kept them: weeks of the years before, and the days lived. */
export function daysOfLane(region: string, lane: Lane, today: string, lived: readonly LivedDay[]) {
  const end = Date.parse(`${today}T00:00:00Z`);
  const dayAgo = (ago: number): Date => new Date(end - ago * DAY_ms);
  const earlier = chanceOf('years', lane.clinic.code, lane.specialty);
  const weeks = Array.from({ length: YEARS_days - HISTORY_days }, (_, index) => YEARS_days - index);
  return [
    ...weeks
      .filter((ago) => dayAgo(ago).getUTCDay() === TUESDAY)
      .map((ago) => sample(region, lane, ago, dayAgo(ago), earlier)),
    ...lived.map((one) => livedSample(region, lane, one)),
  ];
}

const keyOf = (region: string, lane: Lane) => ({
  region_id: region,
  clinic_id: lane.clinic.id,
  specialty: lane.specialty,
  kind: lane.referral ? 'referral' : 'routine',
  mode: 'in-person',
});

/** The booking system of the branches said nothing for some days. */
const isSilent = (lane: Lane, ago: number): boolean =>
  lane.source === 'demo-branches' && ago <= INCIDENTS.outage.from && ago >= INCIDENTS.outage.to;

function livedSample(region: string, lane: Lane, lived: LivedDay) {
  const silent = isSilent(lane, lived.ago);
  return {
    ...keyOf(region, lane),
    day: lived.day,
    k1_days: silent ? null : lived.k1_days,
    k3_days: silent ? null : lived.k3_days,
    known: !silent,
    places_7d: silent ? 0 : lived.places_7d,
    offered_30d: silent ? null : lived.offered,
    load_permille: silent ? null : lived.load_permille,
    demo: true,
  };
}

/** What those days released; nothing is known of a day without a word. */
export const releasesOfLane = (region: string, lane: Lane, lived: readonly LivedDay[]) =>
  lived
    .filter(({ ago, leads }) => !isSilent(lane, ago) && leads.some((n) => n > 0))
    .map(({ day, hours, leads, lives, near_lives }) => ({
      ...keyOf(region, lane),
      day,
      hours,
      leads,
      lives,
      near_lives,
      demo: true,
    }));

/** One sample of the simulated past, so many days ago. */
export function sample(region: string, lane: Lane, ago: number, at: Date, chance: () => number) {
  const { doctorLeaves } = INCIDENTS;
  const silent = isSilent(lane, ago);
  const before =
    lane.specialty === doctorLeaves.specialty && ago > doctorLeaves.from && lane.base_days > 12
      ? doctorLeaves.factor
      : 1;
  const days =
    (lane.base_days / before) *
    rhythm(lane, ago, at.getUTCDay()) *
    pastYears(ago, at) *
    (0.7 + 0.6 * chance());
  const k1 = lane.full ? null : overWeekend(at, Math.round(days));
  return {
    ...keyOf(region, lane),
    day: at.toISOString().slice(0, 10),
    k1_days: silent ? null : k1,
    k3_days: silent || k1 === null ? null : overWeekend(at, k1 + Math.round(chance() * 2)),
    known: !silent,
    places_7d: silent || k1 === null ? 0 : Math.max(0, Math.round((7 - k1) * (1 + chance() * 4))),
    // A doctor who left took his places along.
    offered_30d: silent ? null : Math.round(OFFERED * before * (0.95 + 0.1 * chance())),
    load_permille: silent ? null : Math.min(1000, Math.round(620 + 25 * days + 60 * chance())),
    demo: true,
  };
}

/** Waits of the years before were longer, and longest at the end of winter. */
function pastYears(ago: number, at: Date): number {
  if (ago <= HISTORY_days) return 1;
  const season = Math.cos((2 * Math.PI * (at.getUTCMonth() - 1)) / 12);
  return (1 + (0.35 * (ago - HISTORY_days)) / 365) * (1 + 0.3 * season);
}

/** Nobody has visits at a weekend: the first place is on the Monday after. */
function overWeekend(from: Date, days: number): number {
  const weekday = (from.getUTCDay() + days) % 7;
  return days + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}
