import { need } from '../errors.ts';
import { at } from '../numbers.ts';

/** A CUSUM on whole steps: a yes lifts it by `up`, a no lowers it by 1 (not below 0), alarm from `height` on. */
export interface Ladder {
  /** Chance of a yes. */
  readonly p: number;
  readonly up: number;
  /** A no lowers by so many; 1 unless a finer ladder is wanted. */
  readonly down?: number;
  readonly height: number;
}

function check({ p, up, down = 1, height }: Ladder): void {
  need(p >= 0 && p <= 1, 'p lies outside [0, 1]');
  need(
    [up, down, height].every((value) => Number.isInteger(value) && value > 0),
    'steps are whole and positive',
  );
}

/**
 * Mean number of replies from 0 to the alarm, exactly. Elimination from the bottom up, without pivots: each
 * state leads at most one step down, so its row is dominated by its diagonal.
 * @throws StatsError `argument-invalid`; p = 0 never alarms and gives Infinity.
 */
export function meanRunLength(ladder: Ladder): number {
  check(ladder);
  const { p, up, height } = ladder;
  need((ladder.down ?? 1) === 1, 'the mean run length is for steps of 1 down');
  if (p === 0) return Infinity;
  // a(b) = 1 + p·a(b + up) + (1 − p)·a(b − 1). Written from the top: a(b) = c(b) + d(b)·a(b − 1).
  const constant: number[] = Array.from({ length: height }, () => 0);
  const slope = constant.slice();
  for (let b = height - 1; b >= 0; b -= 1) {
    // a(b + up) goes back to a(b) through every state between.
    let [c, d] = [0, 1];
    const from = b + up;
    if (from >= height) d = 0;
    else
      for (let state = from; state > b; state -= 1) {
        c += d * at(constant, state);
        d *= at(slope, state);
      }
    const own = 1 - p * d - (b === 0 ? 1 - p : 0);
    constant[b] = (1 + p * c) / own;
    slope[b] = (1 - p) / own;
  }
  return at(constant, 0);
}

/**
 * Chance of an alarm within each of the given numbers of replies, exactly, by stepping the distribution.
 * @param within whole numbers
 * @throws StatsError `argument-invalid`.
 */
export function alarmChances(ladder: Ladder, within: readonly number[]): number[] {
  check(ladder);
  const { p, up, down = 1, height } = ladder;
  const last = Math.max(0, ...within);
  const chances = new Map<number, number>([[0, 0]]);
  let mass = new Float64Array(height);
  mass[0] = 1;
  let alarmed = 0;
  for (let reply = 1; reply <= last; reply += 1) {
    const next = new Float64Array(height);
    for (let b = 0; b < height; b += 1) {
      const here = mass[b] ?? 0;
      // What is smaller than this adds nothing and is slow to reckon with.
      if (here < 1e-290) continue;
      if (b + up >= height) alarmed += here * p;
      else next[b + up] = (next[b + up] ?? 0) + here * p;
      const below = b > down ? b - down : 0;
      next[below] = (next[below] ?? 0) + here * (1 - p);
    }
    mass = next;
    chances.set(reply, alarmed);
  }
  return within.map((n) => chances.get(n) ?? Number.NaN);
}
