import * as fc from 'fast-check';
import { loadCalendar } from '@otklik/working-time';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Days, Slot } from '../src/index.ts';
import {
  clinicsSpread,
  compareDays,
  doctorsWaits,
  halfLife,
  lightOf,
  nearestRank,
  normTime,
  orderClinics,
  places,
  plainWorkingDays,
  reasons,
  shareSeenWithin,
  waits,
  waitSummary,
  workingDayAfter,
  workingDayRule,
  workingDaysUntil,
} from '../src/index.ts';
import { profiles, slotsFrom, starts } from './support/random-slots.ts';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(text);

const CALENDAR = join(import.meta.dirname, '../../working-time/test/calendar/ru.json');
const russia = loadCalendar(JSON.parse(readFileSync(CALENDAR, 'utf8')));

const slot = (id: string, start: string, more: Partial<Slot> = {}): Slot => ({
  id,
  startMs: at(start),
  endMs: at(start) + 20 * 60_000,
  status: 'free',
  ...more,
});

describe('places', () => {
  const lists = starts.chain((startMs) =>
    fc.tuple(
      fc.constant(startMs),
      fc.array(slotsFrom(startMs), { maxLength: 40, size: 'max' }),
      profiles,
    ),
  );

  test('the order of the list does not matter, and the first is never after the third', () => {
    fc.assert(
      fc.property(lists, ([nowMs, slots, profile]) => {
        const own = slots.map((one, i) => ({ ...one, id: `${one.id}-${i}` }));
        const found = places(own, profile, nowMs);
        expect(places(own.toReversed(), profile, nowMs)).toEqual(found);
        if (found.k1) expect(found.k1.startMs).toBeGreaterThanOrEqual(nowMs);
        if (found.k1 && found.k3) expect(found.k3.startMs).toBeGreaterThanOrEqual(found.k1.startMs);
        expect(found.k3 === null).toBe(found.places < 3);
      }),
    );
  });

  test('another busy slot never brings a place, another free one without a doctor never takes one', () => {
    fc.assert(
      fc.property(lists, ([nowMs, slots, profile]) => {
        const startMs = nowMs + 5 * HOUR_MS;
        const more = { id: 'more', startMs, endMs: startMs + HOUR_MS };
        const plain = places(slots, profile, nowMs).places;
        const busy: Slot = { ...more, status: 'busy', doctor: 'z' };
        expect(places([...slots, busy], profile, nowMs).places).toBe(plain);
        const free: Slot = { ...more, status: 'free' };
        const gained = places([...slots, free], profile, nowMs).places - plain;
        expect(gained === 0 || gained === 1).toBe(true);
      }),
    );
  });

  test('a page can say why a slot is none', () => {
    const nowMs = at('2026-03-02T09:00:00Z');
    const asked = {
      zone: 'Europe/Moscow',
      horizonDays: 10,
      minNoticeMinutes: 30,
      age: 15,
      closed: ['2026-03-04'],
    };
    const list = [
      slot('a', '2026-03-03T09:00:00Z'),
      slot('b', '2026-03-03T09:00:00Z', { status: 'busy' }),
      slot('c', '2026-03-03T09:00:00Z', { kind: 'paid' }),
      slot('d', '2026-03-03T09:00:00Z', { mode: 'tele' }),
      slot('e', '2026-03-03T09:00:00Z', { ageMin: 18 }),
      slot('f', '2026-03-03T09:00:00Z', { capacity: -1 }),
      slot('g', '2026-03-03T22:00:00Z'),
      slot('h', '2026-03-02T08:59:00Z'),
      slot('i', '2026-03-02T09:29:00Z'),
      slot('j', '2026-03-12T09:00:00Z'),
      slot('k', '2026-03-05T09:00:00Z', { bookableFromMs: nowMs + 1 }),
      slot('l', '2026-03-05T09:00:00Z', { doctor: 'd' }),
      slot('m', '2026-03-05T09:10:00Z', { doctor: 'd', status: 'busy-tentative' }),
    ];
    expect(reasons(list, asked, nowMs)).toEqual([
      null,
      'status',
      'kind',
      'mode',
      'age',
      'capacity',
      'closed',
      'past',
      'notice',
      'horizon',
      'embargo',
      'covered',
      'status',
    ]);
  });

  test('nonsense is refused by its code', () => {
    expect(() => places([], { zone: 'Europe/Moscow', horizonDays: 0 }, 0)).toThrow(/horizon/);
    expect(() => places([], { zone: 'Europe/Moscow', minNoticeMinutes: -1 }, 0)).toThrow(/notice/);
    expect(() => places([], { zone: 'Europe/Moscow', closed: ['2026-02-30'] }, 0)).toThrow(
      /not a date/,
    );
    expect(() => places([], { zone: '+03:00' }, 0)).toThrow(
      expect.objectContaining({ code: 'zone-unknown' }),
    );
  });
});

describe('working days', () => {
  const day = (text: string): number => at(`${text}T00:00:00Z`) / 86_400_000;

  test('a production calendar and plain lists say the same', () => {
    const byCalendar = workingDayRule(russia);
    const byLists = plainWorkingDays(['2026-06-12']);
    for (const until of ['2026-06-05', '2026-06-12', '2026-06-26'])
      expect(workingDaysUntil(day('2026-06-05'), day(until), byCalendar)).toBe(
        workingDaysUntil(day('2026-06-05'), day(until), byLists),
      );
    const found = waits(
      [slot('a', '2026-06-26T06:00:00Z')],
      { zone: 'Europe/Moscow' },
      at('2026-06-05T07:00:00Z'),
      byCalendar,
    );
    expect(found).toMatchObject({ workingDays: 14, k3: '>90', k1: { days: 21, hours: 503 } });
  });

  test('the n-th working day after a date is n working days away', () => {
    const rule = workingDayRule(russia);
    fc.assert(
      fc.property(
        fc.integer({ min: day('2024-01-01'), max: day('2026-06-01') }),
        fc.integer({ min: 0, max: 60 }),
        (from, n) => {
          const until = workingDayAfter(from, n, rule);
          expect(workingDaysUntil(from, until, rule)).toBe(n);
          if (n > 0) expect(rule(until)).toBe(true);
        },
      ),
    );
    expect(() => workingDayAfter(0, 1, () => false)).toThrow(/nobody ever works/);
    expect(() => workingDayAfter(0, -1, rule)).toThrow(/counted/);
  });
});

describe('numbers over doctors and clinics', () => {
  const anyDays: fc.Arbitrary<Days> = fc.oneof(
    fc.integer({ min: 0, max: 90 }),
    fc.constantFrom<Days>('>30', '>90'),
  );

  test('nearest rank is always a measured value, and grows with p', () => {
    fc.assert(
      fc.property(fc.array(anyDays, { minLength: 1, maxLength: 40 }), (values) => {
        const ranks = [0.1, 0.5, 0.9, 1].map((p) => nearestRank(values, p));
        ranks.forEach((value, i) => {
          expect(values).toContain(value);
          const before = ranks[i - 1];
          if (value !== null && before !== null && before !== undefined)
            expect(compareDays(before, value)).toBeLessThanOrEqual(0);
        });
      }),
    );
    const twenty = Array.from({ length: 20 }, (_, i) => i + 1);
    expect([0.55, 0.05, 0.95].map((p) => nearestRank(twenty, p))).toEqual([11, 1, 19]);
    expect(nearestRank([], 0.5)).toBeNull();
    expect(() => nearestRank([1], 0)).toThrow(/outside/);
  });

  test('a doctor on leave is in the pooled wait only', () => {
    const found = doctorsWaits({ doctorDays: { a: [1, 2, 3], b: [] }, leaveDays: { b: 10 } });
    expect(found).toMatchObject({
      pooled: 3,
      mean: 3,
      censored: 0,
      median: 3,
      perDoctor: { b: '>90' },
    });
    expect(doctorsWaits({ doctorDays: {} })).toMatchObject({
      pooled: '>90',
      meanOfKnown: null,
      median: null,
    });
  });

  test('unknown clinics are in no share and in no order', () => {
    expect(clinicsSpread([3, 'unknown', 20, '>90'])).toEqual({
      p50: 20,
      p90: '>90',
      shareOver14: 2 / 3,
    });
    expect(clinicsSpread(['unknown'])).toEqual({ p50: null, p90: null, shareOver14: null });
    const { order, notRanked } = orderClinics([
      { name: 'b', k1: 1, k3: 'unknown' },
      { name: 'c', k1: 1, k3: '>90' },
      { name: 'd', k1: 'unknown', k3: 'unknown' },
      { name: 'a', k1: '>30', k3: '>30' },
    ]);
    expect([order, notRanked].map((list) => list.map(({ name }) => name))).toEqual([
      ['c', 'b', 'a'],
      ['d'],
    ]);
  });

  test('no sample, no colour; a corridor without stamps, no share', () => {
    expect(lightOf({ samples: [], comfortDays: [0, 1] }).light).toBe('grey');
    expect(lightOf({ samples: ['unknown'], comfortDays: [0, 1], minCoverage: 0 }).light).toBe(
      'grey',
    );
    expect(shareSeenWithin([{ scheduledMs: 0, arrivedMs: null, seenMs: 5 }])).toBeNull();
    const seen = (minutes: number) => ({
      scheduledMs: 0,
      arrivedMs: null,
      seenMs: minutes * 60_000,
    });
    const walkIn = { scheduledMs: null, arrivedMs: 0, seenMs: 20 * 60_000 };
    const late = { scheduledMs: 0, arrivedMs: 0, seenMs: 21 * 60_000 };
    expect(shareSeenWithin([walkIn, late, seen(5)])).toBe(0.5);
    expect(halfLife([])).toEqual({ medianHours: null, bookedShare: null, within15minShare: null });
  });
});

describe('over a day', () => {
  const from = 0;
  const to = 24 * HOUR_MS;
  const changes = fc.array(
    fc.record({
      atMs: fc.integer({ min: -5, max: 24 }).map((hour) => hour * HOUR_MS),
      k1Ms: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 24, max: 72 }).map((hour) => hour * HOUR_MS) },
        fc.constantFrom(null, 'unknown' as const),
      ),
    }),
    { maxLength: 12 },
  );

  test('norm, median, least and most against a walk from minute to minute', () => {
    fc.assert(
      fc.property(changes, (list) => {
        const ordered = list.toSorted((a, b) => a.atMs - b.atMs);
        const samples: number[] = [];
        let [met, known] = [0, 0];
        for (let minute = 0; minute < 1_440; minute += 1) {
          // The middle of a minute lies inside a segment, never on its edge.
          const ms = minute * 60_000 + 30_000;
          const k1 = ordered.findLast((change) => change.atMs <= ms)?.k1Ms ?? 'none yet';
          if (k1 === 'unknown' || k1 === 'none yet') {
            if (ordered.findLast((change) => change.atMs <= ms)?.k1Ms !== null) continue;
          }
          known += 1;
          const wait = typeof k1 === 'number' ? k1 - ms : Infinity;
          samples.push(wait);
          if (wait <= 24 * HOUR_MS) met += 1;
        }
        const norm = normTime(list, from, to);
        expect(norm.knownMs).toBe(known * 60_000);
        expect(norm.metMs).toBe(met * 60_000);
        const { medianHours } = waitSummary(list, from, to);
        const sorted = samples.toSorted((a, b) => a - b);
        const middle = sorted[Math.ceil(sorted.length / 2) - 1];
        if (middle === undefined || middle === Infinity) expect(medianHours).toBeNull();
        else expect(Math.abs((medianHours ?? 0) - middle / HOUR_MS)).toBeLessThan(1 / 30);
      }),
    );
  });

  test('a window that ends before it begins is refused', () => {
    expect(() => normTime([], 1, 0)).toThrow(/window/);
    expect(normTime([], 0, 0).share).toBeNull();
  });
});
