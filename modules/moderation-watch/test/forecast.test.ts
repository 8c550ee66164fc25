import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { regionScope, type Actor } from '@otklik/kernel';
import { citizen, submitted, worker } from '../../desk/test/people.ts';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { dayAfter, forecastDays, mase, type DayCount } from '../src/model/forecast.ts';

const house = useInstallation();

// 2026-03-02 is a Monday. Nine weeks: Mondays 10, 20 … 90, other weekdays 5, Saturdays 2, Sundays 1.
const START = '2026-03-02';
const WEEKDAYS = [null, 5, 5, 5, 5, 2, 1] as const;
const history: DayCount[] = Array.from({ length: 63 }, (_, at) => ({
  day: dayAfter(START, at),
  n: WEEKDAYS[at % 7] ?? 10 * (Math.floor(at / 7) + 1),
}));
const TODAY = '2026-05-04';
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const working = (day: string): boolean => weekday(day) % 6 !== 0;

describe('the next fourteen days', () => {
  test('come as their weekday did in eight weeks', () => {
    const forecast = forecastDays(history, TODAY, working);
    if (forecast.refused) throw new Error('refused');
    expect(forecast.days.map(({ day }) => day)).toEqual(
      Array.from({ length: 14 }, (_, at) => dayAfter(TODAY, at + 1)),
    );
    const on = (day: string) => forecast.days.find((one) => one.day === day)!;
    // Of 20, 30 … 90: the middle is 55, a tenth of the way up 27, nine tenths 83.
    expect(on('2026-05-11')).toEqual({
      day: '2026-05-11',
      isOff: false,
      expected: 55,
      p10: 27,
      p90: 83,
    });
    expect(on('2026-05-05')).toMatchObject({ expected: 5, p10: 5, p90: 5 });
    expect(on('2026-05-09')).toMatchObject({ isOff: true, expected: 2 });
  });

  test('a weekday off comes as days off do', () => {
    const off = (day: string): boolean => working(day) && day !== '2026-05-11';
    const forecast = forecastDays(history, TODAY, off);
    if (forecast.refused) throw new Error('refused');
    // Eight Saturdays of 2 and eight Sundays of 1.
    expect(forecast.days.find(({ day }) => day === '2026-05-11')).toMatchObject({
      isOff: true,
      expected: 1.5,
      p10: 1,
      p90: 2,
    });
  });

  test('are not told below eight weeks', () => {
    expect(forecastDays(history.slice(0, 55), TODAY, working)).toEqual({
      refused: 'history-too-short',
      known_weeks: 7,
    });
    expect(forecastDays(history.slice(0, 56), TODAY, working).refused).toBeNull();
  });
});

test('the scaled error is that of «as a week ago» for 1', () => {
  const series = [10, 0, 0, 0, 0, 0, 0, 14, 0, 0, 0, 0, 0, 0].map((n, at) => ({
    day: dayAfter(START, at),
    n,
  }));
  // A week ago is off by 4 in one day of seven.
  expect(mase([{ expected: 10, came: 10 + 4 / 7 }], series)).toBeCloseTo(1, 12);
  expect(mase([{ expected: 3, came: 3 }], series)).toBe(0);
  expect(mase([], series)).toBeNull();
  expect(mase([{ expected: 1, came: 2 }], series.slice(0, 7))).toBeNull();
});

test('a forecast is written down, and what came beside it', async () => {
  const { faces, clock, app } = house.it;
  const system: Actor = { kind: 'system', region: REGION, name: 'clock' };
  const moderator = await worker(house.it, 'l-moderator@example.org', 'moderator');
  const author = await citizen(house.it, 'l-author@example.org');
  const first = await submitted(house.it, author);
  expect(await faces.moderationWatch.getForecast(moderator, {})).toMatchObject({
    refused: 'history-too-short',
    days: [],
  });
  expect(await faces.moderationWatch.logForecast(system, {})).toEqual({ logged: 0 });
  await app.store.withScope(regionScope(REGION), (tx) =>
    sql`update cases set opened_at = opened_at - interval '60 days' where number = ${first}`.execute(
      tx.db,
    ),
  );
  const { days, hours } = await faces.moderationWatch
    .getForecast(moderator, {})
    .then((told) => ({ days: told.days, hours: told.days[0]?.hours }));
  expect(days).toHaveLength(14);
  // Nobody knows how long decisions take yet.
  expect(hours).toBeNull();
  expect(await faces.moderationWatch.logForecast(system, {})).toEqual({ logged: 14 });
  expect(await faces.moderationWatch.logForecast(system, {})).toEqual({ logged: 0 });
  clock.advance(24 * 3_600_000);
  await submitted(house.it, author);
  clock.advance(24 * 3_600_000);
  expect(await faces.moderationWatch.logForecast(system, {})).toEqual({ logged: 14 });
  const rows = await app.store.withScope(regionScope(REGION), (tx) =>
    tx.db
      .selectFrom('moderation_forecasts')
      .selectAll()
      .orderBy('day')
      .orderBy('made_on')
      .execute(),
  );
  expect(rows[0]).toMatchObject({ day: '2026-06-11', made_on: '2026-06-10', expected: 0, came: 1 });
  expect(rows.filter(({ came }) => came !== null)).toHaveLength(1);
});
