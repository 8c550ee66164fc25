import type { Calendar, HolidayName } from './calendar.ts';
import { tableFor } from './calendar.ts';
import { parseDate } from './dates.ts';
import { refuse } from './errors.ts';
import type { ExtraDay } from './extra-days.ts';
import { overlayOf } from './extra-days.ts';
import { isWorkingDay as worked } from './working-days.ts';

function dayOf(date: string): number {
  const day = parseDate(date);
  if (day === null) throw refuse('instant-invalid', `${date} is not a date`);
  return day;
}

/**
 * Name of the public holiday on a date (`YYYY-MM-DD`), or null: a page can say why a day was skipped.
 * @throws WorkingTimeError `calendar-year-missing`, `instant-invalid`.
 */
export function holidayName(calendar: Calendar, date: string): HolidayName | null {
  const day = dayOf(date);
  return tableFor(calendar, day).holidays.get(day) ?? null;
}

/**
 * Whether a date (`YYYY-MM-DD`) is a working day by the calendar and the region's extra days.
 * @throws WorkingTimeError `calendar-year-missing`, `instant-invalid`, `schedule-invalid` (extra days).
 */
export function isWorkingDay(
  calendar: Calendar,
  date: string,
  extraDays?: readonly ExtraDay[],
): boolean {
  return worked({ calendar, overlay: overlayOf(extraDays) }, dayOf(date));
}
