import type { MaybeDays } from '../days.ts';
import { compareDays } from '../days.ts';

export interface Choice {
  readonly id: string;
  /** Minutes of travel. */
  readonly minutes: number | 'unknown';
  readonly wait: MaybeDays;
  /** Review score, higher is better. */
  readonly score: number | 'unknown';
}

/** Whether one clinic is at least as good as another in everything and better in something; both must be known. */
export function beats(a: Choice, b: Choice): boolean {
  const distances = compareAll(a, b);
  return (
    distances !== null &&
    distances.every((distance) => distance <= 0) &&
    distances.some((distance) => distance < 0)
  );
}

/** Negative where a is better; null when anything is unknown. */
function compareAll(a: Choice, b: Choice): readonly number[] | null {
  if (!isKnown(a) || !isKnown(b)) return null;
  return [a.minutes - b.minutes, compareDays(a.wait, b.wait), b.score - a.score];
}

type Known = Choice & { minutes: number; wait: Exclude<MaybeDays, 'unknown'>; score: number };

const isKnown = (choice: Choice): choice is Known =>
  choice.minutes !== 'unknown' && choice.wait !== 'unknown' && choice.score !== 'unknown';

export interface Frontier<T> {
  /** Not beaten by any other, in the order given. */
  readonly best: readonly T[];
  /** Each of these is beaten; by which one that is not. */
  readonly beaten: ReadonlyMap<T, T>;
  /** Something is not known: neither good nor bad. */
  readonly unknown: readonly T[];
}

/** The clinics worth choosing from: travel against wait against score. */
export function frontier<T extends Choice>(choices: readonly T[]): Frontier<T> {
  const known = choices.filter(isKnown);
  const best = known.filter((choice) => !known.some((other) => beats(other, choice)));
  const beaten = new Map<T, T>();
  for (const choice of known) {
    const better = best.find((other) => beats(other, choice));
    if (better) beaten.set(choice, better);
  }
  return { best, beaten, unknown: choices.filter((choice) => !isKnown(choice)) };
}
