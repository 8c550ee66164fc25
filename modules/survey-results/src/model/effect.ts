import { wilson } from '@otklik/stats';

/** Best answers to one question over some months. */
export interface TopCount {
  readonly top: number;
  readonly n: number;
}

export interface Effect {
  /** Shares of best answers, 0 to 1. */
  readonly before: number;
  readonly after: number;
  /** The difference with its interval of 95 %. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: 'better' | 'worse' | 'unclear';
}

const LEAST = 30;

/**
 * What followed on a change that was promised and made: the share of best answers in the months before the promise and
 * in those after it was done, with Newcombe's interval of the difference (his method 10, from two of Wilson's). Null
 * for fewer than thirty answers on either side, and where a share would tell what everybody answered. That answers
 * changed does not say that the promise did it.
 */
export function effectOf(before: TopCount, after: TopCount): Effect | null {
  const isTelling = ({ top, n }: TopCount): boolean => n >= LEAST && top > 0 && top < n;
  if (!isTelling(before) || !isTelling(after)) return null;
  const [p, q] = [before.top / before.n, after.top / after.n];
  const [pLow, pHigh] = wilson(before.top, before.n);
  const [qLow, qHigh] = wilson(after.top, after.n);
  const difference = q - p;
  const low = difference - Math.hypot(q - qLow, pHigh - p);
  const high = difference + Math.hypot(qHigh - q, p - pLow);
  const verdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'unclear';
  return { before: p, after: q, difference, low, high, verdict };
}
