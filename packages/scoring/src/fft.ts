import type { ScoringMethod } from './method.ts';
import { amountOrNull, countAt, inputObject } from './read.ts';
import { wilson } from './statistics.ts';

const ANSWERS = ['veryGood', 'good', 'neither', 'poor', 'veryPoor', 'dontKnow'];

/** Friends and Family Test: shares of all six answers, "don't know" included. Not for ranking organisations. */
export const fft: ScoringMethod = {
  name: 'fft',
  version: '1',
  score(input) {
    const given = inputObject(input);
    const count = (name: string): number => countAt(given, name);
    const n = ANSWERS.reduce((sum, name) => sum + count(name), 0);
    const eligible = amountOrNull(given, 'eligible');
    const positive = wilson(count('veryGood') + count('good'), n);
    const negative = wilson(count('poor') + count('veryPoor'), n);
    return {
      n,
      positive: positive.share,
      positiveLow: positive.low,
      positiveHigh: positive.high,
      negative: negative.share,
      negativeLow: negative.low,
      negativeHigh: negative.high,
      responseRate: eligible === null || eligible === 0 ? null : (100 * n) / eligible,
    };
  },
};
