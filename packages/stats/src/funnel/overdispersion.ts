import { normalQuantile } from '../distributions/normal.ts';
import { need } from '../errors.ts';
import { at, averageRanks, indices, mean, quantile, sum } from '../numbers.ts';
import type { Scaled } from './scales.ts';

export interface Winsorised {
  readonly low: number;
  readonly high: number;
  readonly z: readonly number[];
  /** Mean of the squared z: 1 when units differ by chance only. */
  readonly phi: number;
  readonly tau2: number;
}

export interface Truncated {
  readonly kept: readonly boolean[];
  readonly phi: number;
  readonly tau2: number;
}

/** Distances from the target in standard errors of chance. */
export const zScores = ({ y, s, target }: Scaled): number[] =>
  y.map((value, i) => (value - target) / at(s, i));

/** Variance between units that chance alone does not explain (never below 0). */
function between(phi: number, s: readonly number[]): number {
  const w = s.map((value) => 1 / (value * value));
  const total = sum(w);
  const room = total - sum(w.map((weight) => weight ** 2)) / total;
  return Math.max(0, (s.length * phi - (s.length - 1)) / room);
}

/**
 * Overdispersion with the extreme z drawn in to the trim quantiles (type 7).
 * Source: Spiegelhalter 2005.
 * @throws StatsError `argument-invalid`: trim outside [0, 0.5).
 */
export function winsorise(scaled: Scaled, trim = 0.1): Winsorised {
  need(trim >= 0 && trim < 0.5, 'trim lies outside [0, 0.5)');
  const z = zScores(scaled);
  const [low, high] = [quantile(z, trim), quantile(z, 1 - trim)];
  const drawn = z.map((value) => Math.min(high, Math.max(low, value)));
  const phi = mean(drawn.map((value) => value ** 2));
  return { low, high, z: drawn, phi, tau2: between(phi, scaled.s) };
}

/** Overdispersion of the units between the lowest and the highest tenth by rank, the others left out (SHMI). */
export function truncate(scaled: Scaled): Truncated {
  const z = zScores(scaled);
  const tenths = averageRanks(z).map((rank) => Math.floor((rank * 10) / (z.length + 1)));
  const kept = tenths.map((tenth) => tenth !== 0 && tenth !== 9);
  const inside = indices(z.length).filter((i) => kept[i]);
  const phi = mean(inside.map((i) => at(z, i) ** 2));
  return {
    kept,
    phi,
    tau2: between(
      phi,
      inside.map((i) => at(scaled.s, i)),
    ),
  };
}

export type Allowance = 'unadjusted' | 'additive' | 'multiplicative';

/** Standard errors widened by what units differ anyway. */
export function widened(
  s: readonly number[],
  allowance: Allowance,
  { tau2, phi }: { readonly tau2: number; readonly phi: number },
): number[] {
  if (allowance === 'additive') return s.map((value) => Math.sqrt(value * value + tau2));
  const factor = allowance === 'multiplicative' ? Math.sqrt(Math.max(1, phi)) : 1;
  return s.map((value) => value * factor);
}

/** Limits of every unit on the scale people read, for standard errors as `widened` gives them. */
export function limits(scaled: Scaled, s: readonly number[], p: number): number[] {
  const z = normalQuantile(p);
  return s.map((value) => scaled.back(scaled.target + z * value));
}

/** Places of the units beyond both limits of a level. */
export function outside(scaled: Scaled, s: readonly number[], level = 0.998): number[] {
  const z = -normalQuantile((1 - level) / 2);
  return indices(s.length).filter((i) => Math.abs(at(scaled.y, i) - scaled.target) > z * at(s, i));
}

/** What overdispersion allows to be said: single units, units with a warning, or nothing about units. */
export type Verdict = 'flag' | 'flag-with-warning' | 'no-flags';

/** Our proposal: up to 2 flag; up to 10 flag and look for a missing adjuster; beyond, clinics are not alike. */
export function verdictOf(phi: number): Verdict {
  if (phi <= 2) return 'flag';
  return phi <= 10 ? 'flag-with-warning' : 'no-flags';
}
