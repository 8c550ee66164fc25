import { at, indices } from '../numbers.ts';

/** A flag a point for each rule. */
export interface Flags {
  readonly outside: readonly boolean[];
  /** In a run of seven on one side of the mean. */
  readonly shift: readonly boolean[];
  /** In seven points that only rise or only fall. */
  readonly trend: readonly boolean[];
  /** Near a limit, in three on one side of which two are near it. */
  readonly twoOfThree: readonly boolean[];
}

const RUN = 7;

/** Strictly beyond a limit. */
export const outsideFlags = (
  y: readonly number[],
  { lower, upper }: { readonly lower: number; readonly upper: number },
): boolean[] => y.map((value) => value > upper || value < lower);

/** A point on the mean (side 0) breaks a run. */
export function shiftFlags(sides: readonly number[]): boolean[] {
  const flags = sides.map(() => false);
  for (const [from, to] of runs(sides)) {
    if (at(sides, from) !== 0 && to - from + 1 >= RUN) flags.fill(true, from, to + 1);
  }
  return flags;
}

/**
 * 1 for points of a rise of seven, −1 of a fall, 0 otherwise; equal neighbours break both. A turning point
 * between a rise and a fall belongs to the later one.
 */
export function trendDirections(y: readonly number[]): number[] {
  const directions = y.map(() => 0);
  const steps = y.slice(1).map((value, i) => Math.sign(value - at(y, i)));
  for (const [from, to] of runs(steps)) {
    const direction = at(steps, from);
    // Six steps join seven points.
    if (direction !== 0 && to - from + 2 >= RUN) directions.fill(direction, from, to + 2);
  }
  return directions;
}

/** Marks only the points between the near limit and the limit. */
export function nearFlags(
  y: readonly number[],
  sides: readonly number[],
  outside: readonly boolean[],
  centre: number,
  near: number,
): boolean[] {
  const close = y.map(
    (value, i) => !outside[i] && (value > centre + near || value < centre - near),
  );
  const flags = y.map(() => false);
  for (let from = 0; from + 3 <= y.length; from += 1) {
    const three = [from, from + 1, from + 2];
    const oneSide = Math.abs(three.reduce((total, i) => total + at(sides, i), 0)) === 3;
    const marked = three.filter((i) => close[i]);
    if (oneSide && marked.length >= 2) for (const i of marked) flags[i] = true;
  }
  return flags;
}

/** Stretches of equal values, first and last place. */
function runs(list: readonly number[]): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (const i of indices(list.length)) {
    const last = found.at(-1);
    if (last && list[i] === list[i - 1]) last[1] = i;
    else found.push([i, i]);
  }
  return found;
}
