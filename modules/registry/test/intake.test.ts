import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText, isAppError, newId, type Actor } from '@otklik/kernel';
import {
  proven,
  REGION,
  staff,
  useInstallation,
  visitor,
} from '../../../tests/support/installation.ts';
import { runImport } from '../src/index.ts';
import { readCsv } from '../src/intake/csv.ts';
import { decodeFile } from '../src/intake/decode.ts';
import { BATCH_rows } from '../src/intake/formats.ts';

const house = useInstallation();
const registry = () => house.it.faces.registry;
const boss: Actor = proven(staff(newId(), { role: 'administrator', reach: { kind: 'region' } }));
const system: Actor = { kind: 'system', region: REGION, name: 'import' };
const utf8 = (text: string) => new TextEncoder().encode(text);
/** Windows-1251, for the letters that tests use. */
const cp1251 = (text: string) =>
  Uint8Array.from([...text], (sign) => {
    const code = sign.codePointAt(0)!;
    if (sign === 'Ё') return 0xa8;
    if (sign === 'ё') return 0xb8;
    if (sign === '№') return 0xb9;
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  });
const reasonOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return String(error.data['reason'] ?? error.code);
    },
  );
type Start = Parameters<ReturnType<typeof registry>['startImport']>[1];
async function take(rest: Partial<Start> & { text?: string }) {
  const { text, ...input } = rest;
  const { runId } = await registry().startImport(boss, {
    kind: 'doctors',
    ...input,
    file: input.file ?? utf8(text ?? ''),
  });
  await runImport({ app: house.it.app, actor: system, runId });
  const found = await registry().getImportRun(boss, { runId });
  return { ...found, runId };
}
const countsOf = ({ run }: Awaited<ReturnType<typeof take>>) => [
  run.state,
  run.added_count,
  run.changed_count,
  run.unchanged_count,
  run.rejected_count,
];

const HEAD = 'code;last_name;first_name;patronymic';

test('a CSV file goes in; bad lines are told by number and code; a second run changes nothing', async () => {
  const text = [
    HEAD,
    'a-1;Ёлкин;Пётр;',
    'a-2;"Иванова; она же ""Петрова""";Анна;Ивановна',
    'a-3;;Пётр;',
    'a-4;Сидоров;Иван',
    'a-1;Двойник;Иван;',
    'a-5;=cmd();Иван;',
    '"a-6";"две',
    'строки";Иван;',
    'ошибка кода;Сидоров;Иван;',
  ].join('\r\n');
  const first = await take({ text });
  expect(countsOf(first)).toEqual(['done', 3, 0, 0, 5]);
  expect(first.faults.map(({ line, code, path }) => [line, code, path])).toEqual([
    [4, 'invalid_type', 'last_name'],
    [5, 'wrong-cell-count', ''],
    [6, 'duplicate-id', ''],
    [7, 'formula', 'last_name'],
    [10, 'invalid_format', 'code'],
  ]);
  expect(countsOf(await take({ text }))).toEqual(['done', 0, 0, 3, 5]);
  const { records } = await registry().listRecords(boss, { kind: 'doctor', q: 'ивано' });
  expect(records.map((line) => line.titleRu)).toEqual(['Иванова; она же "Петрова" Анна Ивановна']);
});

test('encodings and delimiters are told from the file: BOM, windows-1251, comma', async () => {
  const rows = (sign: string, code: string) =>
    `code${sign}last_name${sign}first_name\n${code}${sign}Ёжиков${sign}Ян\n`;
  expect(countsOf(await take({ file: utf8(`\uFEFF${rows(';', 'b-1')}`) }))[1]).toBe(1);
  const old = await take({ file: cp1251(rows(',', 'b-2')) });
  expect(old.run).toMatchObject({ encoding: 'windows-1251', delimiter: ',', added_count: 1 });
  const { records } = await registry().listRecords(boss, { kind: 'doctor', q: 'ёжиков' });
  expect(records).toHaveLength(2);
});

test('hostile files are refused whole, with a reason', async () => {
  const refused = (rest: Partial<Start> & { text?: string }) => reasonOf(take(rest));
  expect(await refused({ file: Uint8Array.of(0x50, 0x4b, 3, 4, 0) })).toBe('not-text');
  expect(await refused({ file: Uint8Array.of(0xff, 0xfe, 0x41) })).toBe('encoding');
  expect(await refused({ file: Buffer.from(`${HEAD}\nx`, 'utf16le'), encoding: 'utf-8' })).toBe(
    'encoding',
  );
  expect(await refused({ file: Uint8Array.of(0x41, 0, 0, 0x41) })).toBe('not-text');
  expect(await refused({ file: cp1251(`${HEAD}\nЁ`), encoding: 'utf-8' })).toBe('encoding');
  expect(await refused({ text: 'code;last_name\nx;y' })).toBe('columns-missing');
  expect(await refused({ text: `${HEAD};salary\n` })).toBe('columns-unknown');
  expect(await refused({ text: `${HEAD}\nx;"y` })).toBe('csv-broken');
  expect(await refused({ text: `${HEAD}\nx;${'y'.repeat(30_000)};z;` })).toBe('csv-broken');
  expect(await refused({ file: new Uint8Array() })).toBe('invalid-input');
  expect(await refused({ file: new Uint8Array(20_000_001).fill(65) })).toBe('invalid-input');
  expect(await refused({ kind: 'doctors', format: 'mos', text: '[]' })).toBe('invalid-input');
  expect(await refused({ kind: 'clinics', format: 'mos', text: '{"rows": 1}' })).toBe(
    'rows-missing',
  );
});

test('stopped half-way it goes on where its cursor stands', async () => {
  const many = BATCH_rows * 2 + 7;
  const rows = Array.from({ length: many }, (_, at) => `c-${at};Фамилия${at};Имя;`);
  const { runId } = await registry().startImport(boss, {
    kind: 'doctors',
    file: utf8([HEAD, ...rows].join('\n')),
  });
  const stop = new AbortController();
  const { store } = house.it.app;
  let batches = 0;
  const watching = {
    ...house.it.app,
    store: {
      ...store,
      audit: async (...args: Parameters<typeof store.audit>) => {
        batches += 1;
        if (batches === 2) stop.abort();
        return store.audit(...args);
      },
    },
  };
  const stopped = await reasonOf(runImport({ app: watching, actor: system, runId }, stop.signal));
  expect(stopped).toBe('stopping');
  const half = await registry().getImportRun(boss, { runId });
  expect(half.run).toMatchObject({ state: 'running', done_count: BATCH_rows * 2 });
  await house.it.runJobs();
  const whole = await registry().getImportRun(boss, { runId });
  expect(whole.run).toMatchObject({ state: 'done', done_count: many, added_count: many });
});

test('an edit at the desk goes before the next import, and each kept field is told', async () => {
  await take({ text: `${HEAD}\ne-1;Старая;Анна;Ивановна\n` });
  const { records } = await registry().listRecords(boss, { kind: 'doctor', q: 'e-1' });
  const { id } = records[0]!;
  await registry().saveRecord(boss, {
    kind: 'doctor',
    id,
    version: 1,
    values: { last_name: 'Новая' },
  });
  const again = await take({ text: `${HEAD}\ne-1;Старая;Анна;Петровна\n` });
  expect(again.run).toMatchObject({ changed_count: 1, kept_count: 1, rejected_count: 0 });
  expect(again.faults).toMatchObject([
    { line: 2, kind: 'kept', path: 'last_name', code: 'kept-desk-edit' },
  ]);
  const record = await registry().getRecord(boss, { kind: 'doctor', id });
  expect(record.values).toMatchObject({ last_name: 'Новая', patronymic: 'Петровна' });
  expect(record.history.map((row) => row.source)).toEqual(['import', 'desk', 'import']);
});

test('organisations, clinics with their heads, parts and posts come by CSV', async () => {
  await take({ kind: 'organisations', text: 'code;name_ru;name_en\norg-9;Дирекция;Direction\n' });
  const clinics =
    'code;name_ru;number;branch_number;unit;organisation;lat;lng\n' +
    'k-1;Поликлиника № 777;777;;head_or_unspecified;org-9;55,7;37.6\n' +
    'k-2;Филиал № 1 поликлиники № 777;777;1;branch;org-9;;\n' +
    'k-3;Поликлиника № 778;778;;head_or_unspecified;org-0;;\n';
  const taken = await take({ kind: 'clinics', text: clinics });
  expect(countsOf(taken)).toEqual(['done', 2, 0, 0, 1]);
  const branch = await registry().getClinic(visitor(), { code: 'k-2' });
  expect(branch.head?.code).toBe('k-1');
  const objects = 'clinic;code;kind;name_ru;name_en\nk-1;b-2;building;Корпус 2;Building 2\n';
  expect(countsOf(await take({ kind: 'objects', text: objects }))[1]).toBe(1);
  await take({ text: `${HEAD}\nk-d;Врач;Врач;\n` });
  const [specialty] = await registry().listSpecialties(visitor(), {});
  const post = (from: string, to = '') => `k-d;k-1;${specialty!.id};${from};${to}`;
  const posts = ['doctor;clinic;specialty;valid_from;valid_to', post('2026-01-01', '2026-03-01')];
  const both = [...posts, post('2026-02-01'), post('2026-04-01')].join('\n');
  const told = await take({ kind: 'posts', text: both });
  expect(countsOf(told)).toEqual(['done', 2, 0, 0, 1]);
  expect(told.faults).toMatchObject([{ line: 3, code: 'overlaps' }]);
});

const mosRow = (id: number, cells: object = {}) => ({
  global_id: id,
  Number: 1,
  Cells: {
    global_id: id,
    ShortName: `ГБУЗ «Детская городская поликлиника № ${id} ДЗМ»`,
    ObjectAddress: [
      {
        AdmArea: 'Восточный административный округ',
        District: 'район Сокольники',
        Address: 'улица Стромынка, дом 7',
      },
    ],
    PublicPhone: [{ PublicPhone: '(499) 268-00-00' }],
    WebSite: 'dgp.mos.ru',
    WorkingHours: [{ DayOfWeek: 'понедельник', Hours: '08:00-20:00' }],
    geoData: { type: 'MultiPoint', coordinates: [[37.68, 55.79]] },
    ...cells,
  },
});

test('rows of data.mos.ru become clinics: nested address, phone, site and point', async () => {
  const rows = [
    mosRow(5001),
    mosRow(5002, { ObjectAddress: [{ District: 'район Нигде', AdmArea: null, Address: '' }] }),
    { Cells: {} },
    { ...mosRow(5003), Cells: 5 },
  ];
  const text = `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`;
  const taken = await take({ kind: 'clinics', format: 'mos', text });
  expect(countsOf(taken)).toEqual(['done', 1, 0, 0, 3]);
  expect(taken.faults.map(({ line, path, code }) => [line, path, code])).toEqual([
    [3, 'District', 'unknown-reference'],
    [4, 'global_id', 'required'],
    [5, 'Cells', 'invalid_type'],
  ]);
  const clinic = await registry().getClinic(visitor(), { code: 'mos-5001' });
  expect(clinic).toMatchObject({
    number: 5001,
    audience: 'child',
    address: 'улица Стромынка, дом 7',
    phone: '(499) 268-00-00',
    website: 'http://dgp.mos.ru',
    lat: 55.79,
    lng: 37.68,
    district: { nameRu: 'Сокольники' },
  });
  expect(countsOf(await take({ kind: 'clinics', format: 'mos', text }))[3]).toBe(1);
});

test('any table survives our writer and reader; nothing that leaves is a formula', () => {
  const cell = fc.string({ maxLength: 40 }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
      const text = csvText(['code', 'name'], rows);
      const back = parse(text, { delimiter: ';', bom: true, record_delimiter: '\r\n' });
      expect(back).toHaveLength(rows.length + 1);
      for (const shown of back.flat()) expect(shown).not.toMatch(/^[\s"`]*[=+@-]/);
      expect(text.startsWith('\uFEFF')).toBe(true);
    }),
  );
});

test('no bytes make the readers fail otherwise than by a refusal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        const { text } = decodeFile(Uint8Array.from([...utf8(`${HEAD}\n`), ...bytes]));
        for (const line of readCsv('doctors', text)) expect(line.line).toBeGreaterThan(0);
      } catch (error) {
        expect(isAppError(error) && error.code).toBe('invalid-input');
      }
    }),
    { numRuns: 300 },
  );
});
