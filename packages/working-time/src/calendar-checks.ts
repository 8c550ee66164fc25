import type { YearTable } from './calendar-table.ts';
import { formatDate, parseDate, yearOf } from './dates.ts';
import { isWeekend } from './working-days.ts';

/** Faults of one year of a calendar file, in English, each naming its date; empty when it may be trusted. */
export function checkYear(year: number, table: YearTable): string[] {
  // The other checks read dates, so a wrong one is named first and alone.
  const wrong = datesOf(table).filter((date) => {
    const day = parseDate(date);
    return day === null || yearOf(day) !== year;
  });
  if (wrong.length > 0) return wrong.map((date) => `${date} is not a date of ${year}`);
  return [
    ...repeated(table),
    ...contradictions(table),
    ...wrongTransfers(table),
    ...wrongTotals(year, table),
  ];
}

function datesOf(table: YearTable): string[] {
  return [
    ...table.holidays.map((row) => row.date),
    ...table.transfers.flatMap((row) => [row.from, row.to]),
    ...table.weekdays_off,
    ...table.working_weekends.flatMap((row) => [row.date, row.hours_as]),
    ...table.shortened.map((row) => row.date),
  ];
}

function repeated(table: YearTable): string[] {
  const lists = {
    holidays: table.holidays.map((row) => row.date),
    'transfers to': table.transfers.map((row) => row.to),
    'transfers from': table.transfers.map((row) => row.from),
    weekdays_off: table.weekdays_off,
    working_weekends: table.working_weekends.map((row) => row.date),
    shortened: table.shortened.map((row) => row.date),
  };
  return Object.entries(lists).flatMap(([name, dates]) =>
    dates
      .filter((date, at) => dates.indexOf(date) !== at)
      .map((date) => `${date} stands twice in ${name}`),
  );
}

const weekend = (date: string): boolean => isWeekend(parseDate(date) ?? 0);

function isWorked(table: YearTable, date: string): boolean {
  return weekend(date)
    ? table.working_weekends.some((row) => row.date === date)
    : !table.weekdays_off.includes(date);
}

function contradictions(table: YearTable): string[] {
  const faults: string[] = [];
  const holidays = new Set(table.holidays.map((row) => row.date));
  for (const date of table.weekdays_off) {
    if (weekend(date)) faults.push(`${date} in weekdays_off is a weekend`);
  }
  for (const { date } of table.working_weekends) {
    if (!weekend(date)) faults.push(`${date} in working_weekends is not a weekend`);
    if (holidays.has(date)) faults.push(`${date} is a holiday and a working weekend`);
  }
  for (const { date, minus_minutes } of table.shortened) {
    if (!isWorked(table, date)) faults.push(`${date} is shortened but not worked`);
    const whole = Number.isInteger(minus_minutes) && minus_minutes > 0 && minus_minutes < 480;
    if (!whole) faults.push(`${date} is shortened by ${minus_minutes} minutes`);
  }
  for (const date of holidays) {
    if (!weekend(date) && isWorked(table, date))
      faults.push(`${date} is a holiday but not in weekdays_off`);
  }
  return faults;
}

function wrongTransfers(table: YearTable): string[] {
  const faults: string[] = [];
  const holidays = new Set(table.holidays.map((row) => row.date));
  const freed = new Set(table.transfers.map((row) => row.to));
  for (const { from, to } of table.transfers) {
    if (!weekend(from)) faults.push(`${from} gives its rest away but is no weekend`);
    if (!holidays.has(from) && !isWorked(table, from))
      faults.push(`${from} gives its rest away but is not worked`);
    if (!table.weekdays_off.includes(to))
      faults.push(`${to} receives a rest but is not in weekdays_off`);
  }
  for (const date of table.weekdays_off) {
    if (!holidays.has(date) && !freed.has(date))
      faults.push(`${date} is off without a holiday or a transfer`);
  }
  for (const { date, hours_as } of table.working_weekends) {
    const moved = table.transfers.some((row) => row.from === date && row.to === hours_as);
    if (!moved) faults.push(`${date} is worked, but no transfer moves its rest to ${hours_as}`);
  }
  return faults;
}

function wrongTotals(year: number, table: YearTable): string[] {
  const months = Array.from({ length: 12 }, () => 0);
  let calendar_days = 0;
  const first = parseDate(`${year}-01-01`) ?? 0;
  for (let day = first; yearOf(day) === year; day += 1) {
    calendar_days += 1;
    const date = formatDate(day);
    const month = Number(date.slice(5, 7)) - 1;
    if (isWorked(table, date)) months[month] = (months[month] ?? 0) + 1;
  }
  const working_days = months.reduce((sum, days) => sum + days, 0);
  const minutes_less = table.shortened.reduce((sum, row) => sum + row.minus_minutes, 0);
  const counted = {
    calendar_days,
    working_days,
    working_days_by_month: months,
    hours_40: working_days * 8 - minutes_less / 60,
  };
  const { totals } = table;
  const stated = {
    calendar_days: totals.calendar_days,
    working_days: totals.working_days,
    working_days_by_month: totals.working_days_by_month,
    hours_40: totals.hours_40,
  };
  return Object.entries(counted).flatMap(([name, value]) => {
    const said = stated[name as keyof typeof stated];
    const same = JSON.stringify(said) === JSON.stringify(value);
    return same
      ? []
      : [`${year} ${name}: ${JSON.stringify(said)} stated, ${JSON.stringify(value)} counted`];
  });
}
