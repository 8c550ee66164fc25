import { expect, test } from 'vitest';
import { systemScope } from '@otklik/kernel';
import { normTime, waitSummary } from '@otklik/waits';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { cityOfWaits, inventedClinics } from '../src/index.ts';
import { minutesKept, untilPlace, wholeDay } from '../src/city/whole-day.ts';
import { clock, inside, visitor } from './house.ts';

const house = useInstallation();
const HOUR_ms = 3_600_000;

test.each([0, 1, 2, 20])(
  'a day with a place after %i days is what its change points mean',
  (days) => {
    // At the last hour of its own day a place is gone, and the next one is tomorrow's first.
    const place = (hour: number): number => (hour + untilPlace(days, hour)) * HOUR_ms;
    const changes = Array.from({ length: 24 }, (_, hour) => ({
      atMs: hour * HOUR_ms,
      k1Ms: place(hour),
    }));
    const meant = waitSummary(changes, 0, 24 * HOUR_ms);
    expect(wholeDay(days, { hours: 24 })).toEqual({
      median_h: meant.medianHours,
      min_h: meant.minHours,
      max_h: meant.maxHours,
      norm_min: Math.round(normTime(changes, 0, 24 * HOUR_ms, 24 * HOUR_ms).metMs / 60_000),
      known_min: 1440,
    });
  },
);

test('unknown is in no minute, full keeps no norm, and a norm in days ends at midnight', () => {
  expect(wholeDay('unknown', { days: 3 })).toMatchObject({ known_min: 0, norm_min: 0 });
  expect(wholeDay(null, null)).toMatchObject({ known_min: 1440, norm_min: null, median_h: null });
  expect([3, 4].map((days) => wholeDay(days, { days: 3 }).norm_min)).toEqual([1440, 0]);
  expect(minutesKept(1, 9, { hours: 24 })).toBe(60);
});

test('invented clinics say so, stand beside real ones and fill up to the number', () => {
  const known = [{ audience: 'adult', okrugId: 'cao', districtId: '1', lat: 55, lng: 37 }] as const;
  const made = inventedClinics(known, 3);
  expect(made).toHaveLength(2);
  expect(made[0]).toMatchObject({ id: 'invented-0001', kind: 'adult', okrug: 'cao', demo: true });
  expect(made.every(({ name_ru }) => name_ru.includes('вымышленная'))).toBe(true);
  expect(inventedClinics(known, 3)).toEqual(made);
  expect(inventedClinics(known, 1)).toEqual([]);
});

test('a small city is lived through the door, its past has hours, and nothing is rolled twice', async () => {
  const { faces, app } = house.it;
  const now = house.it.clock.now();
  const specialties = await faces.registry.listSpecialties(visitor, {});
  const make = () =>
    cityOfWaits(
      (work) => app.store.withScope(systemScope(REGION, 'simulation'), work, { now }),
      specialties,
      () => undefined,
      { clinics: 3, series: 20, event_days: 2, hour_days: 5, past_days: 6 },
    );
  const made = (await make())!;
  expect(made.series).toBeGreaterThan(12);
  expect(await make()).toBeNull();
  const count = (table: 'access_slot_events' | 'access_wait_hours' | 'access_wait_days') =>
    inside(house.it, async (tx) =>
      Number(
        (
          await tx.db
            .selectFrom(table)
            .select((eb) => eb.fn.countAll().as('n'))
            .execute()
        )[0]!.n,
      ),
    );
  expect(await count('access_slot_events')).toBe(made.changes);
  // Two whole days, this one up to its last whole hour, and three days of the past.
  const hours = 24 * 2 + 12 + 24 * 3;
  expect(await count('access_wait_hours')).toBe(made.series * hours);
  expect(await count('access_wait_days')).toBe(made.series * 7);
  await faces.access.rollWaits(clock, {});
  expect(await count('access_wait_hours')).toBe(made.series * hours);
  const past = await inside(house.it, (tx) =>
    tx.db
      .selectFrom('access_wait_days as d')
      .innerJoin('access_wait_hours as h', (on) =>
        on
          .onRef('h.clinic_id', '=', 'd.clinic_id')
          .onRef('h.specialty', '=', 'd.specialty')
          .onRef('h.kind', '=', 'd.kind'),
      )
      .where('d.day', '=', '2026-06-05')
      .where('h.hour', '>=', new Date('2026-06-04T21:00:00Z'))
      .where('h.hour', '<', new Date('2026-06-05T21:00:00Z'))
      .select(['d.clinic_id', 'd.specialty', 'd.kind', 'd.k1_days', 'd.known', 'd.norm_min'])
      .select(['h.hour', 'h.max_h', 'h.norm_min as of_hour'])
      .execute(),
  );
  const series_of_day = Map.groupBy(past, (row) => `${row.clinic_id} ${row.specialty} ${row.kind}`);
  expect(series_of_day.size).toBe(made.series);
  for (const hours_of_day of series_of_day.values()) {
    const { norm_min } = hours_of_day[0]!;
    const sum = hours_of_day.reduce((all, { of_hour }) => all + (of_hour ?? 0), 0);
    expect([hours_of_day.length, sum]).toEqual([24, norm_min ?? 0]);
  }
  // Some clinic of the day had a place on the day itself: gone by the evening.
  expect(past.some(({ k1_days }) => k1_days === 0)).toBe(true);
  for (const { k1_days, known, hour, max_h } of past)
    expect(max_h).toBe(
      known && k1_days !== null ? untilPlace(k1_days, (hour.getUTCHours() + 3) % 24) : null,
    );
  const { days } = await faces.access.getPlaceWaits(visitor, { specialty: 'therapist' });
  expect(days.length).toBeGreaterThan(5);
});
