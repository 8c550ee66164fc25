import { need } from '../errors.ts';
import type { Ladder } from './run-length.ts';
import { alarmChances } from './run-length.ts';

export interface BudgetQuestion {
  /** Expected share of poor replies. */
  readonly p: number;
  /** Change of the odds to find, default 2. */
  readonly oddsRatio?: number;
  /** Replies in the time the budget is for (a year's). */
  readonly replies: number;
  /** Chance of a false alarm in that time, default 0.01. */
  readonly falseAlarm?: number;
}

export interface Budget {
  /** Alarm when the sum of evidence reaches it. */
  readonly h: number;
  readonly falseAlarm: number;
  /** Chance to catch the change within the same number of replies. */
  readonly power: number;
}

/** A yes is as many steps as a no to within so much of itself; finer ladders cost time and tell nothing more. */
const NEAR = 0.002;
const FINEST = 32;

/** Into how many steps a no is cut so that a yes is a whole number of them, nearly. */
function fineness(ratio: number): number {
  for (let steps = 1; steps < FINEST; steps += 1) {
    const up = Math.round(ratio * steps);
    if (up > 0 && Math.abs(up / (ratio * steps) - 1) <= NEAR) return steps;
  }
  return FINEST;
}

/**
 * The alarm height h that spends a false-alarm budget, and what it catches: an exact Markov chain over a
 * ladder on which both pieces of evidence are whole steps, to within a few thousandths.
 * @throws StatsError `argument-invalid`.
 */
export function budgetHeight({
  p,
  oddsRatio = 2,
  replies,
  falseAlarm = 0.01,
}: BudgetQuestion): Budget {
  need(p > 0 && p < 1 && oddsRatio > 1, 'p lies inside (0, 1) and the odds ratio above 1');
  need(Number.isInteger(replies) && replies > 0, 'replies are a whole number');
  need(falseAlarm > 0 && falseAlarm < 1, 'a chance lies inside (0, 1)');
  const no = Math.log1p(p * (oddsRatio - 1));
  const yes = Math.log(oddsRatio) - no;
  const down = fineness(yes / no);
  const step = no / down;
  const ladder = (chance: number, height: number): Ladder => ({
    p: chance,
    up: Math.max(1, Math.round(yes / step)),
    down,
    height,
  });
  const chance = (share: number, height: number): number =>
    alarmChances(ladder(share, height), [replies])[0] ?? 0;
  let [low, high] = [0, 1];
  while (chance(p, high) > falseAlarm) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (chance(p, middle) > falseAlarm) low = middle;
    else high = middle;
  }
  const raised = (oddsRatio * p) / (1 + p * (oddsRatio - 1));
  return { h: high * step, falseAlarm: chance(p, high), power: chance(raised, high) };
}
