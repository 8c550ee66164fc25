import { z } from 'zod';

/** A year's table as people type it: a line a day, parts between bars or arrows. */
export interface CalendarLists {
  readonly holidays: readonly { date: string; name_ru: string; name_en: string }[];
  readonly transfers: readonly { from: string; to: string; basis: string }[];
  readonly weekdays_off: readonly string[];
  readonly working_weekends: readonly { date: string; hours_as: string }[];
  readonly shortened: readonly { date: string; minus_minutes: number; reason: string }[];
}

const date = z.iso.date();
const linesOf = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => line.split(/\s*(?:\||→|->)\s*/));

/** Whether each line is what it should be: dates first, as many parts as allowed. */
export function goodLines(text: string, dates_count: number, parts_max: number): boolean {
  return linesOf(text).every(
    (parts) =>
      parts.length >= dates_count &&
      parts.length <= parts_max &&
      parts.slice(0, dates_count).every((part) => date.safeParse(part).success) &&
      parts.every((part) => part.length > 0 && part.length <= 200),
  );
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay());

/**
 * The lists of a year: free weekdays follow from holidays and transfers; a weekend whose rest moved is
 * worked, with the hours of the day that became free (order 588n, see the data's README).
 */
export function calendarLists(typed: {
  readonly holidays: string;
  readonly transfers: string;
  readonly shortened: string;
}): CalendarLists {
  const holidays = linesOf(typed.holidays).map(([day = '', ru = '', en = ru]) => ({
    date: day,
    name_ru: ru,
    name_en: en,
  }));
  const free = new Set(holidays.map((row) => row.date));
  const transfers = linesOf(typed.transfers).map(([from = '', to = '', basis = 'act']) => ({
    from,
    to,
    basis,
  }));
  const weekdays_off = [...free, ...transfers.map((row) => row.to)]
    .filter((day) => !isWeekend(day))
    .sort();
  return {
    holidays,
    transfers,
    weekdays_off: [...new Set(weekdays_off)],
    working_weekends: transfers
      .filter((row) => isWeekend(row.from) && !free.has(row.from))
      .map((row) => ({ date: row.from, hours_as: row.to })),
    shortened: linesOf(typed.shortened).map(([day = '', reason = 'eve']) => ({
      date: day,
      minus_minutes: 60,
      reason,
    })),
  };
}

/** The lines that `calendarLists` reads, from a stored year. */
export function calendarLines(content: Readonly<Record<string, unknown>>) {
  const list = (name: string) => (content[name] ?? []) as Readonly<Record<string, string>>[];
  return {
    holidays: list('holidays')
      .map((row) => [row['date'], row['name_ru'], row['name_en']].join(' | '))
      .join('\n'),
    transfers: list('transfers')
      .map((row) => `${row['from']} -> ${row['to']} | ${row['basis'] ?? 'act'}`)
      .join('\n'),
    shortened: list('shortened')
      .map((row) => [row['date'], row['reason'] ?? 'eve'].join(' | '))
      .join('\n'),
  };
}

/** Working days and hours that follow from the lists; the published figures must agree with them. */
export function calendarTotals(year: number, lists: CalendarLists) {
  const off = new Set(lists.weekdays_off);
  const worked = new Set(lists.working_weekends.map((row) => row.date));
  const months = Array.from({ length: 12 }, () => 0);
  const first = Date.UTC(year, 0, 1);
  let calendar_days = 0;
  for (let at = first; new Date(at).getUTCFullYear() === year; at += 86_400_000) {
    calendar_days += 1;
    const day = new Date(at).toISOString().slice(0, 10);
    const counts = isWeekend(day) ? worked.has(day) : !off.has(day);
    if (counts) months[Number(day.slice(5, 7)) - 1]! += 1;
  }
  const working_days = months.reduce((sum, days) => sum + days, 0);
  const minutes_less = lists.shortened.reduce((sum, row) => sum + row.minus_minutes, 0);
  return {
    calendar_days,
    working_days,
    working_days_by_month: months,
    hours_40: working_days * 8 - minutes_less / 60,
  };
}
