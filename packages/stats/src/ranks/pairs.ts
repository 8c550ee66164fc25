import { at } from '../numbers.ts';
import type { Belief } from './exact.ts';
import { gaussLegendre } from './gauss-legendre.ts';

/** Probability that the first unit's value is above the second's: "A is better than B with 71 %". */
export function chanceAbove(first: Belief, second: Belief, nodes = 200): number {
  const { points, weights } = gaussLegendre(nodes);
  return points.reduce((total, u, i) => total + at(weights, i) * second.cdf(first.quantile(u)), 0);
}

/** Below it the product refuses to rank a question and says how many replies would be needed. */
export const LEAST_RANKABILITY = 0.5;

/** Whether the differences between units are real enough to be put into an order at all. */
export const mayRank = (rankability: number): boolean => rankability >= LEAST_RANKABILITY;
