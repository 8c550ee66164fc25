import type { RushMap } from '@otklik/access';
import { currentLocale, figuresIn, m } from '@otklik/i18n';
import { csvText } from '@otklik/kernel';

/** 1 January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_ms = 86_400_000;

export const weekdayName = (weekday: number, style: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(currentLocale(), { weekday: style, timeZone: 'UTC' }).format(
    MONDAY + weekday * DAY_ms,
  );

export const shareWords = (share: number): string => figuresIn(currentLocale()).percent(share);

/** A time to half, in minutes below an hour. */
export const halfLifeWords = (hours: number): string =>
  hours < 1
    ? m.waits_rush_minutes({ count: Math.max(1, Math.round(hours * 60)) })
    : m.common_hours({ count: Math.round(hours) });

/** The hours in which any place appeared, without the empty night before and after. */
export function hoursShown(grid: readonly (readonly number[])[]): number[] {
  const busy = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    grid.some((row) => (row[hour] ?? 0) > 0),
  );
  const [first, last] = [busy[0] ?? 0, busy.at(-1) ?? 0];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** The fullest weekday and hour. */
export function fullest(grid: readonly (readonly number[])[]): { weekday: number; hour: number } {
  let best = { weekday: 0, hour: 0, n: -1 };
  for (const [weekday, row] of grid.entries())
    for (const [hour, n] of row.entries()) if (n > best.n) best = { weekday, hour, n };
  return best;
}

/** One line an hour of the week that released anything; none below the least number. */
export function rushCsv(rush: RushMap | null): string {
  const rows = (rush?.grid ?? []).flatMap((row, weekday) =>
    row.flatMap((n, hour) => (n === 0 ? [] : [[weekday + 1, hour, n]])),
  );
  return csvText(['weekday_iso', 'hour', 'places'], rows);
}
