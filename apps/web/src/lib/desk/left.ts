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
