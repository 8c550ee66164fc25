import { expect, test } from 'vitest';
import { isWorkingDay } from '@otklik/working-time';
import { publicScope, type Tx } from '@otklik/kernel';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { calendarOf, clinicByCode, clinicById, enabledRegions, normFor } from '../src/index.ts';

const installation = useInstallation();
const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  installation.it.app.store.withScope(publicScope(REGION), work);

test('a clinic is the same by id and by code, with zone and objects', async () => {
  const clinic = await read((tx) => clinicByCode(tx, 'msk-a-011-b2'));
  expect(clinic).toMatchObject({
    code: 'msk-a-011-b2',
    nameEn: 'Polyclinic No. 11, Branch 2',
    zone: 'Europe/Moscow',
    okrugId: 'yuzao',
    audience: 'adult',
  });
  expect(clinic.objects).toHaveLength(5);
  expect(await read((tx) => clinicById(tx, clinic.id))).toEqual(clinic);
  const head = await read((tx) => clinicById(tx, clinic.headClinicId!));
  expect(head.code).toBe('msk-a-011');
  await expect(read((tx) => clinicByCode(tx, 'none'))).rejects.toMatchObject({ code: 'not-found' });
});

test('every clinic has a name in both languages', async () => {
  const { points } = await installation.it.faces.registry.map(visitor(), {});
  expect(points).toHaveLength(110);
  for (const point of points) expect(point.nameEn, point.nameRu).toMatch(/^[\x20-\x7e]+$/);
});

test('the calendar holds all years and is loaded once', async () => {
  const first = await read((tx) => calendarOf(tx, REGION));
  expect([...first.calendar.years]).toEqual([2024, 2025, 2026]);
  expect(first.version).toBe('2026-11-21');
  expect(isWorkingDay(first.calendar, '2026-06-12')).toBe(false);
  expect(await read((tx) => calendarOf(tx, REGION))).toBe(first);
  await expect(read((tx) => calendarOf(tx, 'UA-30'))).rejects.toMatchObject({
    code: 'calendar-year-missing',
  });
});

test.each([
  ['2026-05-05', 'gg26.district-doctor'],
  ['2026-12-31', 'gg26.district-doctor'],
  ['2025-12-31', 'gg25.district-doctor'],
  ['2024-12-31', undefined],
  ['2027-01-01', undefined],
])('the norm of %s is %s', async (on, id) => {
  const norm = await read((tx) => normFor(tx, { service: 'district-doctor', region: REGION, on }));
  expect(norm?.id).toBe(id);
});

test("a norm is found by id within its days and its region; a region's own goes first", async () => {
  const at = (id: string, region: string, on: string) =>
    read((tx) => normFor(tx, { id, region, on })).then((norm) => norm?.limit);
  expect(await at('ng.reply', REGION, '2026-01-01')).toBe(8);
  expect(await at('ng.reply', REGION, '2013-04-14')).toBeUndefined();
  expect(await at('ng.reply', 'RU-SPE', '2026-01-01')).toBeUndefined();
  expect(await at('gg-old.specialist', REGION, '2020-01-01')).toBeUndefined();
  const own = {
    rows: [
      {
        id: 'mow26.district-doctor',
        family: 'territorial programme',
        service: 'x',
        population: 'all',
        limit: 12,
        unit: 'hours',
        start_event: 'request',
        end_event: 'seen',
        valid_from: '2026-07-01',
        valid_to: null,
        region: REGION,
        source: null,
        verified: false,
        note: null,
      },
    ],
  };
  await installation.it.faces.registry.importRegistry(
    { kind: 'system', region: REGION, name: 'test' },
    { kind: 'norms', payload: JSON.stringify(own) },
  );
  const held = (on: string) =>
    read((tx) => normFor(tx, { service: 'district-doctor', region: REGION, on })).then(
      (norm) => norm?.id,
    );
  expect(await held('2026-08-01')).toBe('mow26.district-doctor');
  expect(await held('2026-06-30')).toBe('gg26.district-doctor');
});

test('Moscow is the only region that takes part; no disputed one is known', async () => {
  expect(await enabledRegions(installation.it.app)).toEqual([REGION]);
  const regions = await installation.it.faces.registry.listRegions(visitor(), {});
  expect(regions).toHaveLength(83);
  expect(regions.every((region) => region.code.startsWith('RU-'))).toBe(true);
});

test('districts stand under their okrugs with their clinics counted', async () => {
  const okrugs = await installation.it.faces.registry.listDistricts(visitor(), {});
  expect(okrugs.map((okrug) => okrug.districts.length).reduce((a, b) => a + b)).toBe(126);
  expect(okrugs.map((okrug) => okrug.clinics_count).reduce((a, b) => a + b)).toBe(110);
  for (const okrug of okrugs)
    expect(okrug.districts.map((row) => row.clinics_count).reduce((a, b) => a + b, 0)).toBe(
      okrug.clinics_count,
    );
});

test('the map is light and whole', async () => {
  const map = await installation.it.faces.registry.map(visitor(), {});
  expect(map.shapes).toHaveLength(125);
  for (const shape of map.shapes) expect(shape.outline.length, shape.nameRu).toBeGreaterThan(0);
  expect(JSON.stringify(map.shapes).length).toBeLessThan(130_000);
});
