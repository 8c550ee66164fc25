import { describe, expect, test } from 'vitest';
import type { DayTerm, Schedule } from '../src/index.ts';
import { chain, deadline, elapsed, warning } from '../src/index.ts';
import { ALWAYS, OFFICE, russia } from './support/golden.ts';

const moscow = { zone: 'Europe/Moscow', calendar: russia };
const iso = (ms: number | null): string => new Date(ms ?? Number.NaN).toISOString();
const sunday = (...hours: [string, string][]): Schedule => ({
  calendar: 'none',
  week: { sun: hours },
});
const minutes = (amount: number) => ({ amount, unit: 'minutes' }) as const;

describe('local times that do not exist or occur twice', () => {
  const paris = { zone: 'Europe/Paris' };

  test('02:10 in the spring gap is 03:10', () => {
    const start = '2025-03-30T00:00:00+01:00';
    const opens = deadline({
      ...paris,
      schedule: sunday(['02:10', '05:00']),
      start,
      term: minutes(0),
    });
    expect(iso(opens.deadlineMs)).toBe('2025-03-30T01:10:00.000Z');
    const to = '2025-03-30T12:00:00+02:00';
    // 02:10 to 02:40 is 03:10 to 03:40, which the second interval covers already: the hour counts once.
    const overlaid = sunday(['02:10', '02:40'], ['03:00', '04:00']);
    expect(elapsed({ ...paris, schedule: overlaid, from: start, to }).seconds).toBeLessThanOrEqual(
      3600,
    );
    // An interval that would end before it begins has no time in it.
    expect(
      elapsed({ ...paris, schedule: sunday(['02:30', '03:00']), from: start, to }).seconds,
    ).toBe(0);
  });

  test('02:30 in the autumn is the first one', () => {
    const start = '2025-10-26T00:00:00+02:00';
    const opens = deadline({
      ...paris,
      schedule: sunday(['02:30', '05:00']),
      start,
      term: minutes(0),
    });
    expect(iso(opens.deadlineMs)).toBe('2025-10-26T00:30:00.000Z');
    const closes = elapsed({
      ...paris,
      schedule: sunday(['00:00', '02:30']),
      from: start,
      to: start.replace('T00', 'T06'),
    });
    expect(closes.seconds).toBe(2.5 * 3600);
  });

  test('a day without a midnight still ends where the next one begins', () => {
    // São Paulo, 4 November 2018: 00:00 became 01:00.
    const day = { zone: 'America/Sao_Paulo', start: '2018-11-02T12:00:00-03:00' };
    const answer = deadline({ ...day, term: { amount: 1, unit: 'calendar-days', roll: 'none' } });
    expect(iso(answer.endsAtMs)).toBe('2018-11-04T03:00:00.000Z');
    const whole = {
      zone: day.zone,
      schedule: ALWAYS,
      from: '2018-11-03T00:00:00-03:00',
      to: '2018-11-05T00:00:00-02:00',
    };
    expect(elapsed(whole).seconds).toBe(47 * 3600);
  });

  test('a date the zone skipped altogether', () => {
    // Apia had no 30 December 2011.
    const apia = { zone: 'Pacific/Apia', schedule: ALWAYS };
    const span = { from: '2011-12-29T00:00:00-10:00', to: '2012-01-01T00:00:00+14:00' };
    expect(elapsed({ ...apia, ...span }).seconds).toBe(48 * 3600);
  });
});

describe('extra days', () => {
  const day = { ...moscow, from: '2026-06-11T00:00:00+03:00', to: '2026-06-12T00:00:00+03:00' };

  test('a short day loses its last hour once, whoever shortens it, with every schedule', () => {
    const extraDays = [{ date: '2026-06-11', type: 'short' as const }];
    expect(elapsed({ ...day, schedule: OFFICE }).seconds).toBe(7 * 3600);
    expect(elapsed({ ...day, schedule: OFFICE, extraDays }).seconds).toBe(7 * 3600);
    expect(elapsed({ ...day, schedule: ALWAYS, extraDays }).seconds).toBe(23 * 3600);
  });

  test('an hour is taken across a break, and a day of an hour is closed', () => {
    const extraDays = [{ date: '2026-06-11', type: 'short' as const }];
    const thursday = (...hours: [string, string][]): Schedule => ({
      calendar: 'none',
      week: { thu: hours, mon: [['09:00', '10:00']] },
    });
    const broken = thursday(['09:00', '13:00'], ['14:00', '14:20']);
    expect(
      iso(
        deadline({ ...moscow, schedule: broken, extraDays, start: day.from, term: minutes(200) })
          .deadlineMs,
      ),
    ).toBe('2026-06-11T09:20:00.000Z');
    expect(elapsed({ ...day, schedule: thursday(['09:00', '10:00']), extraDays }).seconds).toBe(0);
  });

  test('a day off closes even the round-the-clock desk', () => {
    const extraDays = [{ from: '2026-06-10', to: '2026-06-11', type: 'off' as const }];
    expect(elapsed({ ...day, schedule: ALWAYS, extraDays }).seconds).toBe(0);
  });

  test('a clinic open on Saturdays still keeps a holiday that falls on one', () => {
    const schedule: Schedule = {
      calendar: 'full',
      week: { ...OFFICE.week, sat: [['09:00', '15:00']] },
    };
    const start = '2026-05-08T17:30:00+03:00';
    expect(iso(deadline({ ...moscow, schedule, start, term: minutes(0) }).deadlineMs)).toBe(
      '2026-05-12T06:00:00.000Z',
    );
  });
});

describe('the derivation', () => {
  const start = '2026-06-04T22:30:00Z';

  test('says everything a page needs', () => {
    const pauses = [{ from: '2026-06-08T10:00:00+03:00', to: '2026-06-10T09:00:00+03:00' }];
    const answer = deadline({
      ...moscow,
      start,
      term: { amount: 8, unit: 'working-days' },
      pauses,
      now: start,
    });
    expect(answer).toEqual({
      kind: 'days',
      date: '2026-06-22',
      endsAtMs: Date.parse('2026-06-23T00:00:00+03:00'),
      remainingDays: null,
      skipped: ['2026-06-12'],
      extraWorking: [],
      excluded: [{ from: '2026-06-09', to: '2026-06-10' }],
      rolledFrom: null,
      registrationDate: '2026-06-05',
      calendarVersion: '2026-11-21',
      state: 'running',
    });
  });

  test('an extension is added before the roll; the first term keeps its own', () => {
    const term: DayTerm = { amount: 8, unit: 'calendar-days', roll: 'next' };
    const answer = deadline({ ...moscow, start, term, extension: { amount: 7 } });
    // 5 June + 8 is Saturday the 13th; + 15 is Saturday the 20th.
    expect(answer).toMatchObject({
      originalDate: '2026-06-15',
      date: '2026-06-22',
      rolledFrom: '2026-06-20',
    });
    const hours = deadline({
      ...moscow,
      schedule: ALWAYS,
      start,
      term: { amount: 1, unit: 'hours' },
      extension: { amount: 2 },
    });
    expect(iso(hours.deadlineMs)).toBe('2026-06-05T01:30:00.000Z');
    expect(iso(hours.originalDeadlineMs ?? null)).toBe('2026-06-04T23:30:00.000Z');
  });

  test('an open pause keeps what it left, and names its dates without an end', () => {
    const pauses = [{ from: '2026-06-15T10:00:00+03:00', to: null }];
    const answer = deadline({
      ...moscow,
      start,
      term: { amount: 8, unit: 'working-days' },
      pauses,
    });
    expect(answer).toMatchObject({
      date: null,
      endsAtMs: null,
      remainingDays: 3,
      excluded: [{ from: '2026-06-16', to: null }],
    });
  });
});

describe('the state', () => {
  const hour = {
    ...moscow,
    schedule: OFFICE,
    start: '2026-09-15T09:00:00+03:00',
    term: minutes(60),
  };
  const at = (now: string, from: string, to: string | null) =>
    deadline({ ...hour, now, pauses: [{ from, to }] }).state;

  test.each([
    ['2026-09-15T10:00:00+03:00', '2026-09-15T12:00:00+03:00', null, 'running'],
    ['2026-09-15T10:00:00.001+03:00', '2026-09-15T12:00:00+03:00', null, 'overdue'],
    ['2026-09-15T12:00:00+03:00', '2026-09-15T12:00:00+03:00', null, 'overdue'],
    [
      '2026-09-15T09:30:00+03:00',
      '2026-09-15T09:30:00+03:00',
      '2026-09-15T09:40:00+03:00',
      'paused',
    ],
    [
      '2026-09-15T09:40:00+03:00',
      '2026-09-15T09:30:00+03:00',
      '2026-09-15T09:40:00+03:00',
      'running',
    ],
    ['2030-01-01T00:00:00Z', '2026-09-15T09:59:59+03:00', null, 'paused'],
  ])('at %s with a pause from %s to %s: %s', (now, from, to, state) => {
    expect(at(now, from, to)).toBe(state);
  });
});

test('amount 0 outside working time waits for the opening and for a pause that holds it back', () => {
  const night = {
    ...moscow,
    schedule: OFFICE,
    start: '2026-09-14T20:00:00+03:00',
    term: minutes(0),
  };
  const ask = (from: string, to: string) =>
    iso(deadline({ ...night, pauses: [{ from, to }] }).deadlineMs);
  expect(ask('2026-09-14T21:00:00+03:00', '2026-09-15T10:00:00+03:00')).toBe(
    '2026-09-15T07:00:00.000Z',
  );
  expect(ask('2026-09-15T09:00:00+03:00', '2026-09-15T10:00:00+03:00')).toBe(
    '2026-09-15T06:00:00.000Z',
  );
});

test('a warning of a deadline at closing time counts the day that ends there', () => {
  const deadlineAt = '2026-09-15T18:00:00+03:00';
  const at = (amount: number) =>
    iso(
      warning({
        ...moscow,
        schedule: OFFICE,
        deadline: deadlineAt,
        before: { amount, unit: 'hours' },
      }).atMs,
    );
  expect(at(4)).toBe('2026-09-15T11:00:00.000Z');
  expect(at(8)).toBe('2026-09-15T06:00:00.000Z');
  expect(at(9)).toBe('2026-09-14T14:00:00.000Z');
});

test('a chain waits behind an open pause, and goes on from what was really done', () => {
  const day: DayTerm = { amount: 1, unit: 'working-days' };
  const held = {
    name: 'held',
    term: day,
    pauses: [{ from: '2026-09-14T10:00:00+03:00', to: null }],
  };
  const { stages } = chain({
    ...moscow,
    start: '2026-09-14T09:00:00+03:00',
    stages: [
      held,
      { name: 'waits', term: day },
      { name: 'done', term: day, doneAt: '2026-09-16T10:00:00+03:00' },
      { name: 'next', term: day },
    ],
  });
  expect(stages).toMatchObject([
    { name: 'held', deadline: { date: null, remainingDays: 1 } },
    { name: 'waits', deadline: null },
    { name: 'done', deadline: null, late: false },
    { name: 'next', deadline: { date: '2026-09-17' } },
  ]);
});

test('instants may be text, dates or milliseconds', () => {
  const text = '2026-09-15T09:00:00.250+03:00';
  const ask = (start: string | Date | number) =>
    deadline({ ...moscow, schedule: OFFICE, start, term: minutes(1) });
  expect(ask(new Date(text))).toEqual(ask(text));
  expect(ask(Date.parse(text))).toEqual(ask(text));
  expect(iso(ask(text).deadlineMs)).toBe('2026-09-15T06:01:00.250Z');
});
