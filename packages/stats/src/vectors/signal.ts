import {
  limits,
  outside,
  truncate,
  widened,
  winsorise,
  zScores,
  type Allowance,
} from '../funnel/overdispersion.ts';
import { toScale, type ScaleKind } from '../funnel/scales.ts';
import { topicBurst } from '../text/burst.ts';
import { wordOdds } from '../text/log-odds.ts';
import { ears } from '../watch/ears.ts';
import type { Answerer } from './answer.ts';
import type { Json } from './read.ts';
import { isObject, number, numbers, numbersByName, texts } from './read.ts';
import { answerCusum } from './cusum.ts';
import { answerXmr } from './xmr.ts';

/** Outliers, charts over time and words. */
export const answerSignal: Answerer = (vector) => {
  const { kind, input } = vector;
  if (!isObject(input)) return undefined;
  if ('numerator' in input) return overdispersion(input);
  if ('counts' in input) return bursts(input);
  if ('values' in input) return answerXmr(input);
  if (kind === 'log_odds_dirichlet') return words(input);
  if (kind === 'topic_burst') return topic(input);
  return answerCusum(vector);
};

const ENDS = { lower_95: 0.025, upper_95: 0.975, lower_998: 0.001, upper_998: 0.999 };
const ALLOWANCES: readonly Allowance[] = ['unadjusted', 'additive', 'multiplicative'];

function overdispersion(input: Json): unknown {
  const kind = String(input['kind']) as ScaleKind;
  const unit = texts(input['unit']);
  const scaled = toScale(kind, numbers(input['numerator']), numbers(input['denominator']));
  const drawn = winsorise(scaled, input['trim'] === undefined ? undefined : number(input['trim']));
  // The logarithmic scale is SHMI's, which leaves units out instead of drawing them in.
  const cut = kind === 'ratio_log' ? truncate(scaled) : undefined;
  const tau2 = cut?.tau2 ?? drawn.tau2;
  const errors = (allowance: Allowance): number[] =>
    widened(scaled.s, allowance, { tau2, phi: drawn.phi });
  const z = (allowance: Allowance): number[] => zScores({ ...scaled, s: errors(allowance) });
  const answer: Record<string, unknown> = {
    target_transformed: scaled.target,
    y: scaled.y,
    s: scaled.s,
    z: zScores(scaled),
    winsorised: {
      q_low: drawn.low,
      q_high: drawn.high,
      z_winsorised: drawn.z,
      phi: drawn.phi,
      tau2: drawn.tau2,
    },
    ...(cut && {
      shmi_truncated: {
        kept: cut.kept,
        n_kept: cut.kept.filter(Boolean).length,
        phi: cut.phi,
        tau2: cut.tau2,
      },
    }),
    tau2_used: tau2,
    z_additive: z('additive'),
    z_multiplicative: z('multiplicative'),
    limits: Object.fromEntries(
      ALLOWANCES.map((allowance) => [
        allowance,
        Object.fromEntries(
          Object.entries(ENDS).map(([name, p]) => [name, limits(scaled, errors(allowance), p)]),
        ),
      ]),
    ),
  };
  for (const allowance of ALLOWANCES)
    answer[`outside_998_${allowance}`] = outside(scaled, errors(allowance)).map((i) => unit[i]);
  return answer;
}

function bursts(input: Json): unknown {
  const counts = numbers(input['counts']);
  const one = (lag: number): unknown => {
    const found = ears(counts, {
      lag,
      ...(typeof input['baseline'] === 'number' && { baseline: input['baseline'] }),
      ...(typeof input['alpha'] === 'number' && { alpha: input['alpha'] }),
    });
    return { first_index0: found.first, threshold: found.thresholds, alarm: found.alarms };
  };
  return { C1: one(0), C2: one(2) };
}

function words(input: Json): unknown {
  const found = wordOdds(
    numbersByName(input['clinic']),
    numbersByName(input['others']),
    numbersByName(input['prior']),
  );
  return Object.fromEntries(
    [...found].map(([word, { delta, variance, z }]) => [word, { delta, var: variance, z }]),
  );
}

function topic(input: Json): unknown {
  const found = topicBurst({
    baselineCounts: numbers(input['baseline_counts']),
    baselineTotals: numbers(input['baseline_totals']),
    count: number(input['current_count']),
    total: number(input['current_total']),
  });
  return {
    baseline_rate: found.baselineRate,
    expected_current: found.expected,
    upper_p: found.upperP,
    mid_p: found.midP,
  };
}
