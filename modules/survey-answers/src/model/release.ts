import type { WeightClass } from '@otklik/surveys';
import type { Grain, Mode } from './answer.ts';
import { daysLater, monthOf, quarterAfter, quarterOf, weekOf } from './windows.ts';

/** What is known of an answer before its batch, without opening it. */
export interface Waiting {
  readonly id: string;
  readonly placeId: string;
  readonly formId: string;
  readonly formVersion: string;
  readonly mode: Mode;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** Answers that may come out together, and the window that each of them will say. */
export interface Batch {
  readonly ids: readonly string[];
  readonly placeId: string;
  readonly formId: string;
  readonly formVersion: string;
  readonly grain: Grain;
  readonly windowStart: string;
}

interface Step {
  readonly grain: Grain;
  /** The first day of the window that a day lies in. */
  readonly windowOf: (day: string) => string;
  /** The first day on which this window may be used for it: a coarser one waits until the finer had its chance. */
  readonly opensOn: (day: string) => string;
}

/** Days that are left after a month or quarter for what is still being sent. */
const SETTLING_DAYS = 3;

/** From fine to coarse. What finds no company in its quarter goes on waiting, sealed; it is never thrown away. */
const LADDER: readonly Step[] = [
  { grain: 'week', windowOf: weekOf, opensOn: (day) => day },
  {
    grain: 'month',
    windowOf: monthOf,
    opensOn: (day) => daysLater(monthOf(daysLater(monthOf(day), 31)), SETTLING_DAYS),
  },
  {
    grain: 'quarter',
    windowOf: quarterOf,
    opensOn: (day) => daysLater(quarterAfter(day), SETTLING_DAYS),
  },
];

/**
 * Which waiting answers may come out: of one place, form, version and way of asking there are at least `min` in one
 * week; once the month is over, in one month; once the quarter is over, in one quarter. Ways do not wait for one
 * another: the store of people knows who had a link of which kind, so the one answer of a kind would be theirs.
 *
 * @param today no answer of a later day is looked at
 */
export function planRelease(
  waiting: readonly Waiting[],
  today: string,
  min: number,
): readonly Batch[] {
  const batches: Batch[] = [];
  let left = waiting.filter(({ day }) => day <= today);
  for (const step of LADDER) {
    const cells = Map.groupBy(
      left.filter(({ day }) => step.opensOn(day) <= today),
      ({ placeId, formId, formVersion, mode, day }) =>
        [placeId, formId, formVersion, mode, step.windowOf(day)].join('|'),
    );
    const out = new Set<string>();
    for (const cell of cells.values()) {
      if (cell.length < min) continue;
      const { placeId, formId, formVersion, day } = cell[0]!;
      const ids = cell.map(({ id }) => id);
      const windowStart = step.windowOf(day);
      batches.push({ ids, placeId, formId, formVersion, grain: step.grain, windowStart });
      for (const id of ids) out.add(id);
    }
    left = left.filter(({ id }) => !out.has(id));
  }
  return batches;
}

const CLASSES: readonly WeightClass[] = [8, 4, 2, 1];

/**
 * The class of weight of each answer of a batch, as it may be kept. The store of people knows the class of every
 * invitation, so a class that fewer than `min` share would point at them: then all take the class of the mean.
 */
export function coarseWeights(classes: readonly WeightClass[], min: number): WeightClass[] {
  const sizes = [...Map.groupBy(classes, (one) => one).values()].map((same) => same.length);
  if (sizes.every((size) => size >= min)) return [...classes];
  const mean = classes.reduce((sum: number, one) => sum + one, 0) / classes.length;
  const common = CLASSES.find((one) => one <= mean) ?? 1;
  return classes.map(() => common);
}
