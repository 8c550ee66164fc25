import * as fc from 'fast-check';
import { loadCalendar, zoneOf } from '@otklik/working-time';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Choice, Forecast, MaybeDays, Norm } from '../src/index.ts';
import {
  arrivalRates,
  beats,
  calibration,
  expectedArrivals,
  frontier,
  guarantee,
  localHour,
  normAt,
  oddsOf,
  rushMap,
  seenShare,
  splitWeeks,
  truthScore,
} from '../src/index.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 168 * HOUR_MS;
const moscow = zoneOf('Europe/Moscow');
const at = (text: string): number => Date.parse(text);

/** Numbers in (0, 1), the same on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

describe('the hour of the local week', () => {
  test('a day of 23 and one of 25 hours', () => {
    const berlin = zoneOf('Europe/Berlin');
    expect(localHour(berlin, at('2026-03-29T00:59:00Z'))).toEqual({ weekday: 6, hour: 1 });
    expect(localHour(berlin, at('2026-03-29T01:00:00Z'))).toEqual({ weekday: 6, hour: 3 });
    expect(localHour(berlin, at('2026-03-29T21:59:00Z'))).toEqual({ weekday: 6, hour: 23 });
    expect(localHour(berlin, at('2026-10-25T22:59:00Z'))).toEqual({ weekday: 6, hour: 23 });
    expect(localHour(zoneOf('Asia/Kathmandu'), at('2026-03-02T18:20:00Z'))).toEqual({
      weekday: 1,
      hour: 0,
    });
  });
});

describe('odds', () => {
  const monday = at('2026-03-02T00:00:00+03:00');

  test('rates give back what was counted', () => {
    const releases = Array.from(
      { length: 60 },
      (_, i) => monday + (i % 4) * WEEK_MS + 8 * HOUR_MS + i,
    );
    const rates = arrivalRates(releases, moscow, monday, monday + 4 * WEEK_MS);
    expect(rates[8]).toBe(15);
    expect(expectedArrivals(rates, moscow, monday, monday + WEEK_MS)).toBeCloseTo(15, 9);
    expect(expectedArrivals(rates, moscow, monday + 8.5 * HOUR_MS, monday + WEEK_MS)).toBeCloseTo(
      7.5,
      9,
    );
    expect(() => arrivalRates([], moscow, monday, monday + HOUR_MS)).toThrow(/week/);
  });

  test('rise with time, fall with rarer looks and shorter lives, and are sure when a place is there', () => {
    const rates = Array.from({ length: 168 }, () => 0.02);
    const question = {
      zone: moscow,
      nowMs: monday,
      untilMs: monday + 48 * HOUR_MS,
      presentNow: 0,
      rates,
      halfLifeHours: 1,
      lookEveryHours: 0,
    };
    const watched = oddsOf(question);
    expect(watched).toBeCloseTo(1 - Math.exp(-0.96), 9);
    expect(oddsOf({ ...question, untilMs: monday + 96 * HOUR_MS })).toBeGreaterThan(watched);
    const daily = oddsOf({ ...question, lookEveryHours: 24 });
    expect(daily).toBeLessThan(watched);
    expect(oddsOf({ ...question, lookEveryHours: 24, halfLifeHours: 0.2 })).toBeLessThan(daily);
    expect(oddsOf({ ...question, lookEveryHours: 24, halfLifeHours: null })).toBe(watched);
    expect(oddsOf({ ...question, presentNow: 1 })).toBe(1);
    expect(seenShare(1e-9, 1)).toBeCloseTo(1, 6);
    expect(() => oddsOf({ ...question, halfLifeHours: 0 })).toThrow(/half-life/);
  });

  test('learned on some weeks they come true on those held back', () => {
    const random = seeded(5);
    const weeks = 60;
    const lifeHours = 3 / Math.LN2;
    // Places appear on working days in the morning, live three hours at the half, and are looked for every six.
    const released: { atMs: number; endMs: number }[] = [];
    for (let hour = 0; hour < weeks * 168; hour += 1) {
      const busyHour = hour % 168 < 120 && hour % 24 >= 8 && hour % 24 < 12;
      if (random() < (busyHour ? 0.08 : 0.004)) {
        const atMs = monday + (hour + random()) * HOUR_MS;
        released.push({ atMs, endMs: atMs - lifeHours * Math.log(random()) * HOUR_MS });
      }
    }
    const { learn } = splitWeeks(released, moscow, 30);
    const learnedUntil = monday + 30 * WEEK_MS;
    const rates = arrivalRates(
      learn.map(({ atMs }) => atMs),
      moscow,
      monday,
      learnedUntil,
    );
    const forecasts: Forecast[] = [];
    for (let start = learnedUntil; start < monday + (weeks - 1) * WEEK_MS; start += 17 * HOUR_MS) {
      const untilMs = start + (12 + (forecasts.length % 8) * 18) * HOUR_MS;
      if (released.some(({ atMs, endMs }) => atMs <= start && endMs > start)) continue;
      const chance = oddsOf({
        zone: moscow,
        nowMs: start,
        untilMs,
        presentNow: 0,
        rates,
        halfLifeHours: 3,
        lookEveryHours: 6,
      });
      let happened = false;
      for (let look = start + 6 * HOUR_MS; look <= untilMs; look += 6 * HOUR_MS)
        happened ||= released.some(
          ({ atMs, endMs }) => atMs > start && atMs <= look && endMs > look,
        );
      forecasts.push({ chance, happened });
    }
    const found = calibration(forecasts, 5);
    expect(found.n).toBeGreaterThan(200);
    expect(found.error).toBeLessThan(0.1);
    expect(found.brier).toBeLessThan(found.brierOfShare ?? 0);
  });

  test('the table of chances', () => {
    const found = calibration(
      [
        { chance: 0.1, happened: false },
        { chance: 0.2, happened: true },
        { chance: 1, happened: true },
      ],
      2,
    );
    expect(found.rows.map(({ n }) => n)).toEqual([2, 1]);
    expect(found.rows[0]?.meanChance).toBeCloseTo(0.15, 12);
    expect(found.rows[0]?.happenedShare).toBe(0.5);
    expect(found.brier).toBeCloseTo((0.01 + 0.64) / 3, 12);
    expect(found.error).toBeCloseTo((2 * 0.35) / 3, 12);
    expect(calibration([])).toMatchObject({ n: 0, brier: null, error: null });
    expect(() => calibration([{ chance: 1.1, happened: true }])).toThrow(/outside/);
  });

  test('weeks are held back by the local Monday', () => {
    const items = [-1, 0, 167, 168].map((hour) => ({ atMs: monday + hour * HOUR_MS }));
    const { learn, heldBack } = splitWeeks(items, moscow, 1);
    expect([learn.length, heldBack.length]).toEqual([3, 1]);
    expect(splitWeeks(items, moscow, 0).heldBack).toEqual([]);
  });
});

describe('the frontier', () => {
  const days: fc.Arbitrary<MaybeDays> = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 6 }) },
    fc.constantFrom<MaybeDays>('>30', '>90', 'unknown'),
  );
  const choices: fc.Arbitrary<Choice[]> = fc.uniqueArray(
    fc.record({
      id: fc.nat(1_000).map(String),
      minutes: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 6 }) },
        fc.constant('unknown' as const),
      ),
      wait: days,
      score: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 5 }) },
        fc.constant('unknown' as const),
      ),
    }),
    { selector: ({ id }) => id, maxLength: 25, size: 'max' },
  );

  test('nobody beats its members, each other one is beaten by a member, unknown ones stand apart', () => {
    fc.assert(
      fc.property(choices, (list) => {
        const { best, beaten, unknown } = frontier(list);
        expect(best.length + beaten.size + unknown.length).toBe(list.length);
        for (const member of best) expect(list.some((other) => beats(other, member))).toBe(false);
        for (const [loser, winner] of beaten) {
          expect(best).toContain(winner);
          expect(beats(winner, loser)).toBe(true);
        }
      }),
    );
  });

  test('a censored wait is beaten by any number, equal clinics stay both', () => {
    const one = { id: 'a', minutes: 10, wait: '>90' as const, score: 4 };
    expect(beats({ ...one, wait: 60 }, one)).toBe(true);
    expect(frontier([one, { ...one, id: 'b' }]).best).toHaveLength(2);
    expect(beats({ ...one, minutes: 5, score: 3 }, one)).toBe(false);
  });
});

test('the rush map: when places appear and how fast they go', () => {
  const eight = at('2026-03-02T08:00:00+03:00');
  const cells = rushMap(
    [
      { releasedMs: eight, bookedMs: eight + 60_000 },
      { releasedMs: eight + 1, bookedMs: eight + 600_001 },
      { releasedMs: eight + 2, bookedMs: null },
      { releasedMs: eight + 30 * HOUR_MS, bookedMs: eight + 31 * HOUR_MS },
    ],
    moscow,
  );
  expect(cells).toHaveLength(2);
  expect(cells[0]).toMatchObject({ weekday: 0, hour: 8, released: 3, share: 0.75 });
  expect(cells[0]?.medianHours).toBeCloseTo(1 / 6, 9);
  expect(cells[0]?.within15minShare).toBeCloseTo(2 / 3, 12);
  expect(cells[1]).toMatchObject({ weekday: 1, hour: 14, medianHours: 1 });
});

test('how true advertised places are', () => {
  const probe = (source: string, advertised: boolean, bookable: boolean) => ({
    source,
    advertised,
    bookable,
  });
  const scores = truthScore([
    probe('a', true, true),
    probe('a', true, false),
    probe('a', false, true),
    probe('b', false, false),
  ]);
  expect(scores.get('a')).toEqual({ probed: 3, ghosts: 1, hidden: 1, score: 0.5 });
  expect(scores.get('b')?.score).toBeNull();
});

describe('guarantees', () => {
  const CALENDAR = join(import.meta.dirname, '../../working-time/test/calendar/ru.json');
  const calendar = loadCalendar(JSON.parse(readFileSync(CALENDAR, 'utf8')));
  const norm = (more: Partial<Norm> = {}): Norm => ({
    id: 'n',
    service: 'specialist',
    limit: 14,
    unit: 'working-days',
    region: 'RU',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    ...more,
  });
  const asked = {
    startMs: at('2026-06-05T10:00:00+03:00'),
    nowMs: at('2026-06-10T10:00:00+03:00'),
    k1Ms: at('2026-06-26T09:00:00+03:00'),
    zone: 'Europe/Moscow',
    calendar,
  };

  test('fourteen working days over a holiday end with their last day', () => {
    const found = guarantee({ norm: norm(), ...asked });
    expect(found).toMatchObject({ lastDate: '2026-06-26', state: 'running', placeKeeps: true });
    expect(found.tooLateFromMs).toBe(at('2026-06-27T00:00:00+03:00'));
    expect(found.leftMs).toBe(found.tooLateFromMs - asked.nowMs);
    const next = at('2026-06-27T00:00:00+03:00');
    expect(guarantee({ norm: norm(), ...asked, k1Ms: next }).placeKeeps).toBe(false);
    expect(guarantee({ norm: norm(), ...asked, nowMs: next })).toMatchObject({
      state: 'broken',
      leftMs: 0,
    });
    expect(guarantee({ norm: norm(), ...asked, nowMs: next, seenMs: next - 1 }).state).toBe('kept');
    expect(guarantee({ norm: norm(), ...asked, seenMs: next }).state).toBe('broken');
  });

  test('hours run round the clock, and exactly at the limit is in time', () => {
    const hours = norm({ limit: 24, unit: 'hours' });
    const limit = asked.startMs + 24 * HOUR_MS;
    const place = (k1Ms: number | null | 'unknown') =>
      guarantee({ norm: hours, ...asked, nowMs: asked.startMs, k1Ms }).placeKeeps;
    expect([limit, limit + 1, null, 'unknown' as const].map(place)).toEqual([
      true,
      false,
      false,
      null,
    ]);
    const days = guarantee({ norm: norm({ limit: 10, unit: 'calendar-days' }), ...asked });
    expect(days.lastDate).toBe('2026-06-15');
  });

  test('the row valid on the date of the request, the region before the country', () => {
    const rows = [
      norm({ id: 'old', validFrom: '2025-01-01', validTo: '2025-12-31', limit: 20 }),
      norm({ id: 'country' }),
      norm({ id: 'region', region: 'RU-MOW', limit: 7 }),
      norm({ id: 'other', region: 'RU-SPE', limit: 3 }),
      norm({ id: 'mid-year', validFrom: '2026-07-01', validTo: null, limit: 10 }),
    ];
    const id = (region: string, date: string) =>
      normAt(rows, { service: 'specialist', region, date })?.id;
    expect(id('RU-MOW', '2026-03-01')).toBe('region');
    expect(id('RU-KGD', '2026-03-01')).toBe('country');
    expect(id('RU-KGD', '2026-08-01')).toBe('mid-year');
    expect(id('RU-KGD', '2025-12-31')).toBe('old');
    expect(id('DE', '2026-03-01')).toBeUndefined();
    expect(normAt(rows, { service: 'dentist', region: 'RU', date: '2026-03-01' })).toBeNull();
    expect(() => guarantee({ norm: norm({ unit: 'years' as 'hours' }), ...asked })).toThrow(
      /years/,
    );
  });
});
