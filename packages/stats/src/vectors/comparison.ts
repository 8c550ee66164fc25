import { adjustCaseMix } from '../adjust/case-mix.ts';
import { standardise } from '../adjust/indirect.ts';
import { correlations } from '../drivers/correlations.ts';
import {
  johnsonWeights,
  rSquared,
  shapleyShares,
  standardisedEffects,
} from '../drivers/importance.ts';
import { mean, sum } from '../numbers.ts';
import { shrinkMeans, type TauMethod } from '../shrinkage/normal.ts';
import { effectiveSize, poststratify, rake, weightedMean } from '../survey/raking.ts';
import type { Answerer } from './answer.ts';
import { answerPriors } from './priors.ts';
import type { Json } from './read.ts';
import { isObject, number, numbers, numbersByName, object, texts } from './read.ts';

/** Shrinkage, case mix, raking and key drivers. */
export const answerComparison: Answerer = (vector) => {
  const { kind, input } = vector;
  if (kind !== '' || !isObject(input)) return undefined;
  if ('patients' in input) return patients(object(input['patients']));
  if ('respondents' in input) return raking(input);
  if ('predictors' in input) return drivers(input);
  if ('y' in input && 's' in input) return shrinkage(numbers(input['y']), numbers(input['s']));
  return answerPriors(input);
};

const METHODS: Readonly<Record<string, TauMethod>> = {
  DL: 'dersimonian-laird',
  PM: 'paule-mandel',
  REML: 'reml',
  ML: 'ml',
};

function shrinkage(y: readonly number[], s: readonly number[]): unknown {
  const one = (method: TauMethod): unknown => {
    const got = shrinkMeans({ y, s }, method);
    return {
      tau2: got.tau2,
      mu: got.mu,
      se_mu: got.seMu,
      Q: got.q,
      I2_percent: got.i2Percent,
      reliability: got.reliability,
      shrunken: got.shrunken,
      posterior_sd_given_mu_tau: got.posteriorSd,
      rankability: got.rankability,
    };
  };
  return Object.fromEntries(Object.entries(METHODS).map(([name, method]) => [name, one(method)]));
}

const LABELS = ['clinic', 'org', 'unit', 'hospital'];

function patients(columns: Json): unknown {
  const label = LABELS.find((name) => name in columns);
  if (label === undefined) throw new Error('patients without a clinic');
  const outcome = 'event' in columns ? 'event' : 'score';
  const rest = Object.entries(columns).filter(([name]) => name !== label && name !== outcome);
  const covariates = Object.fromEntries(rest.map(([name, column]) => [name, numbers(column)]));
  const unit = texts(columns[label]);
  return outcome === 'event'
    ? indirect(unit, numbers(columns['event']), covariates)
    : caseMix(unit, numbers(columns['score']), covariates);
}

function caseMix(clinic: string[], score: number[], adjusters: Record<string, number[]>): unknown {
  const got = adjustCaseMix({ clinic, score, adjusters });
  const of = (key: 'n' | 'raw' | 'subtracted' | 'adjusted' | 'se'): Record<string, number> =>
    Object.fromEntries([...got.clinics].map(([name, row]) => [name, row[key]]));
  return {
    coefficients: got.coefficients,
    overall_adjuster_means: got.overallMeans,
    raw_means: of('raw'),
    adjustment_subtracted: of('subtracted'),
    adjusted_means: of('adjusted'),
    adjusted_se: of('se'),
    n: of('n'),
    residual_sd: got.residualSd,
  };
}

function indirect(unit: string[], event: number[], covariates: Record<string, number[]>): unknown {
  const got = standardise({ unit, event, covariates });
  const of = (key: 'observed' | 'expected' | 'ratio'): Record<string, number> =>
    Object.fromEntries([...got.units].map(([name, row]) => [name, row[key]]));
  return {
    coefficients: { intercept: got.intercept, ...got.coefficients },
    first10_predicted: got.fitted.slice(0, 10),
    observed: of('observed'),
    expected: of('expected'),
    standardised_ratio: of('ratio'),
    total_expected_equals_total_observed: sum(got.fitted),
    c_statistic: got.cStatistic,
  };
}

function raking(input: Json): unknown {
  const respondents = input['respondents'];
  if (!Array.isArray(respondents) || !respondents.every(isObject))
    throw new Error('no respondents');
  const margins = Object.fromEntries(
    Object.entries(object(input['population_margins'])).map(([name, sizes]) => [
      name,
      numbersByName(sizes),
    ]),
  );
  const column = (name: string): string[] => respondents.map((row) => String(row[name]));
  const categories = Object.fromEntries(Object.keys(margins).map((name) => [name, column(name)]));
  const scores = respondents.map((row) => number(row['score']));
  const weights = rake(categories, margins);
  const answer: Record<string, unknown> = {
    raked_weights: weights,
    raked_mean: weightedMean(scores, weights),
    unweighted_mean: mean(scores),
    kish_n_eff: effectiveSize(weights),
    kish_deff: weights.length / effectiveSize(weights),
  };
  for (const [name, margin] of Object.entries(margins)) {
    const own = poststratify(column(name), margin);
    answer[`poststratified_on_${name}_weights`] = own;
    answer[`poststratified_on_${name}_mean`] = weightedMean(scores, own);
  }
  return answer;
}

function drivers(input: Json): unknown {
  const rows = input['X'];
  if (!Array.isArray(rows)) throw new Error('X is not a list of rows');
  const found = correlations(rows.map(numbers), numbers(input['y']));
  const johnson = johnsonWeights(found);
  const shapley = shapleyShares(found);
  const percent = (list: readonly number[]): number[] =>
    list.map((value) => (100 * value) / sum(list));
  return {
    r_squared: rSquared(found),
    standardised_beta: standardisedEffects(found),
    pearson_r: found.withOutcome,
    johnson_relative_weight: johnson,
    johnson_percent: percent(johnson),
    shapley_lmg: shapley,
    shapley_percent: percent(shapley),
  };
}
