const DAY_ms = 86_400_000;

const moved = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_ms).toISOString().slice(0, 10);

/** The day before a day, `YYYY-MM-DD`. */
export const dayBefore = (day: string): string => moved(day, -1);

/** A day so many days later. */
export const daysAfter = moved;
