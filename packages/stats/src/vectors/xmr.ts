import { xmr, type XmrReason } from '../watch/xmr.ts';
import type { Json } from './read.ts';
import { number, numbers } from './read.ts';

/** XmR chart of a series, its points named as in the vectors. */
export function answerXmr(input: Json): unknown {
  const fixAfter = input['fix_after_n_points'];
  const rebaseAt = input['rebase_at_index0'];
  const found = xmr({
    values: numbers(input['values']),
    fixAfter: typeof fixAfter === 'number' ? fixAfter : null,
    screen: input['screen_outliers'] !== false,
    rebaseAt: Array.isArray(rebaseAt) ? numbers(rebaseAt) : [],
  });
  const direction =
    input['improvement_direction'] === undefined ? 0 : number(input['improvement_direction']);
  return {
    segments: found.parts.map(({ start, mean, lower, upper }) => ({
      start_index: start,
      mean,
      lower,
      upper,
    })),
    mean_moving_range_used: found.parts.map(({ movingRange }) => movingRange),
    outside_limits: found.outside,
    shift_7: found.shift,
    trend_7: found.trend,
    two_of_three: found.twoOfThree,
    reported_cause: found.reasons.map(causeName),
    point_type: found.reasons.map((reason) => typeName(reason, direction)),
  };
}

function causeName(reason: XmrReason | null): string {
  if (!reason) return 'Common Cause';
  const high = reason.side === 'high';
  switch (reason.cause) {
    case 'outside':
      return high ? 'Above UCL' : 'Below LCL';
    case 'trend':
      return `7 Point Trend (${high ? 'In' : 'De'}creasing)`;
    case 'two-of-three':
      return `2 in 3 ${high ? 'Above' : 'Below'} CL`;
    case 'shift':
      return `7 Points ${high ? 'Above' : 'Below'} CL`;
    default:
      return reason.cause satisfies never;
  }
}

function typeName(reason: XmrReason | null, direction: number): string {
  if (!reason) return 'common_cause';
  if (direction === 0) return `special_cause_neutral_${reason.side}`;
  const better = (reason.side === 'high') === direction > 0;
  return better ? 'special_cause_improvement' : 'special_cause_concern';
}
