import type { AuditKey } from '@otklik/kernel';
import { dayHash, dayText, FIRST_PREV, isSigned, type FilingDay } from './filing.ts';
import { rootOf } from './merkle.ts';

/**
 * `day-missing`: a day is left out, or the chain does not begin with its first. `day-changed`: a number or the
 * link to the day before is not what was signed. `filings-changed`: the hashes of the day do not give its root.
 * `day-differs`: it is sound in itself, but not the one that was saved elsewhere.
 */
export type DayProblem = 'day-missing' | 'day-changed' | 'filings-changed' | 'day-differs';

const DAY_MS = 86_400_000;
export const dayAfter = (day: string): string =>
  new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

/** What is wrong with one day, after the day before it; null when nothing is. */
export function dayProblem(
  day: FilingDay,
  before: FilingDay | null,
  keys: readonly AuditKey[],
): DayProblem | null {
  const isNext = before ? day.day === dayAfter(before.day) : day.prev === FIRST_PREV;
  if (!isNext) return 'day-missing';
  const text = dayText(day);
  const isLinked =
    day.prev === (before?.hash ?? FIRST_PREV) && day.total === (before?.total ?? 0) + day.count;
  const isWhole = isLinked && dayHash(text) === day.hash;
  return isWhole && isSigned(text, day.signature, day.keyId, keys) ? null : 'day-changed';
}

/** Whether these hashes, in their order, are the day's. */
export const holdsExactly = (day: FilingDay, leaves: readonly string[]): boolean =>
  leaves.length === day.count && rootOf(leaves.toSorted()) === day.root;
