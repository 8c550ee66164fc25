const DAY_ms = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** A day so many days later. */
export const daysLater = (day: string, days: number): string => dayOf(at(day) + days * DAY_ms);

/** The Monday of a day's week (ISO 8601). */
export const weekOf = (day: string): string =>
  daysLater(day, -((new Date(at(day)).getUTCDay() + 6) % 7));

/** The month that a week is counted in: that of its Thursday, by its first day. */
export const monthOfWeek = (monday: string): string => `${daysLater(monday, 3).slice(0, 7)}-01`;
