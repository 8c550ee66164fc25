import type { Norm } from '@otklik/registry';
import {
  deadline,
  WorkingTimeError,
  zoneOf,
  type Calendar,
  type DayTerm,
} from '@otklik/working-time';
import type { Breach, BrokenNorm } from './breach.ts';
import { localMs, type Facts } from './facts.ts';
import type { Threshold } from './topic.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MINUTES: Readonly<Record<string, number>> = { minutes: 1, hours: 60 };
const isDays = (unit: string | null): unit is 'working-days' | 'calendar-days' =>
  unit === 'working-days' || unit === 'calendar-days';

/** Which norm a topic's limit means for these answers: its code, and the local day it is asked for. */
export function normAsked(
  threshold: Threshold | null,
  facts: Facts,
): { readonly code: string; readonly on: string } | null {
  if (!threshold?.norms || threshold.kind === 'elapsed' || !threshold.from) return null;
  const from = facts[threshold.from];
  const answer = threshold.norm_by ? facts[threshold.norm_by] : '*';
  if (typeof from !== 'string' || typeof answer !== 'string') return null;
  const code = threshold.norms[answer];
  return code ? { code, on: from.slice(0, 10) } : null;
}

/** The end that counts: what was reported, else the moment of sending where the topic says so, else none. */
function endOf({ to }: Threshold, facts: Facts, sentAt: string) {
  const reported = (to ?? []).map((code) => facts[code]).find((value) => typeof value === 'string');
  if (typeof reported === 'string') return { at: reported, isReported: true };
  return { at: to?.includes('sent_at') ? sentAt : null, isReported: false };
}

/** The last day of a term in days that starts at a local time; null in a year without a calendar. */
function lastDay(
  from: string,
  norm: BrokenNorm & { readonly unit: 'working-days' | 'calendar-days' },
  { calendar, zone }: { readonly calendar: Calendar; readonly zone: string },
): string | null {
  const local_ms = localMs(from);
  const day = Math.floor(local_ms / DAY_MS);
  const start = new Date(zoneOf(zone).at(day, (local_ms - day * DAY_MS) / MINUTE_MS));
  try {
    const { amount } = norm;
    const term: DayTerm =
      norm.unit === 'calendar-days'
        ? { amount, unit: norm.unit, roll: 'none' }
        : { amount, unit: norm.unit };
    return deadline({ zone, calendar, start, term }).date;
  } catch (error) {
    if (error instanceof WorkingTimeError && error.code === 'calendar-year-missing') return null;
    throw error;
  }
}

/**
 * Compares what the author told with a norm: broken when the end comes later than the start and the limit;
 * in days the start day does not count and the last one does, whole. Nothing offered at all, where an end is
 * asked for, is a breach too. See docs/how-to/edit-topics.md.
 *
 * @param sentAt local time of sending at the clinic
 * @returns null when nothing can be claimed: no limit in the norm, another unit, a year without a calendar
 */
export function judgeNorm(
  threshold: Threshold,
  facts: Facts,
  sentAt: string,
  norm: Norm,
  place: { readonly calendar: Calendar; readonly zone: string },
): Breach | null {
  const from = threshold.from ? facts[threshold.from] : undefined;
  const { limit, unit } = norm;
  if (typeof from !== 'string' || limit === null || !Number.isInteger(limit) || limit < 1)
    return null;
  const end = endOf(threshold, facts, sentAt);
  const known = {
    id: norm.id,
    amount: limit,
    due_date: null,
    over_days: null,
    source: norm.source,
    verified: norm.verified,
  };
  const none = { elapsed_min: null, limit_min: null, over_min: null };
  const rest = { rule: norm.id, stillRunning: !end.isReported };
  if (isDays(unit)) {
    const due_date = lastDay(from, { ...known, unit }, place);
    if (due_date === null) return null;
    if (end.at === null)
      return { broken: true, ...none, ...rest, norm: { ...known, unit, due_date } };
    if (localMs(end.at) < localMs(from)) return null;
    const over_days = Math.max(
      0,
      Math.round((Date.parse(end.at.slice(0, 10)) - Date.parse(due_date)) / DAY_MS),
    );
    const judged = { ...known, unit, due_date, over_days };
    return { broken: over_days > 0, ...none, ...rest, norm: judged };
  }
  const factor = MINUTES[unit ?? ''];
  if (factor === undefined) return null;
  const timed = { ...known, unit: unit as 'minutes' | 'hours' };
  const limit_min = limit * factor;
  if (end.at === null) return { broken: true, ...none, limit_min, ...rest, norm: timed };
  const elapsed_min = Math.round((localMs(end.at) - localMs(from)) / MINUTE_MS);
  if (elapsed_min < 0) return null;
  const over_min = Math.max(0, elapsed_min - limit_min);
  return { broken: over_min > 0, elapsed_min, limit_min, over_min, ...rest, norm: timed };
}
