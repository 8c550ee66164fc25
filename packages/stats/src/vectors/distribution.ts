import { betaCdf, betaQuantile } from '../distributions/beta.ts';
import { binomialCdf, negativeBinomialCdf, poissonCdf } from '../distributions/counts.ts';
import { gammaCdf, gammaQuantile } from '../distributions/gamma.ts';
import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { studentCdf, studentQuantile } from '../distributions/student.ts';
import { adjustP, rejected, type Adjustment } from '../multiple-testing.ts';
import { logGamma } from '../special/log-gamma.ts';
import type { Answerer } from './answer.ts';
import { isObject, numbers } from './read.ts';

type Three = (a: number, b: number, c: number) => number;

const FUNCTIONS: Readonly<Record<string, Three>> = {
  beta_quantile: betaQuantile,
  beta_cdf: betaCdf,
  gamma_quantile: gammaQuantile,
  gamma_cdf: gammaCdf,
  normal_quantile: normalQuantile,
  normal_cdf: normalCdf,
  student_t_quantile: studentQuantile,
  student_t_cdf: studentCdf,
  binomial_cdf: binomialCdf,
  poisson_cdf: poissonCdf,
  negative_binomial_cdf: negativeBinomialCdf,
  log_gamma: logGamma,
};

const ADJUSTMENTS: Readonly<Record<string, Adjustment>> = {
  BH: 'benjamini-hochberg',
  BY: 'benjamini-yekutieli',
  holm: 'holm',
  bonferroni: 'bonferroni',
};

/** Distribution functions, and p-values adjusted for their number. */
export const answerDistribution: Answerer = ({ kind, input, expected }) => {
  const f = Object.hasOwn(FUNCTIONS, kind) ? FUNCTIONS[kind] : undefined;
  if (f) {
    const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = numbers(input);
    return f(a, b, c);
  }
  if (!isObject(input) || !('p' in input) || Object.keys(input).length > 1) return undefined;
  const p = numbers(input['p']);
  // Which levels are asked stands in the names of the expected lists: rejected_BH_0.05.
  const asked = isObject(expected) ? Object.keys(expected) : [];
  const answers: Record<string, unknown> = {};
  for (const [name, adjustment] of Object.entries(ADJUSTMENTS)) {
    const adjusted = adjustP(p, adjustment);
    answers[name] = adjusted;
    for (const key of asked.filter((key) => key.startsWith(`rejected_${name}_`)))
      answers[key] = rejected(adjusted, Number(key.slice(`rejected_${name}_`.length)));
  }
  return answers;
};
