import { describe, expect, test } from 'vitest';
import { WorkingTimeError, holidayName, isWorkingDay, loadCalendar } from '../src/index.ts';
import { calendarJson, russia } from './support/golden.ts';

// Each change breaks the real table in one place; the fault must name it.
const FAULTS: [name: string, from: string, to: string, fault: RegExp][] = [
  ['another format', 'otklik-calendar/1', 'otklik-calendar/2', /format/],
  ['no version', '"version":"2026-11-21"', '"version":""', /version/],
  [
    'a date outside its year',
    '{"from":"2026-01-04","to":"2026-12-31"',
    '{"from":"2026-01-04","to":"2027-12-31"',
    /2027-12-31 is not a date of 2026/,
  ],
  ['a date that does not exist', '"date":"2026-06-12"', '"date":"2026-06-31"', /2026-06-31/],
  [
    'a wrong total',
    '"working_days":248',
    '"working_days":249',
    /2024 working_days: 249 stated, 248 counted/,
  ],
  ['wrong hours', '"hours_40":1979', '"hours_40":1980', /hours_40/],
  ['a wrong month', '[17,20,20,21,20', '[17,20,20,20,21', /working_days_by_month/],
  [
    'a working weekend on a weekday',
    '{"date":"2024-04-27","hours_as"',
    '{"date":"2024-04-26","hours_as"',
    /2024-04-26 in working_weekends is not a weekend/,
  ],
  [
    'a weekend among weekdays off',
    '"weekdays_off":["2024-01-01"',
    '"weekdays_off":["2024-01-06","2024-01-01"',
    /2024-01-06 in weekdays_off is a weekend/,
  ],
  [
    'a shortened day off',
    '{"date":"2024-02-22","minus',
    '{"date":"2024-02-23","minus',
    /2024-02-23 is shortened but not worked/,
  ],
  [
    'a shortened day without minutes',
    '"minus_minutes":60',
    '"minus_minutes":0',
    /shortened by 0 minutes/,
  ],
  [
    'a date twice',
    '"weekdays_off":["2024-01-01"',
    '"weekdays_off":["2024-01-01","2024-01-01"',
    /2024-01-01 stands twice/,
  ],
  [
    'a worked holiday',
    '{"date":"2024-06-12"',
    '{"date":"2024-06-13"',
    /2024-06-13 is a holiday but not in weekdays_off/,
  ],
  [
    'a day off without a reason',
    '{"date":"2024-06-12"',
    '{"date":"2024-06-15"',
    /2024-06-12 is off without a holiday or a transfer/,
  ],
  [
    'a rest moved elsewhere',
    '"hours_as":"2024-12-30"',
    '"hours_as":"2024-12-31"',
    /no transfer moves its rest to 2024-12-31/,
  ],
  [
    'a rest moved to a working day',
    '"to":"2024-12-30"',
    '"to":"2024-12-27"',
    /2024-12-27 receives a rest/,
  ],
];

function reasonOf(json: unknown): string {
  try {
    loadCalendar(json);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof WorkingTimeError)) throw error;
    expect(error.code).toBe('calendar-invalid');
    return error.data.reason ?? '';
  }
}

describe('the loader', () => {
  test.each(FAULTS)('refuses %s', (_, from, to, fault) => {
    const text = JSON.stringify(calendarJson());
    expect(text).toContain(from);
    expect(reasonOf(JSON.parse(text.replace(from, to)))).toMatch(fault);
  });

  test.each([
    [null],
    [[]],
    ['text'],
    [{}],
    [{ format: 'otklik-calendar/1', country: 'RU', version: '1', years: {} }],
  ])('refuses %j', (json) => {
    expect(reasonOf(json)).not.toBe('accepted');
  });
});

test('names holidays and tells working days', () => {
  expect(russia.version).toBe('2026-11-21');
  expect(holidayName(russia, '2026-06-12')?.en).toBe('Russia Day');
  expect(holidayName(russia, '2026-06-11')).toBeNull();
  expect(isWorkingDay(russia, '2024-11-02')).toBe(true);
  expect(isWorkingDay(russia, '2024-11-04')).toBe(false);
  expect(
    isWorkingDay(russia, '2024-11-05', [{ from: '2024-11-05', to: '2024-11-06', type: 'off' }]),
  ).toBe(false);
  expect(() => isWorkingDay(russia, '2027-01-11')).toThrow('calendar-year-missing 2027');
});
