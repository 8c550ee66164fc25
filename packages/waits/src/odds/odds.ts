import type { Zone } from '@otklik/working-time';
import { refuse } from '../errors.ts';
import type { HourlyRates } from './rates.ts';
import { expectedArrivals } from './rates.ts';

export interface OddsQuestion {
  readonly zone: Zone;
  readonly nowMs: number;
  /** Until when the patient goes on looking. */
  readonly untilMs: number;
  /** Places that would do and are there now. */
  readonly presentNow: number;
  /** How often places that would do appear, see `arrivalRates`. */
  readonly rates: HourlyRates;
  /** Half of the places are gone after so many hours; null: less than half ever are. */
  readonly halfLifeHours: number | null;
  /** The patient looks every so many hours; 0 = is told at once. */
  readonly lookEveryHours: number;
}

/**
 * The chance to find a place before a date: 1 when there is one, otherwise 1 − e^(−places he will see). Places
 * appear independently at the rates of the week; one that appears between two looks is still there at the next
 * with the mean of 2^(−age / half-life).
 * @returns from 0 to 1
 * @throws WaitsError `argument-invalid`.
 */
export function oddsOf(question: OddsQuestion): number {
  const { zone, nowMs, untilMs, presentNow, rates, halfLifeHours, lookEveryHours } = question;
  if (
    !(lookEveryHours >= 0) ||
    !(presentNow >= 0) ||
    (halfLifeHours !== null && !(halfLifeHours > 0))
  )
    throw refuse('argument-invalid', 'places, looks and half-life are not negative');
  if (presentNow > 0) return 1;
  const seen =
    expectedArrivals(rates, zone, nowMs, untilMs) * seenShare(lookEveryHours, halfLifeHours);
  return -Math.expm1(-seen);
}

/** Share of the places that are still there when the patient looks next. */
export function seenShare(lookEveryHours: number, halfLifeHours: number | null): number {
  if (lookEveryHours === 0 || halfLifeHours === null) return 1;
  const decay = (Math.LN2 * lookEveryHours) / halfLifeHours;
  return -Math.expm1(-decay) / decay;
}
