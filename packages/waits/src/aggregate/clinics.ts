import type { Days, MaybeDays } from '../days.ts';
import { compareDays, nearestRank, share } from '../days.ts';

export interface ClinicsSpread {
  readonly p50: Days | null;
  readonly p90: Days | null;
  /** Strictly over 14 days; censored counts as over. Null when no clinic is known. */
  readonly shareOver14: number | null;
}

const LONG_DAYS = 14;

/** Spread of a wait over clinics; unknown ones are in no part of it. */
export function clinicsSpread(days: readonly MaybeDays[]): ClinicsSpread {
  const known = days.filter((value) => value !== 'unknown');
  const over = known.filter((value) => typeof value === 'string' || value > LONG_DAYS).length;
  return {
    p50: nearestRank(known, 0.5),
    p90: nearestRank(known, 0.9),
    shareOver14: share(over, known.length),
  };
}

export interface Coverage {
  /** Of the clinics that are known; null when none is. */
  readonly share: number | null;
  /** Known of all. */
  readonly coverage: number | null;
}

/** Share of clinics with a place within 24 hours; silent ones leave the numerator and the denominator. */
export function shareIn24h(clinics: number, stale: number, withPlace: number): Coverage {
  return { share: share(withPlace, clinics - stale), coverage: share(clinics - stale, clinics) };
}

export interface RankedClinic {
  readonly name: string;
  readonly k1: MaybeDays;
  readonly k3: MaybeDays;
}

export interface ClinicOrder<T> {
  readonly order: readonly T[];
  /** Unknown ones stand apart: neither first nor last. */
  readonly notRanked: readonly T[];
}

/** Clinics by first place, then third, then name; censored after every number. */
export function orderClinics<T extends RankedClinic>(clinics: readonly T[]): ClinicOrder<T> {
  const byName = (a: T, b: T): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const known = clinics.filter(({ k1 }) => k1 !== 'unknown');
  return {
    order: known.sort(
      (a, b) => compareMaybe(a.k1, b.k1) || compareMaybe(a.k3, b.k3) || byName(a, b),
    ),
    notRanked: clinics.filter(({ k1 }) => k1 === 'unknown').sort(byName),
  };
}

/** An unknown third place after a censored one. */
function compareMaybe(a: MaybeDays, b: MaybeDays): number {
  if (a === 'unknown' || b === 'unknown') return Number(a === 'unknown') - Number(b === 'unknown');
  return compareDays(a, b);
}
