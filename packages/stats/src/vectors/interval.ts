import { publicCount, publicPercent } from '../disclosure.ts';
import { proportionLimit, ratioLimit } from '../funnel/limits.ts';
import { byar, garwood } from '../intervals/counts.ts';
import { meanInterval, netPromoters } from '../intervals/means.ts';
import { clopperPearson, jeffreys, wilson, wilsonContinuity } from '../intervals/proportion.ts';
import type { Answerer } from './answer.ts';
import type { Json } from './read.ts';
import { isObject, number, numbers } from './read.ts';

type ByLevel = (level: number) => unknown;

/** Small numbers, intervals by level, and limits of funnels. */
export const answerInterval: Answerer = ({ kind, input, expected }) => {
  if (kind === 'count' && typeof input === 'number') return publicCount(input);
  if (!isObject(input)) return undefined;
  if (kind === 'percent') return publicPercent(number(input['x']), number(input['n']));
  if ((kind === 'proportion' || kind === 'ratio') && 'target' in input) return funnel(kind, input);
  const byLevel = intervalOf(kind, input);
  if (!byLevel) return undefined;
  // The levels asked for are the names of the expected parts: "0.95".
  const levels = isObject(expected) ? Object.keys(expected) : [];
  return Object.fromEntries(levels.map((level) => [level, byLevel(Number(level))]));
};

function intervalOf(kind: string, input: Json): ByLevel | undefined {
  switch (kind) {
    case 'proportion': {
      const [x, n] = [number(input['x']), number(input['n'])];
      return (level) => ({
        wilson: wilson(x, n, level),
        wilson_continuity_corrected: wilsonContinuity(x, n, level),
        clopper_pearson: clopperPearson(x, n, level),
        jeffreys: jeffreys(x, n, level),
      });
    }
    case 'poisson': {
      const count = number(input['count']);
      return (level) => {
        const own = garwood(count, level);
        const expected = input['expected'];
        const ratio = typeof expected === 'number' && {
          garwood_ratio: own.map((end) => end / expected),
        };
        return { garwood_count: own, ...ratio, byar_count: byar(count, level) };
      };
    }
    case 'nps': {
      const replies = {
        promoters: number(input['promoters']),
        passives: number(input['passives']),
        detractors: number(input['detractors']),
      };
      return (level) => {
        const { nps, se, interval } = netPromoters(replies, level);
        return { nps, se, ci: interval };
      };
    }
    case 'mean': {
      const values = numbers(input['values']);
      return (level) => {
        const { mean, sd, se, interval } = meanInterval(values, level);
        return { mean, sd, se, t_interval: interval };
      };
    }
    default:
      return undefined;
  }
}

const ENDS = { lower_95: 0.025, upper_95: 0.975, lower_998: 0.001, upper_998: 0.999 };

function funnel(kind: 'proportion' | 'ratio', input: Json): unknown {
  const target = number(input['target']);
  const one = (p: number): unknown => {
    if (kind === 'proportion') {
      const { r, alpha, exact, normal, arcsine } = proportionLimit(number(input['n']), target, p);
      return { r, alpha, exact_interpolated: exact, normal, arcsine };
    }
    const limit = ratioLimit(number(input['expected']), target, p);
    return {
      r: limit.r,
      alpha: limit.alpha,
      exact_interpolated: limit.exact,
      chi_square: limit.chiSquare,
      log_normal: limit.logNormal,
      sqrt_normal: limit.squareRoot,
      normal: limit.normal,
    };
  };
  return Object.fromEntries(Object.entries(ENDS).map(([name, p]) => [name, one(p)]));
}
