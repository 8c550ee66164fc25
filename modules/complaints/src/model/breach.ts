import { localMs, type Facts } from './facts.ts';
import type { Threshold } from './topic.ts';

/** Whether a topic's limit was broken, by how much, and by which rule. Public: no exact times in it. */
export interface Breach {
  /** Null when no limit is known: then no breach is claimed. */
  readonly broken: boolean | null;
  readonly elapsed_min: number | null;
  readonly limit_min: number | null;
  /** How far over the limit; 0 when within. */
  readonly over_min: number | null;
  readonly rule: string;
  /** A limit in days, by a row of the registry's norms; absent where the topic's own minutes are the limit. */
  readonly norm?: BrokenNorm;
  /** The end was not reported: the time is counted to the moment of sending and still grows. */
  readonly stillRunning: boolean;
}

/** The norm that a breach is judged by: enough for anybody to look it up and count again. */
export interface BrokenNorm {
  readonly id: string;
  readonly amount: number;
  readonly unit: 'minutes' | 'hours' | 'working-days' | 'calendar-days';
  /** The last day within a limit in days, at the clinic; null for minutes and hours. */
  readonly due_date: string | null;
  /** Days over a limit in days; null for minutes and hours, and where nothing was offered at all. */
  readonly over_days: number | null;
  /** Where it is written. */
  readonly source: string | null;
  readonly verified: boolean;
}

/**
 * Compares what the author told with the topic's own limit; a limit that stands in a row of the norms is
 * judged by `judge-norm.ts`.
 *
 * @param sentAt local time of sending at the clinic
 * @returns null when the topic has no limit of its own or the times are missing
 */
export function judgeBreach(
  threshold: Threshold | null,
  facts: Facts,
  sentAt: string,
  rule: string,
): Breach | null {
  if (!threshold || threshold.kind !== 'elapsed' || !threshold.value || !threshold.from)
    return null;
  const from = facts[threshold.from];
  if (typeof from !== 'string') return null;
  const ends = (threshold.to ?? []).filter((code) => code !== 'sent_at');
  const reported = ends.map((code) => facts[code]).find((value) => typeof value === 'string');
  const to = typeof reported === 'string' ? reported : sentAt;
  const elapsed_min = Math.round((localMs(to) - localMs(from)) / 60_000);
  if (elapsed_min < 0) return null;
  const limit_min = threshold.unit === 'hours' ? threshold.value * 60 : threshold.value;
  return {
    broken: elapsed_min > limit_min,
    elapsed_min,
    limit_min,
    over_min: Math.max(0, elapsed_min - limit_min),
    rule,
    stillRunning: reported === undefined,
  };
}
