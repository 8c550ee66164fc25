import type { TimeLeft } from '@otklik/desk';
import { m } from '@otklik/i18n';

const MINUTE_ms = 60_000;
const HOUR_ms = 60 * MINUTE_ms;
const DAY_ms = 24 * HOUR_ms;

export interface Left {
  readonly text: string;
  readonly tone: 'late' | 'soon' | 'plain';
}

/** One unit is enough at a glance: days from two days on, then hours, then minutes. */
function roughly(ms: number): string {
  if (ms >= 2 * DAY_ms) return m.common_days({ count: Math.floor(ms / DAY_ms) });
  if (ms >= HOUR_ms) return m.common_hours({ count: Math.floor(ms / HOUR_ms) });
  return m.common_minutes({ count: Math.max(1, Math.floor(ms / MINUTE_ms)) });
}

/** How much time a step still has, in words; less than half a day is soon. */
export function leftOf(dueAt: Date | null, now: Date): Left {
  if (!dueAt) return { text: m.desk_left_none(), tone: 'plain' };
  const ms = dueAt.getTime() - now.getTime();
  if (ms < 0) return { text: m.desk_left_late({ time: roughly(-ms) }), tone: 'late' };
  return { text: m.desk_left({ time: roughly(ms) }), tone: ms < DAY_ms / 2 ? 'soon' : 'plain' };
}

/** Hours and minutes of a clock that runs round: «1 ч 20 мин»; from two days on days are enough. */
function clockTime({ hours, minutes }: TimeLeft): string {
  if (hours >= 48) return m.common_days({ count: Math.floor(hours / 24) });
  if (hours === 0) return m.workbench_minutes_short({ minutes: Math.max(1, minutes) });
  return minutes === 0
    ? m.workbench_hours_short({ hours })
    : m.workbench_hours_minutes({ hours, minutes });
}

/** «2 рабочих дня 3 часа»: of what is past whole days are enough. */
function dayTime(left: TimeLeft): string {
  const { days: count, hours, unit, late } = left;
  if (count === 0) return hours > 0 ? m.common_hours({ count: hours }) : clockTime(left);
  const days =
    unit === 'working-days' ? m.common_working_days({ count }) : m.common_days({ count });
  if (late || hours === 0) return days;
  return m.workbench_left_days_hours({ days, hours: m.common_hours({ count: hours }) });
}

/** What is left of a term, in the unit that it is counted in; less than a day, or three hours, is soon. */
export function leftWords(left: TimeLeft): Left {
  const { late, days, hours, minutes, unit } = left;
  const in_days = unit === 'working-days' || unit === 'calendar-days';
  // A term that ended on a day off is late by no working time yet.
  if (late && days === 0 && hours === 0 && minutes === 0)
    return { text: m.workbench_late_just(), tone: 'late' };
  const time = in_days ? dayTime(left) : clockTime(left);
  if (late) return { text: m.workbench_late({ time }), tone: 'late' };
  const is_soon = in_days ? days === 0 : hours < 3;
  return { text: m.workbench_left({ time }), tone: is_soon ? 'soon' : 'plain' };
}
