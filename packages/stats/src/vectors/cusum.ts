import {
  bernoulliCusum,
  bernoulliWeights,
  poissonCusum,
  riskAdjustedCusum,
  vlad,
  type CusumAnswer,
} from '../watch/cusum.ts';
import { ewma } from '../watch/ewma.ts';
import { alarmChances, meanRunLength } from '../watch/run-length.ts';
import type { Answerer } from './answer.ts';
import { isObject, number, numbers } from './read.ts';

const pathOf = ({ path, alarms }: CusumAnswer): Record<string, unknown> => ({
  path,
  signals_at_index0: alarms,
});

/** Sums of evidence, their run lengths, and weighted means. */
export const answerCusum: Answerer = ({ kind, input, expected }) => {
  if (!isObject(input)) return undefined;
  const one = (key: string): number => number(input[key]);
  const list = (key: string): number[] => numbers(input[key]);
  switch (kind) {
    case 'bernoulli_cusum': {
      const { yes, no } = bernoulliWeights(one('p0'), one('p1'));
      const found = bernoulliCusum(list('y'), one('p0'), one('p1'), one('h'));
      return { w_event: yes, w_nonevent: no, ...pathOf(found) };
    }
    case 'risk_adjusted_cusum': {
      const found = riskAdjustedCusum(list('y'), list('p'), one('odds_ratio'), one('h'));
      return {
        weights: found.weights,
        ...pathOf(found),
        vlad_expected_minus_observed: vlad(list('y'), list('p')),
      };
    }
    case 'poisson_cusum':
      return pathOf(poissonCusum(list('observed'), list('expected'), one('rate_ratio'), one('h')));
    case 'bernoulli_cusum_arl': {
      // In the vectors a yes lifts by m − 1.
      const ladder = { p: one('p'), up: one('m') - 1, height: one('H') };
      const asked = isObject(expected) ? expected['prob_signal_by'] : undefined;
      const within = isObject(asked) ? Object.keys(asked) : [];
      const chances = alarmChances(ladder, within.map(Number));
      return {
        arl_from_zero: meanRunLength(ladder),
        prob_signal_by: Object.fromEntries(within.map((n, i) => [n, chances[i]])),
      };
    }
    case 'ewma': {
      const options = { mu: one('mu'), sd: one('sd'), lambda: one('lambda_'), reach: one('L') };
      const { z, upper, lower, outside } = ewma(list('x'), options);
      return { z, upper, lower, out_at_index0: outside };
    }
    default:
      return undefined;
  }
};
