/** Windows are whole months: no free dates, so that two looks do not differ by a few people. */

export const MONTHS = 12;

/** The first day of the month so many months before that of a day. */
export function monthBefore(day: string, months: number): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}

/** First days of all months from one to another, both included. */
export function monthsFrom(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = monthBefore(to, 0); month >= from; month = monthBefore(month, 1))
    months.push(month);
  return months.reverse();
}

/** The last day of a month that begins on this day. */
export function lastDayOf(month: string): string {
  const date = new Date(`${month}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + 1, 0);
  return date.toISOString().slice(0, 10);
}
