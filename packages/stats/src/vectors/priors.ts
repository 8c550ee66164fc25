import { betaCdf, betaQuantile } from '../distributions/beta.ts';
import { adjustP } from '../multiple-testing.ts';
import { at } from '../numbers.ts';
import { exactRanks, unitsInTenth } from '../ranks/exact.ts';
import {
  betaBinomialLogLikelihood,
  betaMoments,
  fitBeta,
  shareAbove,
  sharePosterior,
  type BetaPrior,
  type Shares,
} from '../shrinkage/beta-binomial.ts';
import {
  fitGamma,
  gammaMoments,
  gammaPoissonLogLikelihood,
  ordinaryTail,
  poissonMidP,
  poissonTail,
  ratePosterior,
  type GammaPrior,
  type Rates,
} from '../shrinkage/gamma-poisson.ts';
import type { Json } from './read.ts';
import { numbers } from './read.ts';

/** Empirical Bayes for shares and for counts. */
export function answerPriors(input: Json): unknown {
  if ('x' in input && 'n' in input)
    return shares({ x: numbers(input['x']), n: numbers(input['n']) });
  if ('count' in input && 'expected' in input)
    return rates({ count: numbers(input['count']), expected: numbers(input['expected']) });
  return undefined;
}

function shares(asked: Shares): unknown {
  const moments = betaMoments(asked);
  const prior = fitBeta(asked);
  return {
    method_of_moments: {
      mu: moments.mu,
      sigma2: moments.sigma2,
      M: moments.m,
      alpha: moments.prior?.alpha ?? null,
      beta: moments.prior?.beta ?? null,
    },
    ml: prior && {
      alpha: prior.alpha,
      beta: prior.beta,
      mu: prior.alpha / (prior.alpha + prior.beta),
      M: prior.alpha + prior.beta,
      rho: 1 / (prior.alpha + prior.beta + 1),
      loglik: betaBinomialLogLikelihood(asked, prior),
    },
    posterior_with_ml_prior: prior && posteriors(asked, prior),
    ranks_with_ml_prior: prior && ranks(asked, prior),
  };
}

function posteriors({ x, n }: Shares, prior: BetaPrior): unknown {
  const own = x.map((value, i) => sharePosterior(value, at(n, i), prior));
  const mu = prior.alpha / (prior.alpha + prior.beta);
  return {
    shrunken_mean: own.map(({ shrunken }) => shrunken),
    weight_on_own_data: own.map(({ weight }) => weight),
    ci95: own.map(({ interval }) => interval),
    prob_above_prior_mean: own.map((one) => shareAbove(one, mu)),
    prob_above_1_5x_prior_mean: own.map((one) => shareAbove(one, 1.5 * mu)),
  };
}

function ranks({ x, n }: Shares, prior: BetaPrior): unknown {
  const own = x.map((value, i) => sharePosterior(value, at(n, i), prior));
  const found = exactRanks(
    own.map(({ alpha, beta }) => ({
      cdf: (value) => betaCdf(value, alpha, beta),
      quantile: (p) => betaQuantile(p, alpha, beta),
    })),
  );
  return {
    expected_rank: found.map(({ expected }) => expected),
    rank_interval_95: found.map(({ interval }) => interval),
    prob_in_highest_decile: found.map(({ inHighestTenth }) => inHighestTenth),
    units_in_decile: unitsInTenth(x.length),
    percentile_of_expected_rank: found.map(({ percentile }) => percentile),
    rank_pmf: found.map(({ pmf }) => pmf),
  };
}

function rates(asked: Rates): unknown {
  const moments = gammaMoments(asked);
  const prior = fitGamma(asked);
  const each = (f: (count: number, expected: number) => number): number[] =>
    asked.count.map((count, i) => f(count, at(asked.expected, i)));
  const mid = each((count, expected) => poissonMidP(count, expected, moments.m));
  return {
    method_of_moments: {
      m: moments.m,
      s2: moments.s2,
      A: moments.between,
      shape: moments.prior?.shape ?? null,
      rate: moments.prior?.rate ?? null,
    },
    ml: prior && {
      shape: prior.shape,
      rate: prior.rate,
      mean: prior.shape / prior.rate,
      loglik: gammaPoissonLogLikelihood(asked, prior),
    },
    posterior: prior && ratePosteriors(asked, prior),
    poisson_upper_p: each((count, expected) => poissonTail(count, expected, moments.m)),
    poisson_mid_p: mid,
    bh_of_mid_p: adjustP(mid, 'benjamini-hochberg'),
    negative_binomial_upper_p:
      prior && each((count, expected) => ordinaryTail(count, expected, prior)),
  };
}

function ratePosteriors({ count, expected }: Rates, prior: GammaPrior): unknown {
  const own = count.map((value, i) => ratePosterior(value, at(expected, i), prior));
  const usual = prior.shape / prior.rate;
  return {
    rate_ratio: own.map(({ rate }) => rate),
    ci95: own.map(({ interval }) => interval),
    prob_above_1_5x_mean: own.map((one) => one.above(1.5 * usual)),
    prob_above_2x_mean: own.map((one) => one.above(2 * usual)),
  };
}
