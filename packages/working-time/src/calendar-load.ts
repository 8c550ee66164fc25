import type { Calendar, HolidayName } from './calendar.ts';
import type { CalendarTable, YearTable } from './calendar-table.ts';
import { readTable } from './calendar-table.ts';
import { checkYear } from './calendar-checks.ts';
import { parseDate } from './dates.ts';
import { refuse } from './errors.ts';

/**
 * Reads a production calendar (parsed JSON, format `otklik-calendar/1`) and checks it: every date is real
 * and lies in its year, no two lists contradict each other, transfers agree with the lists they explain,
 * and the totals follow from the lists.
 * @throws WorkingTimeError `calendar-invalid`; `data.reason` names every fault found, for the administrator.
 */
export function loadCalendar(json: unknown): Calendar {
  const table = readTable(json);
  const faults = Object.entries(table.years).flatMap(([year, content]) =>
    checkYear(Number(year), content),
  );
  if (faults.length > 0) throw refuse('calendar-invalid', faults.join('; '));
  return index(table);
}

function index({ country, region, version, years }: CalendarTable): Calendar {
  const tables = Object.values(years);
  const all = <T>(list: (table: YearTable) => readonly T[]): T[] => tables.flatMap(list);
  return {
    country,
    region,
    version,
    years: new Set(Object.keys(years).map(Number)),
    holidays: new Map(all((table) => table.holidays).map((row) => [dayOf(row.date), nameOf(row)])),
    weekdaysOff: new Set(all((table) => table.weekdays_off).map(dayOf)),
    workingWeekends: new Map(
      all((table) => table.working_weekends).map((row) => [dayOf(row.date), dayOf(row.hours_as)]),
    ),
    shortened: new Map(
      all((table) => table.shortened).map((row) => [dayOf(row.date), row.minus_minutes]),
    ),
  };
}

function nameOf(row: { readonly name_ru: string; readonly name_en: string }): HolidayName {
  return { ru: row.name_ru, en: row.name_en };
}

/** Dates were checked before: this only turns them into day numbers. */
function dayOf(date: string): number {
  const day = parseDate(date);
  if (day === null) throw refuse('calendar-invalid', `${date} is not a date`);
  return day;
}
