import { expect, test } from 'vitest';
import { isAppError, type Actor } from '@otklik/kernel';
import {
  proven,
  REGION,
  staff,
  useInstallation,
  visitor,
} from '../../../tests/support/installation.ts';

const house = useInstallation();
const registry = () => house.it.faces.registry;
const region = { kind: 'region' } as const;
const ID = '00000000-0000-7000-8000-0000000000aa';
const boss: Actor = proven(staff(ID, { role: 'administrator', reach: region }));
const system: Actor = { kind: 'system', region: REGION, name: 'test' };
const refusal = async (work: Promise<unknown>) =>
  work.then(
    () => ({ code: 'done', data: {} as Readonly<Record<string, unknown>> }),
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return { code: error.code as string, data: error.data };
    },
  );
const issueOf = async (work: Promise<unknown>) => {
  const { code, data } = await refusal(work);
  const [issue] = (data['issues'] ?? []) as { path: string; code: string; message?: string }[];
  return issue ? `${issue.path} ${issue.message ?? issue.code}` : code;
};

const clinicValues = {
  code: 'desk-1',
  name_ru: 'Поликлиника № 901',
  number: '901',
  audience: 'adult',
  unit: 'head_or_unspecified',
  service: 'general',
  operator: 'unspecified',
  lat: '55,75',
  lng: '37.61',
};
const make = (
  kind: 'clinic' | 'doctor' | 'post' | 'organisation',
  values: Record<string, string>,
) => registry().saveRecord(boss, { kind, values });

test('a new clinic is found by the public, with its parts, and changes keep their history', async () => {
  const { id } = await make('clinic', clinicValues);
  const found = await registry().findClinics(visitor(), { q: '901' });
  expect(found.clinics.map((one) => one.code)).toEqual(['desk-1']);
  const page = await registry().getClinic(visitor(), { code: 'desk-1' });
  expect(page.objects).toHaveLength(5);
  await registry().saveRecord(boss, {
    kind: 'clinic',
    id,
    version: 1,
    values: { phone: '+7 495 1' },
  });
  const record = await registry().getRecord(boss, { kind: 'clinic', id });
  expect(record.history.map(({ version, source, actor }) => [version, source, actor])).toEqual([
    [2, 'desk', `person:${ID}`],
    [1, 'desk', `person:${ID}`],
  ]);
  expect(record.history[0]!.changes).toEqual([{ field: 'phone', before: '', after: '+7 495 1' }]);
  expect(record.held).toEqual(['phone']);
  expect(record.history[0]!.digest).toMatch(/^[\da-f]{64}$/);
});

test('each fault has its field: number, point, code, reference, time zone, dates', async () => {
  const wrong = (values: Record<string, string>) =>
    issueOf(make('clinic', { ...clinicValues, code: 'desk-x', ...values }));
  expect(await wrong({ lat: '95' })).toBe('lat too_big');
  expect(await wrong({ lat: 'север' })).toBe('lat invalid_type');
  expect(await wrong({ lng: '' })).toBe('lng half-a-point');
  expect(await wrong({ name_ru: '' })).toBe('name_ru required');
  expect(await wrong({ time_zone: 'Europe/Nowhere' })).toBe('time_zone unknown-time-zone');
  expect(await wrong({ valid_from: '2026-05-01', valid_to: '2026-04-01' })).toBe(
    'valid_to ends-before-start',
  );
  expect(await refusal(make('clinic', { ...clinicValues, district_id: '0' }))).toMatchObject({
    code: expect.stringMatching(/unknown-reference|already-exists/),
  });
  expect((await refusal(make('clinic', clinicValues))).data['constraint']).toBe(
    'one_clinic_per_code',
  );
});

test('two people at once: the second is told and writes nothing', async () => {
  const { id } = await make('organisation', {
    code: 'org-2',
    name_ru: 'Дирекция',
    name_en: 'Direction',
    is_state: 'yes',
    sector: 'health',
  });
  const save = (name_en: string) =>
    registry().saveRecord(boss, { kind: 'organisation', id, version: 1, values: { name_en } });
  const both = await Promise.all([refusal(save('One')), refusal(save('Two'))]);
  expect(both.map(({ code }) => code).sort()).toEqual(['changed-meanwhile', 'done']);
});

test('a change dated ahead waits, can be asked, and is carried out over later edits', async () => {
  const { id } = await make('organisation', {
    code: 'org-3',
    name_ru: 'Старое имя',
    name_en: 'Old',
    is_state: 'yes',
    sector: 'health',
  });
  const save = (version: number, values: Record<string, string>, validFrom?: string) =>
    registry().saveRecord(boss, { kind: 'organisation', id, version, values, validFrom });
  expect(await issueOf(save(1, { name_ru: 'Вчера' }, '2026-06-09'))).toBe('validFrom in-the-past');
  expect(await save(1, { name_ru: 'Новое имя' }, '2026-07-01')).toMatchObject({
    outcome: 'planned',
  });
  await save(2, { name_en: 'Still' });
  const get = (on?: string) => registry().getRecord(boss, { kind: 'organisation', id, on });
  expect((await get()).values['name_ru']).toBe('Старое имя');
  expect((await get('2026-07-02')).heldOn).toMatchObject({
    name_ru: 'Новое имя',
    name_en: 'Still',
  });
  const { clock } = house.it;
  const before = clock.now();
  clock.set(new Date('2026-06-30T21:05:00Z'));
  const due = await registry().listPlanned(system, {});
  expect(due).toHaveLength(1);
  for (const { kind, object_id, version } of due)
    await registry().carryOutPlanned(system, { kind, id: object_id, version });
  expect((await get()).values).toMatchObject({ name_ru: 'Новое имя', name_en: 'Still' });
  expect((await get('2026-06-15')).heldOn).toMatchObject({ name_ru: 'Старое имя' });
  expect((await get('2026-06-15')).heldOn).toMatchObject({ name_en: 'Still' });
  clock.set(before);
});

test('undo restores an earlier version as a new one; closing sets the last day', async () => {
  const { id } = await make('doctor', { code: 'd-1', last_name: 'Ёлкин', first_name: 'Пётр' });
  const head = async () => (await registry().getRecord(boss, { kind: 'doctor', id })).version;
  await registry().saveRecord(boss, { kind: 'doctor', id, version: 1, values: { last_name: 'X' } });
  await registry().restoreVersion(boss, { kind: 'doctor', id, version: await head(), restore: 1 });
  const restored = await registry().getRecord(boss, { kind: 'doctor', id });
  expect(restored.values['last_name']).toBe('Ёлкин');
  expect(restored.held).toEqual([]);
  await registry().closeRecord(boss, { kind: 'doctor', id, version: 3, on: '2026-06-30' });
  expect((await registry().getRecord(boss, { kind: 'doctor', id })).values['valid_to']).toBe(
    '2026-06-30',
  );
});

test('posts may not overlap', async () => {
  const doctor = { code: 'd-2', last_name: 'Иванова', first_name: 'Анна' };
  await make('doctor', doctor);
  const [specialty] = await registry().listSpecialties(visitor(), {});
  const post = { doctor: 'd-2', clinic: 'desk-1', specialty_id: specialty!.id };
  await make('post', { ...post, valid_from: '2026-01-01' });
  const again = await refusal(make('post', { ...post, valid_from: '2026-03-01' }));
  expect(again).toMatchObject({
    code: 'already-exists',
    data: { constraint: 'no_overlapping_posts' },
  });
});

test('a narrower administrator keeps to the clinic, and may not move it', async () => {
  const clinic = await registry().getClinic(visitor(), { code: 'desk-1' });
  const narrow = staff(ID, { role: 'administrator', reach: { kind: 'clinic', id: clinic.id } });
  const save = (id: string, values: Record<string, string>, version = 2) =>
    registry().saveRecord(narrow, { kind: 'clinic', id, version, values });
  expect(await issueOf(save(clinic.id, { organisation_id: 'x' }))).toBe(
    'organisation_id whole-region-only',
  );
  expect(await save(clinic.id, { phone: '+7 495 2' })).toMatchObject({ outcome: 'changed' });
  const [other] = (await registry().findClinics(visitor(), { limit: 1 })).clinics;
  const { id } = await registry().getClinic(visitor(), { code: other!.code });
  expect((await refusal(save(id, { phone: '1' }, 1))).code).toBe('forbidden');
  const lists = await registry().listRecords(narrow, { kind: 'clinic' });
  expect(lists.records.map((line) => line.code)).toEqual(['desk-1']);
  expect((await registry().listRecords(narrow, { kind: 'doctor' })).records).toHaveLength(1);
});

test('a year of the calendar is entered, checked against its figures, and goes before the country’s', async () => {
  const shipped = await registry().getRecord(boss, { kind: 'calendar', id: 'RU/2026' });
  expect(shipped.readonly).toBe(true);
  const values = { ...shipped.values, act_number: '1466-М' };
  const wrong = await issueOf(
    registry().saveRecord(boss, { kind: 'calendar', values: { ...values, working_days: '246' } }),
  );
  expect(wrong).toBe('working_days does-not-add-up');
  const made = await registry().saveRecord(boss, { kind: 'calendar', values });
  expect(made).toMatchObject({ id: `${REGION}/2026`, outcome: 'added' });
  expect(
    await issueOf(
      registry().saveRecord(boss, { kind: 'calendar', values: { ...values, holidays: 'завтра' } }),
    ),
  ).toBe('holidays bad-lines');
});

test('the country’s norms are read only; the region’s own row is added beside them', async () => {
  const { records } = await registry().listRecords(boss, { kind: 'norm' });
  const [first] = records;
  const { version, values, readonly } = await registry().getRecord(boss, {
    kind: 'norm',
    id: first!.id,
  });
  expect(readonly).toBe(true);
  const save = registry().saveRecord(boss, { kind: 'norm', id: first!.id, version, values });
  expect((await refusal(save)).code).toBe('forbidden');
  const own = await registry().saveRecord(boss, {
    kind: 'norm',
    values: { ...values, limit_value: '5' },
  });
  expect(own.outcome).toBe('added');
});
