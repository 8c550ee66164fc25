import { need } from '../errors.ts';
import { at, indices, mean } from '../numbers.ts';
import type { Flags } from './xmr-rules.ts';
import { nearFlags, outsideFlags, shiftFlags, trendDirections } from './xmr-rules.ts';

export interface XmrQuestion {
  readonly values: readonly number[];
  /** Limits from the first so many points of each part only. */
  readonly fixAfter?: number | null | undefined;
  /** Drops very large moves once (moving range ≥ 3.267 times its mean); default true. */
  readonly screen?: boolean | undefined;
  /** Where a new part begins, set by a person with a reason; each part is judged on its own. */
  readonly rebaseAt?: readonly number[] | undefined;
}

export interface XmrPart {
  readonly start: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  readonly movingRange: number;
}

export type XmrCause = 'outside' | 'trend' | 'two-of-three' | 'shift';

/** The one reason shown for a point, and to which side. */
export interface XmrReason {
  readonly cause: XmrCause;
  readonly side: 'high' | 'low';
}

export interface XmrAnswer extends Flags {
  readonly parts: readonly XmrPart[];
  /** Null where nothing but chance is seen. */
  readonly reasons: readonly (XmrReason | null)[];
}

/** Limits are so many mean moving ranges from the mean: 3 / 1.128. */
const LIMIT = 2.66;
const SCREEN = 3.267;

/**
 * XmR chart: limits and the four rules of Making Data Count. A reading aid, not an alarm: some rule fires in
 * a third of 36 points of pure chance.
 * @throws StatsError `argument-invalid`: no value, a value that is no number, parts out of order.
 */
export function xmr({ values, fixAfter, screen = true, rebaseAt = [] }: XmrQuestion): XmrAnswer {
  need(values.length > 0 && values.every(Number.isFinite), 'values must be numbers');
  need(
    fixAfter === undefined || fixAfter === null || fixAfter >= 1,
    'a baseline has at least one point',
  );
  const starts = [0, ...rebaseAt.filter((start) => start !== 0)];
  need(
    starts.every((start, i) => start < values.length && (i === 0 || start > at(starts, i - 1))),
    'parts must begin in order and inside the values',
  );
  const answers = starts.map((start, i) =>
    judge(values.slice(start, starts[i + 1]), start, fixAfter ?? undefined, screen),
  );
  return {
    parts: answers.map(({ part }) => part),
    outside: answers.flatMap(({ flags }) => flags.outside),
    shift: answers.flatMap(({ flags }) => flags.shift),
    trend: answers.flatMap(({ flags }) => flags.trend),
    twoOfThree: answers.flatMap(({ flags }) => flags.twoOfThree),
    reasons: answers.flatMap(({ reasons }) => reasons),
  };
}

function judge(y: readonly number[], start: number, fixAfter: number | undefined, screen: boolean) {
  const base = y.slice(0, fixAfter);
  const centre = mean(base);
  const movingRange = meanMove(base, screen);
  const reach = LIMIT * movingRange;
  const part: XmrPart = {
    start,
    mean: centre,
    lower: centre - reach,
    upper: centre + reach,
    movingRange,
  };
  const sides = y.map((value) => Math.sign(value - centre));
  const outside = outsideFlags(y, part);
  const directions = trendDirections(y);
  const flags: Flags = {
    outside,
    shift: shiftFlags(sides),
    trend: directions.map((direction) => direction !== 0),
    twoOfThree: nearFlags(y, sides, outside, centre, (2 / 3) * reach),
  };
  const reasons = indices(y.length).map((i) => reasonOf(flags, i, at(sides, i), at(directions, i)));
  return { part, flags, reasons };
}

/** Mean moving range, very large moves dropped once; a constant series has 0, never nothing. */
function meanMove(y: readonly number[], screen: boolean): number {
  const moves = y.slice(1).map((value, i) => Math.abs(value - at(y, i)));
  if (moves.length === 0) return 0;
  const plain = mean(moves);
  const kept = screen ? moves.filter((move) => move < SCREEN * plain) : moves;
  return kept.length > 0 ? mean(kept) : plain;
}

function reasonOf(flags: Flags, i: number, side: number, direction: number): XmrReason | null {
  const to = (sign: number): 'high' | 'low' => (sign > 0 ? 'high' : 'low');
  if (flags.outside[i]) return { cause: 'outside', side: to(side) };
  if (flags.trend[i]) return { cause: 'trend', side: to(direction) };
  if (flags.twoOfThree[i]) return { cause: 'two-of-three', side: to(side) };
  if (flags.shift[i]) return { cause: 'shift', side: to(side) };
  return null;
}
