import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isAppError, systemScope, type Actor } from '@otklik/kernel';
import { staff, useInstallation, visitor, REGION } from '../../../tests/support/installation.ts';
import { importBundled } from '../src/index.ts';
import type { ImportKind } from '../src/schema.ts';

const installation = useInstallation();
const system: Actor = { kind: 'system', region: REGION, name: 'test' };
const take = (kind: ImportKind, payload: unknown, actor: Actor = system) =>
  installation.it.faces.registry.importRegistry(actor, {
    kind,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const data = (path: string) => readFile(new URL(`../data/${path}`, import.meta.url), 'utf8');
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
const SHIPPED: readonly (readonly [ImportKind, string, number])[] = [
  ['regions', 'regions-ru.json', 83],
  ['region-settings', 'region-settings.json', 1],
  ['specialties', 'specialties.json', 53],
  ['calendars', 'calendar/ru.json', 3],
  ['norms', 'norms/ru.json', 64],
  ['okrugs', 'okrugs-moscow.json', 12],
  ['districts', 'districts-moscow.geojson', 125],
  ['districts', 'districts-moscow-extra.geojson', 1],
  ['organisations', 'organisations-moscow.json', 1],
  ['clinics', 'clinics-moscow.json', 110],
  ['clinic-names', 'clinic-names-en.json', 28],
];

test.each(SHIPPED)('%s of %s: a second run changes nothing', async (kind, path, total_count) => {
  const report = await take(kind, await data(path));
  expect(report).toEqual({
    total_count,
    added_count: 0,
    changed_count: 0,
    unchanged_count: total_count,
    rejected: [],
    kept: [],
  });
});

test('the shipped files are taken once, so that later corrections stay', async () => {
  const again = await importBundled(installation.it.app, REGION);
  expect(again.map((file) => file.report)).toEqual(again.map(() => null));
});

const clinic = {
  id: 'new-1',
  name_ru: 'Поликлиника № 900',
  number: 900,
  branch_number: null,
  kind: 'adult',
  unit: 'head_or_unspecified',
  service: 'general',
  operator: 'unspecified',
  address_ru: null,
  lat: 55.7,
  lng: 37.6,
  okrug: 'cao',
  district_okato: '45286552',
  demo: false,
};

test('bad rows are told by index, line and code; the rest goes in', async () => {
  const rows = [
    clinic,
    { ...clinic, id: 'new-2', lat: 95 },
    { ...clinic, id: 'new-3', district_okato: '999' },
    clinic,
    { ...clinic, id: 'new-4', name_ru: 'a\u0000b' },
    { ...clinic, id: 'new-5', lat: null },
    17,
    { ...clinic, id: 'new-6', number: 906, name_ru: 'Поликлиника № 906' },
  ];
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n');
  const report = await take('clinics', `{\n "region": "${REGION}",\n "clinics": [\n${lines}\n ]}`);
  expect(report.rejected).toEqual([
    { index: 1, line: 5, id: 'new-2', path: 'lat', code: 'too_big' },
    { index: 2, line: 6, id: 'new-3', path: 'district_okato', code: 'unknown-reference' },
    { index: 3, line: 7, id: 'new-1', path: '', code: 'duplicate-id' },
    { index: 4, line: 8, id: 'new-4', path: 'name_ru', code: 'unstorable-text' },
    { index: 5, line: 9, id: 'new-5', path: '', code: 'half-a-point' },
    { index: 6, line: 10, id: null, path: '', code: 'invalid_type' },
  ]);
  expect(report).toMatchObject({ total_count: 8, added_count: 2, unchanged_count: 0 });
  const found = await installation.it.faces.registry.findClinics(visitor(), { q: '906' });
  expect(found.clinics.map((row) => row.code)).toEqual(['new-6']);
  const page = await installation.it.faces.registry.getClinic(visitor(), { code: 'new-6' });
  expect(page.objects.map((object) => object.kind).sort()).toEqual([
    'building',
    'clinic',
    'department',
    'information-system',
    'pharmacy-point',
  ]);
});

test('a changed row is changed, keeps its id and is found by its new words only', async () => {
  const { faces } = installation.it;
  const before = await faces.registry.getClinic(visitor(), { code: 'msk-a-191' });
  const file = JSON.parse(await data('clinics-moscow.json')) as { clinics: { id: string }[] };
  const row = file.clinics.find((candidate) => candidate.id === 'msk-a-191');
  const report = await take('clinics', {
    clinics: [{ ...row, address_ru: 'улица Вымышленная, д. 3', number: 1910 }],
  });
  expect(report).toMatchObject({ added_count: 0, changed_count: 1, unchanged_count: 0 });
  const after = await faces.registry.getClinic(visitor(), { code: 'msk-a-191' });
  expect(after).toMatchObject({ id: before.id, address: 'улица Вымышленная, д. 3' });
  const first = async (q: string) =>
    (await faces.registry.findClinics(visitor(), { q })).clinics[0]?.code;
  expect(await first('вымышленная')).toBe('msk-a-191');
  expect(await first('1910')).toBe('msk-a-191');
  expect((await faces.registry.findClinics(visitor(), { q: 'парковая' })).total_count).toBe(0);
});

test('a renamed district renames what its clinics are found by', async () => {
  const file = JSON.parse(await data('districts-moscow.geojson')) as {
    features: { id: string; properties: object }[];
  };
  const arbat = file.features.find((feature) => feature.id === '45286552')!;
  await take('districts', {
    features: [{ ...arbat, properties: { ...arbat.properties, name_ru: 'Староарбатский' } }],
  });
  const found = await installation.it.faces.registry.findClinics(visitor(), {
    q: 'староарбатский',
  });
  expect(found.clinics.map((row) => row.code)).toContain('msk-a-068-x');
});

test('a stored calendar version is never rewritten; a wrong table does not go in', async () => {
  const file = JSON.parse(await data('calendar/ru.json')) as {
    version: string;
    years: Record<string, { act: object; totals: { working_days: number } }>;
  };
  file.years['2026']!.act = { ...file.years['2026']!.act, title: 'x' };
  const reused = await take('calendars', file);
  expect(reused.rejected.map((row) => [row.id, row.code])).toEqual([['2026', 'version-reused']]);
  file.version = '2026-12-01';
  file.years['2026']!.totals.working_days += 1;
  const wrong = await take('calendars', file);
  expect(wrong).toMatchObject({ added_count: 2 });
  expect(wrong.rejected.map((row) => [row.id, row.code])).toEqual([['2026', 'calendar-invalid']]);
});

test('doctors come with their posts, once', async () => {
  const doctors = {
    doctors: [
      {
        code: 'd-1',
        last_name: 'Вымышленная',
        first_name: 'Анна',
        patronymic: null,
        synthetic: true,
        posts: [
          {
            clinic: 'msk-a-210',
            specialty: 'therapist',
            title: null,
            valid_from: '2026-01-01',
            valid_to: null,
          },
          {
            clinic: 'msk-a-210',
            specialty: 'surgeon',
            title: null,
            valid_from: '2020-01-01',
            valid_to: '2021-01-01',
          },
        ],
      },
      {
        code: 'd-2',
        last_name: 'Б',
        first_name: 'В',
        patronymic: null,
        synthetic: true,
        posts: [
          {
            clinic: 'nowhere',
            specialty: 'therapist',
            title: null,
            valid_from: '2026-01-01',
            valid_to: null,
          },
        ],
      },
    ],
  };
  expect(await take('doctors', doctors)).toMatchObject({
    added_count: 1,
    rejected: [{ index: 1, id: 'd-2', path: 'posts.0', code: 'unknown-reference' }],
  });
  expect(await take('doctors', doctors)).toMatchObject({ added_count: 0, unchanged_count: 1 });
  const page = await installation.it.faces.registry.getClinic(visitor(), { code: 'msk-a-210' });
  expect(page.specialties.map((row) => [row.id, row.doctors_count])).toEqual([['therapist', 1]]);
});

test('what is no file of the registry is refused whole', async () => {
  expect(await codeOf(take('clinics', '{"clinics": ['))).toBe('invalid-input');
  expect(await codeOf(take('clinics', '[1, 2]'))).toBe('invalid-input');
  expect(await codeOf(take('clinics', { norms: [] }))).toBe('invalid-input');
  expect(await codeOf(take('clinics', { region: 'RU-SPE', clinics: [] }))).toBe('invalid-input');
});

test('only the installation and administrators of the region import', async () => {
  const region = { kind: 'region' } as const;
  const payload = { organisations: [] };
  const as = (actor: Actor) => codeOf(take('organisations', payload, actor));
  const administrator = staff('p-1', { role: 'administrator', reach: region });
  expect(await as(administrator)).toBe('done');
  expect(await as({ ...administrator, secondFactor: false } as Actor)).toBe(
    'second-factor-required',
  );
  expect(await as(staff('p-2', { role: 'moderator', reach: region }))).toBe('forbidden');
  const ofClinic = { kind: 'clinic', id: 'x' } as const;
  expect(await as(staff('p-3', { role: 'administrator', reach: ofClinic }))).toBe('forbidden');
  expect(await as(visitor())).toBe('sign-in-required');
});

test('another region sees none of it', async () => {
  const { store } = installation.it.app;
  const counts = await store.withScope(systemScope('RU-SPE', 'test'), async (tx) => [
    (await tx.db.selectFrom('clinics').selectAll().execute()).length,
    (await tx.db.selectFrom('districts').selectAll().execute()).length,
    (await tx.db.selectFrom('clinic_terms').selectAll().execute()).length,
    (await tx.db.selectFrom('regions').selectAll().execute()).length,
  ]);
  expect(counts).toEqual([0, 0, 0, 83]);
  const actor: Actor = { kind: 'visitor', region: 'RU-SPE', origin: 'x' };
  const found = await installation.it.faces.registry.findClinics(actor, { q: 'поликлиника' });
  expect(found.total_count).toBe(0);
});
