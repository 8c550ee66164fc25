import { DEFAULT_HORIZON_DAYS } from '../profile.ts';
import type { Days } from '../days.ts';
import { isCensored, kth, nearestRank } from '../days.ts';

export interface DoctorsQuestion {
  /** Days until each free place of each doctor. */
  readonly doctorDays: Readonly<Record<string, readonly number[]>>;
  /** Days each doctor is away; absent means 0. */
  readonly leaveDays?: Readonly<Record<string, number>> | undefined;
  readonly horizonDays?: number | undefined;
}

export interface DoctorsAnswer {
  /** Third place of all together: a patient who takes any doctor. */
  readonly pooled: Days;
  readonly perDoctor: Readonly<Record<string, Days>>;
  /** Null when a counted doctor is censored: show the median. */
  readonly mean: number | null;
  /** Mean of those that are not censored. */
  readonly meanOfKnown: number | null;
  readonly censored: number;
  readonly median: Days | null;
}

/** Doctors away longer than this are left out of the means. */
const LONGEST_LEAVE_DAYS = 3;
const THIRD = 3;

/** Third places of a specialty, pooled and doctor by doctor; the two differ widely and are both published. */
export function doctorsWaits({
  doctorDays,
  leaveDays = {},
  horizonDays = DEFAULT_HORIZON_DAYS,
}: DoctorsQuestion): DoctorsAnswer {
  const doctors = Object.keys(doctorDays);
  const third = (name: string): Days => kth(doctorDays[name] ?? [], THIRD, horizonDays);
  const counted = doctors.filter((name) => (leaveDays[name] ?? 0) <= LONGEST_LEAVE_DAYS).map(third);
  const known = counted.filter((days) => typeof days === 'number');
  return {
    pooled: kth(Object.values(doctorDays).flat(), THIRD, horizonDays),
    perDoctor: Object.fromEntries(doctors.map((name) => [name, third(name)])),
    mean: known.length === counted.length ? meanOf(known) : null,
    meanOfKnown: meanOf(known),
    censored: counted.filter(isCensored).length,
    median: nearestRank(counted, 0.5),
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0
    ? null
    : values.reduce((total, value) => total + value, 0) / values.length;
}
