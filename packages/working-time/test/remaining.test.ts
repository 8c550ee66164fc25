import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deadline,
  elapsed,
  remaining,
  type RemainingQuestion,
  type Schedule,
} from '../src/index.ts';
import { russia } from './support/golden.ts';

const moscow = { zone: 'Europe/Moscow', calendar: russia };
const at = (now: string, due: string, unit: RemainingQuestion['unit'] = 'working-days') =>
  remaining({ ...moscow, now, due, unit });
const left = (days: number, hours: number, minutes = 0) => ({ late: false, days, hours, minutes });
const late = (days: number, hours: number, minutes = 0) => ({ late: true, days, hours, minutes });

describe('time left', () => {
  test.each([
    // Wednesday evening, due at the end of Friday.
    ['2026-09-16T21:00:00+03:00', '2026-09-19T00:00:00+03:00', left(2, 3)],
    // The weekend in between does not count.
    ['2026-09-18T21:00:00+03:00', '2026-09-22T00:00:00+03:00', left(1, 3)],
    ['2026-09-19T12:00:00+03:00', '2026-09-22T00:00:00+03:00', left(1, 0)],
    // Wednesday, 4 November is a holiday.
    ['2026-11-03T18:30:00+03:00', '2026-11-06T00:00:00+03:00', left(1, 5, 30)],
    // A Saturday that is worked counts.
    ['2024-11-01T23:00:00+03:00', '2024-11-03T00:00:00+03:00', left(1, 1)],
    // Two cut dates make a whole one together.
    ['2026-09-16T21:00:00+03:00', '2026-09-18T22:00:00+03:00', left(2, 1)],
    ['2026-09-16T21:00:00+03:00', '2026-09-16T21:00:00+03:00', left(0, 0)],
  ])('in working days from %s to %s', (now, due, expected) => {
    expect(at(now, due)).toEqual(expected);
  });

  test('a deadline passed on a Friday is late by nothing until Monday', () => {
    const due = '2026-09-19T00:00:00+03:00';
    expect(at('2026-09-20T15:00:00+03:00', due)).toEqual(late(0, 0));
    expect(at('2026-09-21T01:20:00+03:00', due)).toEqual(late(0, 1, 20));
    expect(at('2026-09-22T09:00:00+03:00', due)).toEqual(late(1, 9));
  });

  test('in calendar days each date counts, in hours the clock runs round', () => {
    const [now, due] = ['2026-09-18T21:00:00+03:00', '2026-09-22T00:00:00+03:00'];
    expect(at(now, due, 'calendar-days')).toEqual(left(3, 3));
    expect(at(now, due, 'hours')).toEqual(left(0, 75));
    expect(at('2026-09-19T10:00:00+03:00', '2026-09-19T11:20:30+03:00', 'minutes')).toEqual(
      left(0, 1, 20),
    );
  });

  test('dates are those of the clinic', () => {
    const question = {
      calendar: russia,
      now: '2026-09-18T16:00:00Z',
      due: '2026-09-21T14:00:00Z',
      unit: 'working-days' as const,
    };
    // In Vladivostok it is Saturday already and, at the end, the end of Monday.
    expect(remaining({ ...question, zone: 'Asia/Vladivostok' })).toEqual(left(1, 0));
    expect(remaining({ ...question, zone: 'Europe/Moscow' })).toEqual(left(0, 22));
  });

  test('a day on which the clock is changed is one day', () => {
    const [now, due] = ['2025-10-25T22:00:00Z', '2025-10-26T23:00:00Z'];
    expect(remaining({ zone: 'Europe/Paris', now, due, unit: 'calendar-days' })).toEqual(
      left(1, 0),
    );
  });

  test('a year without a table is refused', () => {
    expect(() => at('2026-09-18T21:00:00+03:00', '2031-09-22T00:00:00+03:00')).toThrow(
      expect.objectContaining({ code: 'calendar-year-missing' }),
    );
  });
});

describe('laws', () => {
  const day: [string, string][] = [['00:00', '24:00']];
  const whole_days: Schedule = {
    calendar: 'full',
    week: { mon: day, tue: day, wed: day, thu: day, fri: day },
  };
  const starts = fc
    .integer({ min: Date.UTC(2026, 1, 1), max: Date.UTC(2026, 9, 1) })
    .map((ms) => new Date(ms - (ms % 60_000)));

  test('right after the start of a term in working days, that many are left and some hours', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 20 }), (start, amount) => {
        const term = { amount, unit: 'working-days' } as const;
        const answer = deadline({ ...moscow, start, term });
        const due = new Date(answer.kind === 'days' ? answer.endsAtMs! : Number.NaN);
        const found = remaining({ ...moscow, now: start, due, unit: 'working-days' });
        const from_midnight = found.hours * 60 + found.minutes;
        expect([amount, amount + 1]).toContain(found.days);
        if (found.days > amount) expect(from_midnight).toBe(0);
      }),
    );
  });

  test('sums of whole years and one day after the other come to the same', () => {
    const any = fc
      .integer({ min: Date.UTC(2024, 0, 2), max: Date.UTC(2026, 11, 30) })
      .map((ms) => new Date(ms));
    fc.assert(
      fc.property(any, any, (now, due) => {
        const question = { ...moscow, now, due, unit: 'working-days' } as const;
        // An extra day that takes no day off, but has to be asked about each.
        const extraDays = [{ date: '2020-01-09', type: 'short' }] as const;
        expect(remaining(question)).toEqual(remaining({ ...question, extraDays }));
      }),
    );
  });

  test('what is left and what has gone are counted alike', () => {
    fc.assert(
      fc.property(starts, starts, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const ahead = remaining({ ...moscow, now: from, due: to, unit: 'working-days' });
        const behind = remaining({ ...moscow, now: to, due: from, unit: 'working-days' });
        expect({ ...behind, late: false }).toEqual({ ...ahead, late: false });
        // Shortened days are whole days here, so the calendar's hours are never more than these.
        const { seconds } = elapsed({ ...moscow, schedule: whole_days, from, to });
        expect(((ahead.days * 24 + ahead.hours) * 60 + ahead.minutes) * 60).toBeGreaterThanOrEqual(
          seconds - 59,
        );
      }),
    );
  });
});
