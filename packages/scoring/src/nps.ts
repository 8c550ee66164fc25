import type { ScoreResult, ScoringMethod } from './method.ts';
import { ScoringError } from './method.ts';
import type { Json } from './read.ts';
import { answerOrNull, countAt, inputObject, listAt } from './read.ts';
import { Z95 } from './statistics.ts';

const LEAST_SHOWN = 30;

interface Counts {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

/** Willingness to recommend, 0 to 10, from counts or from raw answers. */
export const nps: ScoringMethod = {
  name: 'nps',
  version: '1',
  score(input) {
    const given = inputObject(input);
    if (given['answers'] === undefined) return score(countsIn(given));
    const counts = countsOf(listAt(given, 'answers'));
    return { counts, ...score(counts) };
  },
};

function countsIn(given: Json): Counts {
  return {
    promoters: countAt(given, 'promoters'),
    passives: countAt(given, 'passives'),
    detractors: countAt(given, 'detractors'),
  };
}

function countsOf(answers: readonly unknown[]): Counts {
  const counts = { promoters: 0, passives: 0, detractors: 0 };
  for (const given of answers) {
    const answer = answerOrNull(given, 'answers');
    if (answer === null) continue;
    if (!Number.isInteger(answer) || answer < 0 || answer > 10) {
      throw new ScoringError('input-invalid', 'answers');
    }
    if (answer >= 9) counts.promoters += 1;
    else if (answer >= 7) counts.passives += 1;
    else counts.detractors += 1;
  }
  return counts;
}

function score({ promoters, passives, detractors }: Counts): ScoreResult {
  const n = promoters + passives + detractors;
  if (n === 0) {
    const nothing = {
      nps: null,
      se: null,
      low: null,
      high: null,
      lowClipped: null,
      highClipped: null,
    };
    return { n, ...nothing, show: false };
  }
  const p = promoters / n;
  const d = detractors / n;
  const value = 100 * (p - d);
  // Rounding may leave a variance of nothing just below zero.
  const se = 100 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n);
  const low = value - Z95 * se;
  const high = value + Z95 * se;
  return {
    n,
    nps: value,
    se,
    low,
    high,
    lowClipped: Math.max(-100, low),
    highClipped: Math.min(100, high),
    show: n >= LEAST_SHOWN,
  };
}
