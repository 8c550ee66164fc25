import { adjustP } from '../multiple-testing.ts';
import { at } from '../numbers.ts';
import type { GammaPrior } from '../shrinkage/gamma-poisson.ts';
import { fitGamma, gammaMoments, ordinaryTail, ratePosterior } from '../shrinkage/gamma-poisson.ts';

/** One doctor of a specialty in the months judged. */
export interface Judged {
  readonly id: string;
  readonly count: number;
  /** From appointments by specialty, site and kind of visit. */
  readonly expected: number;
  /** Different people, unrelated to each other. */
  readonly complainants: number;
}

export interface JudgedAnswer {
  readonly id: string;
  /** Shrunken rate and the chance that it is above one and a half of the specialty's; null without a prior. */
  readonly rate: number | null;
  readonly aboveOneAndHalf: number | null;
  readonly p: number;
  readonly q: number;
  /** For a person to look at; never a sanction, never public. */
  readonly flagged: boolean;
}

const LEAST_DOCTORS = 10;
const LEAST_COUNT = 3;
const LEAST_COMPLAINANTS = 3;
const LEVEL = 0.05;

/**
 * Doctors with more complaints than ordinary doctors have, among all judged together: negative binomial tail,
 * Benjamini and Hochberg at 5 %, at least three complaints of three people, no flags below ten doctors.
 * @throws StatsError `argument-invalid`: fewer than two doctors, an expectation that is not positive.
 */
export function judgeDoctors(doctors: readonly Judged[]): JudgedAnswer[] {
  const rates = {
    count: doctors.map(({ count }) => count),
    expected: doctors.map(({ expected }) => expected),
  };
  const fitted = fitGamma(rates);
  // Doctors who differ by chance only: a prior so narrow that the tail is Poisson's.
  const { m } = gammaMoments(rates);
  const prior: GammaPrior = fitted ?? { shape: 1e9, rate: 1e9 / Math.max(m, 1e-9) };
  const p = doctors.map(({ count, expected }) => ordinaryTail(count, expected, prior));
  const q = adjustP(p, 'benjamini-hochberg');
  const enough = doctors.length >= LEAST_DOCTORS;
  return doctors.map(({ id, count, expected, complainants }, i) => {
    const own = fitted && ratePosterior(count, expected, fitted);
    const many = count >= LEAST_COUNT && complainants >= LEAST_COMPLAINANTS;
    return {
      id,
      rate: own && own.rate,
      aboveOneAndHalf: own && fitted && own.above((1.5 * fitted.shape) / fitted.rate),
      p: at(p, i),
      q: at(q, i),
      flagged: enough && many && at(q, i) < LEVEL,
    };
  });
}
