import { describe, expect, test } from 'vitest';
import type { DeadlineQuestion, WorkingTimeCode } from '../src/index.ts';
import { WorkingTimeError, chain, deadline, elapsed, reminder, warning } from '../src/index.ts';
import { ALWAYS, OFFICE, russia } from './support/golden.ts';

const HOUR: DeadlineQuestion = {
  zone: 'Europe/Moscow',
  calendar: russia,
  schedule: OFFICE,
  start: '2026-09-15T09:00:00+03:00',
  term: { amount: 1, unit: 'hours' },
};

function codeOf(ask: () => unknown): WorkingTimeCode | 'answered' {
  try {
    ask();
    return 'answered';
  } catch (error) {
    if (!(error instanceof WorkingTimeError)) throw error;
    return error.code;
  }
}

// What arrives may be unchecked JSON, so shapes the types forbid are asked, too.
const asked = (change: Record<string, unknown>): WorkingTimeCode | 'answered' => {
  const question: unknown = { ...HOUR, ...change };
  return codeOf(() => deadline(question as DeadlineQuestion));
};
const week = (...mon: unknown[]): unknown => ({ calendar: 'none', week: { mon } });

describe('refused', () => {
  test.each<[WorkingTimeCode, Record<string, unknown>]>([
    ['zone-unknown', { zone: 'Europe/Moskva' }],
    ['zone-unknown', { zone: '+03:00' }],
    ['zone-unknown', { zone: '' }],
    ['zone-unknown', { zone: undefined }],
    ['instant-invalid', { start: '2026-09-15T09:00:00' }],
    ['instant-invalid', { start: '2026-09-15' }],
    ['instant-invalid', { start: '2026-02-29T09:00:00Z' }],
    ['instant-invalid', { start: '2026-09-15T24:00:00Z' }],
    ['instant-invalid', { start: '2026-09-15T09:00:00.0001Z' }],
    ['instant-invalid', { start: Number.NaN }],
    ['instant-invalid', { start: Number.POSITIVE_INFINITY }],
    ['instant-invalid', { start: 8.64e15 }],
    ['instant-invalid', { start: null }],
    ['instant-invalid', { start: new Date(Number.NaN) }],
    ['instant-invalid', { now: 'soon' }],
    ['instant-invalid', { pauses: [{ from: 'then', to: null }] }],
    ['term-invalid', { term: null }],
    ['term-invalid', { term: { amount: -1, unit: 'hours' } }],
    ['term-invalid', { term: { amount: 0.5, unit: 'hours' } }],
    ['term-invalid', { term: { amount: '8', unit: 'hours' } }],
    ['term-invalid', { term: { amount: Number.POSITIVE_INFINITY, unit: 'hours' } }],
    ['term-invalid', { term: { amount: 1, unit: 'weeks' } }],
    ['term-invalid', { term: { amount: 0, unit: 'working-days' } }],
    ['term-invalid', { term: { amount: 1, unit: 'calendar-days' } }],
    ['term-invalid', { term: { amount: 1, unit: 'calendar-days', roll: 'up' } }],
    ['term-invalid', { term: { amount: 1e15, unit: 'calendar-days', roll: 'none' } }],
    ['term-invalid', { term: { amount: 1e15, unit: 'minutes' }, schedule: ALWAYS }],
    ['term-invalid', { extension: { amount: -1 } }],
    ['pause-invalid', { pauses: [{ from: 2_000_000_000_000, to: 1_900_000_000_000 }] }],
    ['pause-invalid', { pauses: [null] }],
    ['pause-invalid', { pauses: 'none' }],
    ['schedule-invalid', { schedule: undefined }],
    ['schedule-invalid', { schedule: { calendar: 'lunar', week: OFFICE.week } }],
    ['schedule-invalid', { schedule: { calendar: 'none' } }],
    ['schedule-invalid', { schedule: { calendar: 'none', week: {} } }],
    [
      'schedule-invalid',
      { schedule: { calendar: 'none', week: { monday: [['09:00', '18:00']] } } },
    ],
    ['schedule-invalid', { schedule: week(['09:00', '13:00'], ['12:59', '18:00']) }],
    ['schedule-invalid', { schedule: week(['09:00', '09:00']) }],
    ['schedule-invalid', { schedule: week(['18:00', '09:00']) }],
    ['schedule-invalid', { schedule: week(['09:00', '24:01']) }],
    ['schedule-invalid', { schedule: week(['9:00', '18:00']) }],
    ['schedule-invalid', { schedule: week(['09:00']) }],
    ['schedule-invalid', { extraDays: [{ date: '2026-02-30', type: 'off' }] }],
    ['schedule-invalid', { extraDays: [{ date: '2026-02-03', type: 'long' }] }],
    ['schedule-invalid', { extraDays: [{ from: '2026-02-03', to: '2026-02-02', type: 'off' }] }],
    ['calendar-year-missing', { calendar: undefined }],
    ['calendar-year-missing', { term: { amount: 1e9, unit: 'working-days' } }],
  ])('%s: %j', (code, change) => {
    expect(asked(change)).toBe(code);
  });

  test('other questions check what they are given, too', () => {
    const before = { amount: 1, unit: 'working-days' } as const;
    expect(codeOf(() => reminder({ calendar: russia, due: '12.05.2026', before }))).toBe(
      'instant-invalid',
    );
    expect(
      codeOf(() =>
        reminder({ calendar: russia, due: '2026-05-12', before: { ...before, amount: 0 } }),
      ),
    ).toBe('term-invalid');
    const { zone } = HOUR;
    const days: unknown = { zone, schedule: OFFICE, deadline: 1_789_000_000_000, before };
    expect(codeOf(() => warning(days as Parameters<typeof warning>[0]))).toBe('term-invalid');
    const unfinished = [{ name: 'one', term: before, doneAt: 'yesterday' }];
    expect(
      codeOf(() => chain({ zone, calendar: russia, start: HOUR.start, stages: unfinished })),
    ).toBe('instant-invalid');
  });
});

describe('closed for two years', () => {
  const off = (to: string) => [{ from: '2024-01-01', to, type: 'off' as const }];
  const start = '2024-01-01T00:00:00Z';
  const desk = {
    zone: 'UTC',
    schedule: ALWAYS,
    start,
    term: { amount: 1, unit: 'minutes' } as const,
  };

  test('729 days are waited for, 730 are no working time', () => {
    expect(deadline({ ...desk, extraDays: off('2025-12-29') }).deadlineMs).toBe(
      Date.UTC(2025, 11, 30, 0, 1),
    );
    expect(codeOf(() => deadline({ ...desk, extraDays: off('2025-12-30') }))).toBe(
      'no-working-time',
    );
  });

  test('backwards and in days, too', () => {
    const extraDays = off('2026-12-31');
    const end = '2026-12-31T00:00:00Z';
    expect(codeOf(() => warning({ ...desk, deadline: end, before: desk.term, extraDays }))).toBe(
      'no-working-time',
    );
    const days = {
      ...desk,
      calendar: russia,
      extraDays,
      term: { amount: 1, unit: 'working-days' } as const,
    };
    expect(codeOf(() => deadline(days))).toBe('no-working-time');
    const before = { amount: 1, unit: 'working-days' } as const;
    expect(codeOf(() => reminder({ calendar: russia, due: '2026-12-31', before, extraDays }))).toBe(
      'no-working-time',
    );
    expect(elapsed({ ...desk, from: start, to: end, extraDays }).seconds).toBe(0);
  });
});

describe('only the years that are needed', () => {
  const { zone } = HOUR;

  test('a Sunday that the week keeps closed asks no table under holidays-only, but does under full', () => {
    // 31 December 2023 was a Sunday; 2023 has no table.
    const span = {
      zone,
      calendar: russia,
      from: '2023-12-31T10:00:00+03:00',
      to: '2024-01-09T10:00:00+03:00',
    };
    expect(elapsed({ ...span, schedule: { ...OFFICE, calendar: 'holidays-only' } }).seconds).toBe(
      3600,
    );
    expect(codeOf(() => elapsed({ ...span, schedule: OFFICE }))).toBe('calendar-year-missing');
  });

  test('a pause over an unknown year spares minutes the question', () => {
    const pauses = [{ from: '2023-12-01T00:00:00+03:00', to: '2024-01-09T10:00:00+03:00' }];
    const answer = deadline({
      ...HOUR,
      term: { amount: 60, unit: 'minutes' },
      start: '2023-12-29T10:00:00+03:00',
      pauses,
    });
    expect(answer).toMatchObject({ deadlineMs: Date.parse('2024-01-09T11:00:00+03:00') });
  });

  test('the year is named', () => {
    const ask = () => deadline({ ...HOUR, start: '2023-12-29T10:00:00+03:00' });
    expect(ask).toThrow(
      expect.objectContaining({ code: 'calendar-year-missing', data: { year: 2023 } }),
    );
  });
});
