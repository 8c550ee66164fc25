import { scoreBy } from '@otklik/scoring';
import { normalQuantile, wilson } from '@otklik/stats';
import type { Question } from './questions.ts';

/** A value with its 95 % interval; percents or points of a hundred. */
export interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** How many people it rests on. */
  readonly n: number;
}

/** What is known of the answers to one option; null: hidden to protect people. */
export interface OptionCount {
  readonly n: number | null;
  readonly weight: number;
}

/** Sums over answers as they are shown. */
export interface Sums {
  readonly n: number;
  readonly weight: number;
  readonly weightSq: number;
  readonly sum: number;
  readonly sumSq: number;
}

export const NO_SUMS: Sums = { n: 0, weight: 0, weightSq: 0, sum: 0, sumSq: 0 };

export const addSums = (a: Sums, b: Sums): Sums => ({
  n: a.n + b.n,
  weight: a.weight + b.weight,
  weightSq: a.weightSq + b.weightSq,
  sum: a.sum + b.sum,
  sumSq: a.sumSq + b.sumSq,
});

/** How many equal answers weighted ones are worth (Kish). */
export const effectiveN = ({ weight, weightSq }: Sums): number =>
  weightSq > 0 ? weight ** 2 / weightSq : 0;

const Z = normalQuantile(0.975);
const LEAST_OF_A_MEAN = 2;

/** What varies between two answers of one place; null where nobody answered. */
export function varianceOf(sums: Sums): number | null {
  const size = effectiveN(sums);
  if (size < LEAST_OF_A_MEAN) return null;
  const mean = sums.sum / sums.weight;
  return (Math.max(0, sums.sumSq / sums.weight - mean ** 2) * size) / (size - 1);
}

/**
 * Mean of a scale as 0 to 100 with its interval, kept inside the scale. Null when fewer than two answered: nobody
 * is not zero.
 */
export function meanOf(sums: Sums, low: number, high: number): Figure | null {
  const variance = varianceOf(sums);
  if (variance === null) return null;
  const points = (value: number): number =>
    Math.min(100, Math.max(0, (100 * (value - low)) / (high - low)));
  const mean = sums.sum / sums.weight;
  const half = Z * Math.sqrt(variance / effectiveN(sums));
  return { value: points(mean), low: points(mean - half), high: points(mean + half), n: sums.n };
}

/**
 * Share of the best answers, in percent, among those who gave an answer with points. Wilson's interval by the
 * effective number; null when nobody answered or an option is hidden.
 */
export function topOf(
  question: Question,
  counts: ReadonlyMap<string, OptionCount>,
  sums: Sums,
): Figure | null {
  let [n, top, all] = [0, 0, 0];
  for (const { code, points, isTop } of question.options) {
    if (points === null) continue;
    const count = counts.get(code);
    if (count?.n === null) return null;
    n += count?.n ?? 0;
    all += count?.weight ?? 0;
    if (isTop) top += count?.weight ?? 0;
  }
  if (n === 0 || all === 0) return null;
  const size = Math.min(n, sums.n > 0 ? (effectiveN(sums) * n) / sums.n : n);
  const [low, high] = wilson((top / all) * size, size);
  return { value: (100 * top) / all, low: 100 * low, high: 100 * high, n };
}

/** A method's answer with what it must be told with. */
export interface Score {
  readonly method: string;
  readonly version: string;
  readonly n: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** False: so few that it would mislead. */
  readonly isShown: boolean;
}

const counted = (counts: ReadonlyMap<string, OptionCount>, code: string): number =>
  counts.get(code)?.n ?? 0;
const isWhole = (question: Question, counts: ReadonlyMap<string, OptionCount>): boolean =>
  question.options.every(({ code }) => counts.get(code)?.n !== null);

/** Willingness to recommend, by counts of people; null while an option is hidden. */
export function recommendOf(
  question: Question,
  counts: ReadonlyMap<string, OptionCount>,
): Score | null {
  if (!isWhole(question, counts)) return null;
  const sumOf = (from: number, to: number): number =>
    question.options
      .filter(({ points }) => points !== null && points >= from && points <= to)
      .reduce((sum, { code }) => sum + counted(counts, code), 0);
  const input = { promoters: sumOf(9, 10), passives: sumOf(7, 8), detractors: sumOf(0, 6) };
  const { method, version, result } = scoreBy('nps', input);
  const isShown = result['show'] === true;
  const number = (name: string): number | null => (isShown ? (result[name] as number) : null);
  const [value, low, high] = [number('nps'), number('lowClipped'), number('highClipped')];
  return { method, version, n: result['n'] as number, value, low, high, isShown };
}

/** Shares of the Friends and Family Test, in percent of all six answers; null while an option is hidden. */
export interface Friends {
  readonly version: string;
  readonly positive: Figure;
  readonly negative: Figure;
}

export function friendsOf(
  question: Question,
  counts: ReadonlyMap<string, OptionCount>,
): Friends | null {
  if (!isWhole(question, counts)) return null;
  const { version, result } = scoreBy('fft', {
    veryGood: counted(counts, 'very-good'),
    good: counted(counts, 'good'),
    neither: counted(counts, 'neither'),
    poor: counted(counts, 'poor'),
    veryPoor: counted(counts, 'very-poor'),
    dontKnow: counted(counts, 'dont-know'),
  });
  const n = result['n'] as number;
  if (n === 0) return null;
  const of = (name: string): Figure => ({
    value: result[name] as number,
    low: result[`${name}Low`] as number,
    high: result[`${name}High`] as number,
    n,
  });
  return { version, positive: of('positive'), negative: of('negative') };
}
