import { refuse } from './errors.ts';

/** One year of the file, as far as deadlines need it. */
export interface YearTable {
  readonly holidays: readonly {
    readonly date: string;
    readonly name_ru: string;
    readonly name_en: string;
  }[];
  readonly transfers: readonly { readonly from: string; readonly to: string }[];
  readonly weekdays_off: readonly string[];
  readonly working_weekends: readonly { readonly date: string; readonly hours_as: string }[];
  readonly shortened: readonly { readonly date: string; readonly minus_minutes: number }[];
  readonly totals: {
    readonly calendar_days: number;
    readonly working_days: number;
    readonly working_days_by_month: readonly number[];
    readonly hours_40: number;
  };
}

export interface CalendarTable {
  readonly country: string;
  readonly region: string | null;
  readonly version: string;
  readonly years: Readonly<Record<string, YearTable>>;
}

/**
 * The shape of a calendar file; what its dates mean is checked elsewhere.
 * @throws WorkingTimeError `calendar-invalid`.
 */
export function readTable(json: unknown): CalendarTable {
  const file = object(json, 'the file');
  if (file['format'] !== 'otklik-calendar/1')
    throw refuse('calendar-invalid', 'format is not otklik-calendar/1');
  const region = file['region'] ?? null;
  const years = Object.entries(object(file['years'], 'years'));
  if (years.length === 0) throw refuse('calendar-invalid', 'no year');
  return {
    country: text(file['country'], 'country'),
    region: region === null ? null : text(region, 'region'),
    version: text(file['version'], 'version'),
    years: Object.fromEntries(years.map(([year, content]) => [year, readYear(year, content)])),
  };
}

function readYear(year: string, json: unknown): YearTable {
  if (!/^(19|2[01])\d\d$/.test(year))
    throw refuse('calendar-invalid', `${year} is not a year of 1900 to 2199`);
  const table = object(json, year);
  const rows = (key: string): Record<string, unknown>[] =>
    list(table[key], `${year} ${key}`).map((row) => object(row, `${year} ${key}`));
  const totals = object(table['totals'], `${year} totals`);
  return {
    holidays: rows('holidays').map((row) => ({
      date: text(row['date'], 'date'),
      name_ru: text(row['name_ru'], 'name_ru'),
      name_en: text(row['name_en'], 'name_en'),
    })),
    transfers: rows('transfers').map((row) => ({
      from: text(row['from'], 'from'),
      to: text(row['to'], 'to'),
    })),
    weekdays_off: list(table['weekdays_off'], `${year} weekdays_off`).map((date) =>
      text(date, 'weekdays_off'),
    ),
    working_weekends: rows('working_weekends').map((row) => ({
      date: text(row['date'], 'date'),
      hours_as: text(row['hours_as'], 'hours_as'),
    })),
    shortened: rows('shortened').map((row) => ({
      date: text(row['date'], 'date'),
      minus_minutes: number(row['minus_minutes'], 'minus_minutes'),
    })),
    totals: {
      calendar_days: number(totals['calendar_days'], 'calendar_days'),
      working_days: number(totals['working_days'], 'working_days'),
      working_days_by_month: list(totals['working_days_by_month'], 'working_days_by_month').map(
        (days) => number(days, 'working_days_by_month'),
      ),
      hours_40: number(totals['hours_40'], 'hours_40'),
    },
  };
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('calendar-invalid', `${what} is not an object`);
  }
  return { ...value };
}

function list(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw refuse('calendar-invalid', `${what} is not a list`);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '')
    throw refuse('calendar-invalid', `${what} is not text`);
  return value;
}

function number(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw refuse('calendar-invalid', `${what} is not a number`);
  return value;
}
