import { nearestRank, share } from '../days.ts';

export interface HalfLife {
  /** Hours until half of the places are taken; null when less than half ever are. */
  readonly medianHours: number | null;
  readonly bookedShare: number | null;
  /** Taken within 15 minutes, of all places. */
  readonly within15minShare: number | null;
}

const QUARTER_HOUR = 0.25;

/**
 * How fast places go.
 * @param hours from release to booking, one entry a place; null = still free at its start
 */
export function halfLife(hours: readonly (number | null)[]): HalfLife {
  const median = nearestRank(
    hours.map((value) => value ?? Infinity),
    0.5,
  );
  const booked = hours.filter((value) => value !== null);
  return {
    medianHours: median === Infinity ? null : median,
    bookedShare: share(booked.length, hours.length),
    within15minShare: share(booked.filter((value) => value <= QUARTER_HOUR).length, hours.length),
  };
}
