import { expect, test } from 'vitest';
import { insertMany } from '@otklik/db';
import { formatDate } from '@otklik/working-time';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { dayNumber } from '../src/odds.ts';
import { CLINIC, clock, inside, newSource, push, slot, visitor } from './house.ts';

const house = useInstallation();
const specialty = 'urologist';
const faces = () => house.it.faces.access;
const minutes = (n: number): void => house.it.clock.advance(n * 60_000);
const localDay = (): string =>
  new Date(house.it.clock.now().getTime() + 3 * 3_600_000).toISOString().slice(0, 10);

const rows = () =>
  inside(house.it, (tx) =>
    tx.db
      .selectFrom('access_release_days')
      .select(['day', 'hours', 'leads', 'lives', 'near_lives'])
      .where('region_id', '=', REGION)
      .where('specialty', '=', specialty)
      .orderBy('day')
      .execute(),
  );
/** An hour passes and is summed up. */
const sleep = async (hours: number): Promise<void> => {
  for (let hour = 0; hour < hours; hour += 12) {
    minutes(12 * 60);
    await faces().wakeWaits(clock, {});
    await faces().rollWaits(clock, {});
  }
};

test('a day is summed up when its places were followed to their end, once, without the first day of a series', async () => {
  const source = await newSource(house.it, { intervalMinutes: 10_080 });
  let seq = 0;
  const tell = (...slots: readonly object[]) => push(house.it, source, (seq += 1), slots);
  const one = (id: string, hours: number, more: object = {}) =>
    slot(house.it, id, hours, { specialty, doctor: id, ...more });
  await tell(one('first', 300));
  await sleep(24);
  const day = localDay();
  const [far, gone, quick, back] = [
    one('far', 220),
    one('gone', 100),
    one('quick', 60),
    one('back', 60),
  ];
  const hour = (house.it.clock.now().getUTCHours() + 3) % 24;
  await tell(far, gone, quick, back);
  minutes(10);
  await tell({ ...quick, status: 'busy' }, { ...back, status: 'busy-tentative' });
  minutes(20);
  // Blocked before anybody booked it; one is given back and held again after two hours.
  await tell({ ...gone, status: 'busy-unavailable' }, back);
  minutes(120);
  await tell({ ...back, status: 'busy' }, { ...gone, status: 'busy' });
  await sleep(72);
  expect(await faces().rollReleases(clock, {})).toMatchObject({ rows: 0 });
  await sleep(24);
  expect(await faces().rollReleases(clock, {})).toMatchObject({ rows: 1, until: day });
  const [found, ...more] = await rows();
  expect(more).toEqual([]);
  expect(found!.day).toBe(day);
  expect(found!.hours[hour]! + found!.hours[hour + 1]!).toBe(5);
  expect(found!.hours.reduce((sum, n) => sum + n, 0)).toBe(5);
  // Two within a quarter of an hour, one within four hours; one blocked and one that stays are never booked.
  expect(found!.lives).toEqual([2, 0, 1, 0, 0, 0, 2]);
  // The one that stays is nine days off: it is not near.
  expect(found!.near_lives).toEqual([2, 0, 1, 0, 0, 0, 1]);
  expect(found!.leads.reduce((sum, n) => sum + n, 0)).toBe(5);
  // 220 hours on is the ninth or tenth day after.
  expect(found!.leads.slice(9, 11).reduce((sum, n) => sum + n, 0)).toBe(1);
  expect(await faces().rollReleases(clock, {})).toMatchObject({ rows: 0, until: day });
});

test('too little is said as too little, and a place that is near needs no chance', async () => {
  const found = await faces().getClinicReleases(visitor, { clinic: CLINIC, specialty });
  expect(found.rush).toMatchObject({
    released: 5,
    grid: null,
    half_life_h: null,
    booked_share: null,
  });
  expect(found.odds).toMatchObject({ wanted_days: 45, by: null });
  expect(found.odds!.known_days).toBeLessThan(10);
  expect(found.check).toBeNull();
});

test('chances are told from eight weeks of days, and judged on the last two', async () => {
  const last = dayNumber(localDay()) - 4;
  const key = { region_id: REGION, specialty, kind: 'routine', mode: 'in-person' };
  const spread = (length: number, place: number) =>
    Array.from({ length }, (_, at) => (at === place ? 2 : 0));
  await inside(house.it, async (tx) => {
    const { id } = await tx.db
      .selectFrom('clinics')
      .select('id')
      .where('region_id', '=', REGION)
      .where('code', '=', CLINIC)
      .executeTakeFirstOrThrow();
    const days = Array.from({ length: 70 }, (_, at) => formatDate(last - at - 8));
    await insertMany(
      tx,
      'access_wait_days',
      days.map((day) => ({
        ...key,
        clinic_id: id,
        day,
        k1_days: 6,
        k3_days: 8,
        known: true,
        places_7d: 1,
        load_permille: 900,
      })),
    );
    await insertMany(
      tx,
      'access_release_days',
      days.map((day) => ({
        ...key,
        clinic_id: id,
        day,
        hours: spread(24, 8),
        leads: spread(16, 1),
        lives: spread(7, 3),
        near_lives: spread(7, 3),
      })),
    );
  });
  await sleep(24);
  expect(await faces().rollReleases(clock, {})).toMatchObject({ checked: 1 });
  const found = await faces().getClinicReleases(visitor, { clinic: CLINIC, specialty });
  expect(found.rush!.grid).not.toBeNull();
  expect(found.rush!.half_life_h).toBeGreaterThan(4);
  const by = found.odds!.by!;
  expect(by.map(({ chance }) => chance)).toEqual([0.5, 0.7, 0.9]);
  expect(by[0]!.day! <= by[1]!.day! && by[1]!.day! <= by[2]!.day!).toBe(true);
  expect(by[0]!.day! > localDay()).toBe(true);
  // Such chances came true on no morning of the simulated past: the check says how far off they were.
  expect(found.check!.forecasts).toBeGreaterThanOrEqual(10);
  expect(found.check!.brier).toBeGreaterThan(found.check!.brier_of_share);
  expect(found.check!.rows.reduce((sum, [n]) => sum + n, 0)).toBe(found.check!.forecasts);
});
