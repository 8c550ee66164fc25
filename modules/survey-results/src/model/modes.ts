import { adjustP, normalCdf } from '@otklik/stats';

/** Best answers of those who gave one, by mode. */
export interface ModeShare {
  readonly mode: string;
  readonly top: number;
  readonly n: number;
}

const LEVEL = 0.01;
const LEAST = 30;

/** Two-sided p of the difference of two shares, by the pooled normal approximation. */
function differ(a: ModeShare, b: ModeShare): number {
  const pooled = (a.top + b.top) / (a.n + b.n);
  const se = Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n));
  return se === 0 ? 1 : 2 * (1 - normalCdf(Math.abs(a.top / a.n - b.top / b.n) / se));
}

/**
 * Whether modes of one group answer alike enough to be counted together: every pair with at least thirty answers
 * each is tested, p adjusted for the number of pairs (Holm).
 */
export function modesDiffer(shares: readonly ModeShare[]): boolean {
  const large = shares.filter(({ n }) => n >= LEAST);
  const p = large.flatMap((one, at) => large.slice(at + 1).map((other) => differ(one, other)));
  return adjustP(p, 'holm').some((value) => value < LEVEL);
}
