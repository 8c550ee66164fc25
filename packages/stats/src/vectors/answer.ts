import { answerComparison } from './comparison.ts';
import { answerDistribution } from './distribution.ts';
import { answerInterval } from './interval.ts';
import type { VectorCase } from './read.ts';
import { isObject } from './read.ts';
import { answerSignal } from './signal.ts';

/** Answers a case of one family, or undefined when it belongs to another. */
export type Answerer = (vector: VectorCase) => unknown;

const ANSWERERS: readonly Answerer[] = [
  answerDistribution,
  answerInterval,
  answerComparison,
  answerSignal,
];

/**
 * The library's answer to a case, recognised by its kind or by the fields of its input.
 * @throws Error when no family knows it; StatsError when it is refused.
 */
export function answer(vector: VectorCase): unknown {
  for (const answerer of ANSWERERS) {
    const got = answerer(vector);
    if (got !== undefined) return got;
  }
  const fields = isObject(vector.input)
    ? Object.keys(vector.input).join(', ')
    : typeof vector.input;
  throw new Error(`unknown case: kind "${vector.kind}", input ${fields}`);
}
