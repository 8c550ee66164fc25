import { need } from '../errors.ts';

const HALF_LOG_2PI = 0.9189385332046728;
const EULER = 0.5772156649015329;
const SERIES_TERMS = 30;

/** ζ(k) − 1: a sum of 29 terms and Euler's and Maclaurin's correction for the rest. */
function zetaMinusOne(k: number): number {
  const N = 30;
  let total = N ** (1 - k) / (k - 1) + N ** -k / 2;
  // B₂/2!, B₄/4!, B₆/6!, each times k(k+1)…(k+2j−2)·N^(1−k−2j)
  let rising = k;
  [1 / 12, -1 / 720, 1 / 30_240].forEach((share, j) => {
    total += share * rising * N ** (-k - 1 - 2 * j);
    rising *= (k + 2 * j + 1) * (k + 2 * j + 2);
  });
  for (let n = N - 1; n >= 2; n -= 1) total += n ** -k;
  return total;
}

const ZETA = Array.from({ length: SERIES_TERMS }, (_, index) => zetaMinusOne(index + 2));

/** log Γ(2 + t) for |t| ≤ 1/2, exact to the last digits even where it is nearly zero. */
function aroundTwo(t: number): number {
  let power = -t;
  let total = 0;
  ZETA.forEach((value, index) => {
    power *= -t;
    total += (value * power) / (index + 2);
  });
  return t * (1 - EULER) + total;
}

/** 1/12x − 1/360x³ + …: what Stirling's formula lacks, for x ≥ 10. */
function stirlingSeries(x: number): number {
  const s = 1 / (x * x);
  const inner = 1 / 1260 + s * (-1 / 1680 + s * (1 / 1188 + s * (-691 / 360_360 + s * (1 / 156))));
  return (1 / 12 + s * (-1 / 360 + s * inner)) / x;
}

/**
 * log Γ(x) for x > 0, relative error below 1e-13 also near the zeros at 1 and 2.
 * Source: DLMF 5.7.3 and 5.11.1.
 * @throws StatsError `argument-invalid`: x is not positive.
 */
export function logGamma(x: number): number {
  need(x > 0, 'log gamma needs a positive number');
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_2PI + stirlingSeries(x);
  if (x < 0.5) return aroundTwo(x) - Math.log(x) - Math.log1p(x);
  if (x < 1.5) return aroundTwo(x - 1) - Math.log1p(x - 1);
  let rest = x;
  let product = 1;
  while (rest >= 2.5) {
    rest -= 1;
    product *= rest;
  }
  return aroundTwo(rest - 2) + Math.log(product);
}

/** log Γ(x) less Stirling's leading terms (x − ½) log x − x + ½ log 2π; keeps densities exact for large x. */
export function stirlingError(x: number): number {
  if (x >= 10) return stirlingSeries(x);
  return logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_2PI);
}

/** log of the binomial coefficient n over k. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** First derivative of log Γ, x > 0 (DLMF 5.11.2 after steps up to x ≥ 10). */
export function digamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 10) {
    shift -= 1 / y;
    y += 1;
  }
  const s = 1 / (y * y);
  const tail =
    s *
    (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - (s * 691) / 32_760)))));
  return shift + Math.log(y) - 0.5 / y - tail;
}

/** Second derivative of log Γ, x > 0. */
export function trigamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 10) {
    shift += 1 / (y * y);
    y += 1;
  }
  const s = 1 / (y * y);
  const tail = s * (1 / 6 - s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - (s * 5) / 66))));
  return shift + 1 / y + s / 2 + tail / y;
}
