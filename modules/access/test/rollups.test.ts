import { expect, test } from 'vitest';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { CLINIC, OTHER, clock, hoursOn, inside, newSource, push, slot, visitor } from './house.ts';

const house = useInstallation();
const MINUTE_ms = 60_000;
const specialty = 'urologist';
const faces = () => house.it.faces.access;
const later = (hours: number): void => house.it.clock.advance(hours * 60 * MINUTE_ms);

const hoursOf = (table: 'access_wait_hours' | 'access_wait_days') =>
  inside(house.it, (tx) =>
    tx.db
      .selectFrom(table)
      .select(['median_h', 'norm_min', 'known_min', 'max_h'])
      .where('region_id', '=', REGION)
      .where('specialty', '=', specialty)
      .execute(),
  );

test('hours and days are summed once from the change points, unknown minutes apart', async () => {
  const source = await newSource(house.it, { intervalMinutes: 60 });
  await push(house.it, source, 1, [slot(house.it, 'a', 30, { specialty })]);
  later(1);
  await faces().rollWaits(clock, {});
  later(1);
  await faces().rollWaits(clock, {});
  await faces().rollWaits(clock, {});
  const hours = await hoursOf('access_wait_hours');
  // 09:00 was begun by the feed, so the first hour summed is the one it came in.
  expect(hours).toHaveLength(2);
  expect(hours[0]).toMatchObject({ known_min: 60, norm_min: 60, median_h: 29.5 });
  later(26);
  await faces().wakeWaits(clock, {});
  await faces().rollWaits(clock, {});
  const days = await hoursOf('access_wait_days');
  // The source fell silent after two hours: known from 12:00 to 14:00 of the local day.
  expect(days.map(({ known_min }) => known_min)).toContain(120);
});

test('the sample of a morning is summed up for the city and the district, unknown never as none', async () => {
  const source = await newSource(house.it, { intervalMinutes: 10_080 });
  const other = await newSource(house.it, { intervalMinutes: 10_080 });
  await push(house.it, source, 1, [
    slot(house.it, 'b', 24 * 3, { specialty: 'ent', clinic: CLINIC }),
    slot(house.it, 'c', 24 * 3, { specialty: 'ent', clinic: CLINIC, status: 'busy', doctor: 'd' }),
  ]);
  await push(house.it, other, 1, [
    slot(house.it, 'd', 24 * 5, { specialty: 'ent', clinic: OTHER, status: 'busy' }),
  ]);
  later(24);
  await faces().wakeWaits(clock, {});
  const { days, months } = await faces().getPlaceWaits(visitor, { specialty: 'ent' });
  expect(days.at(-1)).toMatchObject({
    clinics: 2,
    known_clinics: 2,
    k1_days: 2,
    load_permille: 750,
  });
  expect(months.at(-1)).toMatchObject({ known: days.length });
  const found = await faces().listWaits(visitor, { specialty: 'ent' });
  expect(found.marks.filter(({ state }) => state === 'places' || state === 'full')).toHaveLength(2);
  expect(found.lines.find(({ code }) => code === OTHER)).toMatchObject({ state: 'full' });
});

test('ways are counted from the middle of a district; without one the order by travel is by wait', async () => {
  const { okrugs } = { okrugs: await house.it.faces.registry.listDistricts(visitor, {}) };
  const from = okrugs.flatMap(({ districts }) => districts).find(({ label }) => label)!.id;
  const placed = await faces().listWaits(visitor, {
    specialty: 'ent',
    from,
    order: 'distance',
    size: 1,
  });
  expect(placed).toMatchObject({ isPlaced: true, order: 'distance' });
  expect(placed.lines).toHaveLength(1);
  expect(placed.lines[0]!.minutes).toBeGreaterThan(0);
  expect(placed.pages).toBe(placed.total);
  expect(await faces().listWaits(visitor, { specialty: 'ent', order: 'distance' })).toMatchObject({
    isPlaced: false,
    order: 'wait',
  });
  expect(hoursOn(house.it, 0)).toContain('2026-06-');
});
