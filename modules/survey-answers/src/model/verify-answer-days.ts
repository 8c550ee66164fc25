import { dayHash, FIRST_PREV, isSigned, rootOf } from '@otklik/act-log';
import type { AuditKey } from '@otklik/kernel';
import { answerDayText, type AnswerDay } from './counted.ts';

/**
 * `day-missing`: the chain does not begin with its first day, or a day between two is left out. `day-changed`: a
 * number of the day is not what was signed. `answers-changed`: the hashes of the day do not give its root.
 * `day-differs`: it is sound in itself, but not the one that was saved elsewhere.
 */
export type AnswerDayProblem = 'day-missing' | 'day-changed' | 'answers-changed' | 'day-differs';

/**
 * What is wrong with one signed day of counted answers, after the signed day before it; null when nothing is. A day on
 * which nothing was counted is not signed, so days may be apart: what holds them together are link and running total.
 * @param leaves of the day, in any order
 */
export function answerDayProblem(
  day: AnswerDay,
  before: AnswerDay | null,
  { keys, leaves }: { readonly keys: readonly AuditKey[]; readonly leaves: readonly string[] },
): AnswerDayProblem | null {
  const text = answerDayText(day);
  if (dayHash(text) !== day.hash || !isSigned(text, day.signature, day.keyId, keys))
    return 'day-changed';
  const isNext = before === null || day.day > before.day;
  if (!isNext || day.prev !== (before?.hash ?? FIRST_PREV)) return 'day-missing';
  if (day.total !== (before?.total ?? 0) + day.count) return 'day-changed';
  const isWhole = leaves.length === day.count && rootOf(leaves.toSorted()) === day.root;
  return isWhole ? null : 'answers-changed';
}
