import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Norm } from '@otklik/waits';
import { loadCalendar } from '@otklik/working-time';
import { isByDay } from '../src/model/by-day.ts';
import { clockOf, nearDay, type ClockQuestion } from '../src/model/clock.ts';
import { complaintFacts } from '../src/model/complaint.ts';
import { daysFault } from '../src/model/days.ts';
import { dueWord, nextLook, type Standing } from '../src/model/telling.ts';

const zone = 'Europe/Moscow';
const table = new URL('../../registry/data/calendar/ru.json', import.meta.url);
const calendar = loadCalendar(JSON.parse(readFileSync(table, 'utf8')));
const norm = (limit: number, unit: Norm['unit']): Norm => ({
  id: 'n',
  service: 's',
  limit,
  unit,
  region: 'RU',
  validFrom: null,
  validTo: null,
});
const fourteen = norm(14, 'working-days');
const ask = (more: Partial<ClockQuestion> & { given?: string; seen?: string; offered?: string }) =>
  clockOf({
    norm: fourteen,
    days: {
      givenOn: more.given ?? '2026-06-05',
      seenOn: more.seen ?? null,
      offeredOn: more.offered ?? null,
    },
    now: new Date('2026-06-10T09:00:00Z'),
    zone,
    calendar,
    firstAt: 'unknown',
    ...more,
  });

describe('the last day of a referral', () => {
  test('working days leave out the holiday, and it is named', () => {
    const clock = ask({});
    expect(clock).toMatchObject({ lastDay: '2026-06-26', state: 'running', until: null });
    expect(clock.off).toMatchObject([{ date: '2026-06-12' }]);
    expect(clock.off[0]!.nameRu).toMatch(/России/);
    expect(clock.daysLeft).toBe(16);
  });

  test.each([
    ['calendar days count all', norm(10, 'calendar-days'), '2026-06-15', null],
    ['a day of hours ends with the next day', norm(24, 'hours'), '2026-06-06', null],
    ['two hours end within it', norm(2, 'hours'), '2026-06-06', '2026-06-05T23:00:00.000Z'],
  ] as const)('%s', (_, own, lastDay, until) => {
    const clock = ask({ norm: own });
    expect(clock.lastDay).toBe(lastDay);
    expect(clock.until?.toISOString() ?? null).toBe(until);
    expect(clock.off).toEqual([]);
  });

  test('it ends with its midnight where the clinic is, and not before', () => {
    const at = (now: string) => ask({ now: new Date(now) });
    expect(at('2026-06-26T20:59:59Z')).toMatchObject({ state: 'running', daysLeft: 0 });
    expect(at('2026-06-26T21:00:00Z')).toMatchObject({ state: 'broken', daysOver: 1 });
  });

  test('who was seen on the last day was in time, a day later was not', () => {
    const now = new Date('2026-07-10T09:00:00Z');
    expect(ask({ now, seen: '2026-06-26' })).toMatchObject({ state: 'kept', daysOver: 0 });
    expect(ask({ now, seen: '2026-06-28' })).toMatchObject({ state: 'broken', daysOver: 2 });
    const day = norm(24, 'hours');
    expect(ask({ now, norm: day, seen: '2026-06-06' }).state).toBe('kept');
    expect(ask({ now, norm: day, seen: '2026-06-07' }).state).toBe('broken');
  });

  test('whether the first place keeps it: unknown is not none', () => {
    const keeps = (firstAt: ClockQuestion['firstAt']) => ask({ firstAt }).placeKeeps;
    expect(keeps('unknown')).toBeNull();
    expect(keeps(null)).toBe(false);
    expect(keeps(new Date('2026-06-26T15:00:00Z'))).toBe(true);
    expect(keeps(new Date('2026-06-27T07:00:00Z'))).toBe(false);
    expect(ask({ offered: '2026-06-26' }).offerKeeps).toBe(true);
    expect(ask({ offered: '2026-06-27' }).offerKeeps).toBe(false);
  });

  test('it nears by working days, for short terms by half of them, and hours never near', () => {
    // Friday the 26th: three working days before it is Tuesday.
    expect(nearDay(fourteen, '2026-06-26', 3, calendar)).toBe('2026-06-23');
    // Over a weekend and the holiday.
    expect(nearDay(fourteen, '2026-06-16', 3, calendar)).toBe('2026-06-10');
    expect(nearDay(norm(3, 'working-days'), '2026-06-10', 3, calendar)).toBe('2026-06-09');
    expect(nearDay(fourteen, '2026-06-26', 0, calendar)).toBeNull();
    expect(nearDay(norm(24, 'hours'), '2026-06-06', 3, calendar)).toBeNull();
  });

  test('a year without a table is said, not guessed', () => {
    expect(() => ask({ given: '2031-06-05' })).toThrow(/2031/);
  });
});

const standing = (more: Partial<Standing> = {}): Standing => ({
  state: 'running',
  lastDay: '2026-06-26',
  near: '2026-06-23',
  seenOn: null,
  offerKeeps: null,
  ...more,
});
const over = standing({ state: 'broken' });

test.each([
  ['before it nears', standing(), 'nothing', '2026-06-22', null, '2026-06-23'],
  ['when it nears', standing(), 'nothing', '2026-06-23', 'near', '2026-06-27'],
  ['once', standing(), 'near', '2026-06-24', null, '2026-06-27'],
  ['when it is over', over, 'near', '2026-06-27', 'over', '2026-06-27'],
  ['over once', over, 'over', '2026-06-28', null, null],
  ['seen', standing({ seenOn: '2026-06-20' }), 'nothing', '2026-06-23', null, null],
  [
    'an appointment in time',
    standing({ offerKeeps: true }),
    'nothing',
    '2026-06-23',
    null,
    '2026-06-27',
  ],
  ['one too late', standing({ offerKeeps: false }), 'nothing', '2026-06-23', 'near', '2026-06-27'],
  ['further west', standing(), 'near', '2026-06-27', null, '2026-06-28'],
  ['a term in hours', standing({ near: null }), 'nothing', '2026-06-22', null, '2026-06-27'],
] as const)('a letter leaves %s', (_, own, told, today, word, next) => {
  expect(dueWord(own, told, today)).toBe(word);
  if (word === null) expect(nextLook(own, told, today)).toBe(next);
  else expect(nextLook(own, word, today)).toBe(word === 'over' ? null : next);
});

test('days of a referral that cannot be are refused by their place', () => {
  const today = '2026-06-10';
  const fault = (days: Parameters<typeof daysFault>[0]) => daysFault(days, today)?.path ?? null;
  expect(fault({ givenOn: '2026-06-11' })).toBe('givenOn');
  expect(fault({ givenOn: '2024-01-01' })).toBe('givenOn');
  expect(fault({ givenOn: '2026-06-05', offeredOn: '2026-06-04' })).toBe('offeredOn');
  expect(fault({ givenOn: '2026-06-05', seenOn: '2026-06-11' })).toBe('seenOn');
  expect(fault({ givenOn: '2026-06-05', offeredOn: '2026-08-01', seenOn: today })).toBeNull();
});

test('a complaint accuses by the least of what a day can mean', () => {
  const own = {
    kind: 'specialist',
    specialty: 'neurologist',
    givenOn: '2026-06-05',
    offeredOn: null,
  };
  expect(complaintFacts(own, '2026-06-10')).toEqual({
    topic: 'booking-unavailable',
    facts: { specialty: 'specialist', tried_at: '2026-06-05T23:59' },
  });
  const gp = { ...own, kind: 'district-doctor', specialty: null, offeredOn: '2026-06-20' };
  expect(complaintFacts(gp, '2026-06-05').facts).toEqual({
    specialty: 'therapist',
    tried_at: '2026-06-05T00:00',
    offered_at: '2026-06-20T00:00',
  });
  expect(complaintFacts({ ...own, kind: 'ct-mri' }, '2026-06-10').topic).toBeNull();
});

test('letters leave by day where the region is', () => {
  const at = (hour: string): boolean => isByDay('Asia/Kamchatka', new Date(`2026-06-10T${hour}Z`));
  expect([at('19:59'), at('20:00'), at('08:59'), at('09:00')]).toEqual([false, true, true, false]);
});
