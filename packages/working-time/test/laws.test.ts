import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pause, Schedule } from '../src/index.ts';
import { deadline, elapsed, reminder, warning } from '../src/index.ts';
import { ALWAYS, OFFICE, russia } from './support/golden.ts';
import { walkedSeconds } from './support/minute-walk.ts';

const SIX: Schedule = {
  calendar: 'holidays-only',
  week: { ...OFFICE.week, sat: [['09:00', '15:00']] },
};
const NIGHT: Schedule = {
  calendar: 'none',
  week: {
    fri: [['20:00', '24:00']],
    sat: [
      ['00:00', '06:00'],
      ['22:15', '24:00'],
    ],
  },
};

const zones = fc.constantFrom(
  'Europe/Moscow',
  'Asia/Kamchatka',
  'Europe/Kaliningrad',
  'Europe/Paris',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Cairo',
);
const schedules = fc.constantFrom(OFFICE, ALWAYS, SIX, NIGHT);
// Leaves room at both ends, so that nothing (a roll back over January included) runs into a missing year.
const instants = fc
  .integer({ min: Date.UTC(2024, 0, 20) / 1000, max: Date.UTC(2026, 4, 1) / 1000 })
  .map((s) => s * 1000);
const minutes = fc.integer({ min: 1, max: 2_000 });
const places = fc.record({ zone: zones, schedule: schedules, start: instants });
const DAY_MS = 86_400_000;
/** Pauses by seconds after the start (a little before it, too) and by length: they must matter. */
const breaks = fc.array(fc.tuple(fc.integer({ min: -90_000, max: 300_000 }), fc.nat(200_000)), {
  maxLength: 3,
});

type Break = [after_s: number, length_s: number];
const pausesOf = (start: number, list: Break[]): Pause[] =>
  list.map(([after, length]) => ({
    from: start + after * 1000,
    to: start + (after + length) * 1000,
  }));

interface At {
  zone: string;
  schedule: Schedule;
  start: number;
}

function add({ zone, schedule, start }: At, amount: number, pauses: Pause[] = []): number {
  const term = { amount, unit: 'minutes' } as const;
  return (
    deadline({ zone, schedule, calendar: russia, start, term, pauses }).deadlineMs ?? Number.NaN
  );
}

function seconds({ zone, schedule, start }: At, to: number, pauses: Pause[] = []): number {
  return elapsed({ zone, schedule, calendar: russia, from: start, to, pauses }).seconds;
}

describe('working time', () => {
  test('is what a walk from minute to minute finds', () => {
    fc.assert(
      fc.property(places, fc.nat(8 * 1440), ({ zone, schedule, start }, length) => {
        const from = start - (start % 60_000);
        const to = from + length * 60_000;
        expect(seconds({ zone, schedule, start: from }, to)).toBe(
          walkedSeconds(zone, schedule, from, to),
        );
      }),
    );
  });

  test('what was added has elapsed, pauses taken out', () => {
    fc.assert(
      fc.property(places, minutes, breaks, (at, amount, list) => {
        const pauses = pausesOf(at.start, list);
        expect(seconds(at, add(at, amount, pauses), pauses)).toBe(amount * 60);
      }),
    );
  });

  test('grows with the amount and with the start', () => {
    fc.assert(
      fc.property(places, fc.nat(2_000), minutes, (at, amount, more) => {
        const end = add(at, amount);
        expect(add(at, amount + more)).toBeGreaterThan(end);
        expect(add({ ...at, start: at.start + more * 1000 }, amount)).toBeGreaterThanOrEqual(end);
      }),
    );
  });

  test('adding twice is adding the sum', () => {
    fc.assert(
      fc.property(places, fc.nat(2_000), minutes, (at, first, second) => {
        expect(add({ ...at, start: add(at, first) }, second)).toBe(add(at, first + second));
      }),
    );
  });

  test('one more pause never brings a deadline nearer', () => {
    fc.assert(
      fc.property(places, fc.nat(2_000), breaks, breaks, (at, amount, list, more) => {
        const end = add(at, amount, pausesOf(at.start, list));
        expect(add(at, amount, pausesOf(at.start, [...list, ...more]))).toBeGreaterThanOrEqual(end);
      }),
    );
  });

  test('an open pause keeps what a closed one would have left', () => {
    fc.assert(
      fc.property(places, minutes, fc.integer({ min: 0, max: 300_000 }), (at, amount, after) => {
        const { zone, schedule, start } = at;
        const from = start + after * 1000;
        const term = { amount, unit: 'minutes' } as const;
        const question = { zone, schedule, calendar: russia, start, term };
        const answer = deadline({ ...question, pauses: [{ from, to: null }] });
        const used = seconds(at, from);
        if (used >= amount * 60) expect(answer.deadlineMs).toBe(add(at, amount));
        else
          expect([answer.deadlineMs, answer.remainingSeconds]).toEqual([null, amount * 60 - used]);
      }),
    );
  });

  test('a warning is its amount before the deadline, and in working time', () => {
    fc.assert(
      fc.property(places, minutes, (at, amount) => {
        const { zone, schedule } = at;
        const end = add(at, 2_500);
        const before = { amount, unit: 'minutes' } as const;
        const { atMs } = warning({ zone, schedule, calendar: russia, deadline: end, before });
        expect(seconds({ ...at, start: atMs }, end)).toBe(amount * 60);
        expect(add({ ...at, start: atMs }, 0)).toBe(atMs);
      }),
    );
  });
});

describe('days', () => {
  const zone = 'Europe/Moscow';
  const working = (start: number, amount: number): string =>
    deadline({ zone, calendar: russia, start, term: { amount, unit: 'working-days' } }).date ?? '';

  test('n working days back from working day n + 1 is working day 1', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 60 }), (start, amount) => {
        const due = working(start, amount + 1);
        const before = { amount, unit: 'working-days' } as const;
        expect(reminder({ calendar: russia, due, before }).date).toBe(working(start, 1));
      }),
    );
  });

  test('calendar days are days counted from the registration; skipped and extra days explain working ones', () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 1, max: 60 }), (zone, start, amount) => {
        const term = { amount, unit: 'working-days' } as const;
        const answer = deadline({ zone, calendar: russia, start, term });
        const [first, last] = [Date.parse(answer.registrationDate), Date.parse(answer.date ?? '')];
        let weekdays = 0;
        for (let ms = first + DAY_MS; ms <= last; ms += DAY_MS) {
          if (![0, 6].includes(new Date(ms).getUTCDay())) weekdays += 1;
        }
        expect(weekdays - answer.skipped.length + answer.extraWorking.length).toBe(amount);
        const calendarDays = {
          amount: (last - first) / DAY_MS,
          unit: 'calendar-days',
          roll: 'none',
        } as const;
        expect(deadline({ zone, start, term: calendarDays }).endsAtMs).toBe(answer.endsAtMs);
      }),
    );
  });

  test('one more pause never brings a date nearer', () => {
    const kinds = fc.constantFrom(
      { unit: 'working-days' } as const,
      { unit: 'calendar-days', roll: 'none' } as const,
      { unit: 'calendar-days', roll: 'next' } as const,
      { unit: 'calendar-days', roll: 'previous' } as const,
    );
    const amounts = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(
        zones,
        instants,
        kinds,
        amounts,
        breaks,
        breaks,
        (zone, start, kind, amount, list, more) => {
          const ask = (pauses: Pause[]): number =>
            deadline({ zone, calendar: russia, start, term: { ...kind, amount }, pauses })
              .endsAtMs ?? Number.NaN;
          const end = ask(pausesOf(start, list));
          expect(ask(pausesOf(start, [...list, ...more]))).toBeGreaterThanOrEqual(end);
        },
      ),
    );
  });
});
