const DAY_ms = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** A day so many days later. */
export const daysLater = (day: string, days: number): string => dayOf(at(day) + days * DAY_ms);

/** The Monday of a day's week (ISO 8601). */
export const weekOf = (day: string): string =>
  daysLater(day, -((new Date(at(day)).getUTCDay() + 6) % 7));

/** The first day of a day's month. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** The first day of a day's quarter. */
export function quarterOf(day: string): string {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}

/** The first day of the quarter after a day's own. */
export const quarterAfter = (day: string): string => monthOf(daysLater(quarterOf(day), 95));

/**
 * The month that a week is counted in: that of its Thursday, by its first day. Given the first day of a
 * month or quarter it is that month, or the quarter's first.
 */
export const monthOfWeek = (monday: string): string => `${daysLater(monday, 3).slice(0, 7)}-01`;

/**
 * The month to whose key the comments of a window are sealed: of a quarter the last, for the key of its first is
 * destroyed before a quarter comes out.
 */
export const monthOfWindow = (grain: string, start: string): string =>
  grain === 'quarter' ? monthOf(daysLater(start, 62)) : monthOfWeek(start);
