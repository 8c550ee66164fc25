import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKeysOf } from '@otklik/survey-answers';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { CLINIC } from '../../surveys/test/town.ts';
import { differences, packed, sheetsToTake, unpacked } from '../src/model/entries.ts';
import { grades, staff } from './town.ts';

const house = useInstallation();
const one = staff('clerk');
const two = staff('clerk');
const three = staff('clerk');
let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
  await makeKeysOf(house.it.app, REGION);
});
afterAll(() => boss.end());

const rows = async (sql: string) => (await boss.query<Record<string, unknown>>(sql)).rows;
const faces = () => house.it.faces.surveyModes;
const batchOf = async (printed = 20) =>
  (await faces().makePaperBatch(one, { place: CLINIC, printed })).id;
const both = async (batch: string, sheet: number, grade = 7) => {
  await faces().enterSheet(one, { batch, sheet, fields: grades(grade) });
  return faces().enterSheet(two, { batch, sheet, fields: grades(grade) });
};

describe('a sheet', () => {
  test('is typed by two people, the second blind to the first', async () => {
    const batch = await batchOf();
    const look = (clerk = two) => faces().getSheet(clerk, { batch, sheet: 3, locale: 'ru' });
    expect(await faces().enterSheet(one, { batch, sheet: 3, fields: grades(4) })).toEqual({
      state: 'half',
    });
    await expect(
      faces().enterSheet(one, { batch, sheet: 3, fields: grades(4) }),
    ).rejects.toMatchObject({ code: 'forbidden', data: { reason: 'own-work' } });
    expect((await look(one)).isOwnWork).toBe(true);
    expect(JSON.stringify((await look()).view)).not.toMatch(/"checked":true|"selected":true/);
    expect((await look()).differing).toEqual([]);
    expect(await faces().enterSheet(two, { batch, sheet: 3, fields: grades(4) })).toEqual({
      state: 'agreed',
    });
    await expect(look()).rejects.toMatchObject({ code: 'already-done' });
  });

  test('where two differ the questions are named, and a look at the paper settles it', async () => {
    const batch = await batchOf();
    await faces().enterSheet(one, { batch, sheet: 1, fields: grades(4) });
    const second = await faces().enterSheet(two, { batch, sheet: 1, fields: grades(5) });
    expect(second).toEqual({ state: 'differs' });
    const { differing, pass } = await faces().getSheet(three, { batch, sheet: 1, locale: 'ru' });
    expect({ differing, pass }).toEqual({ differing: ['criterion-professionalism'], pass: 3 });
    const settled = await faces().enterSheet(three, { batch, sheet: 1, fields: grades(5) });
    expect(settled).toEqual({ state: 'settled' });
    const [kept] = await rows(
      `select entered_twice, agreed_at_once from paper_batches where id = '${batch}'`,
    );
    expect(kept).toEqual({ entered_twice: 1, agreed_at_once: 0 });
  });

  test('the database itself refuses one clerk for both passes', async () => {
    const batch = await batchOf();
    await faces().enterSheet(one, { batch, sheet: 2, fields: grades(4) });
    await expect(
      boss.query(
        `insert into paper_entries select region_id, batch_id, sheet, 2, entered_by, sealed
         from paper_entries where batch_id = $1`,
        [batch],
      ),
    ).rejects.toMatchObject({ constraint: 'one_pass_per_clerk' });
  });

  test('a head of a place types nothing, and a number that was not printed is none', async () => {
    const batch = await batchOf(8);
    const typed = { batch, sheet: 1, fields: grades(4) };
    await expect(faces().enterSheet(staff('head'), typed)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(faces().enterSheet(one, { ...typed, sheet: 9 })).rejects.toMatchObject({
      code: 'unknown-reference',
    });
  });
});

describe('a batch', () => {
  test('of seven is not taken; of eight it is, whole, and nothing of a sheet stays', async () => {
    const batch = await batchOf();
    for (let sheet = 1; sheet <= 7; sheet += 1) await both(batch, sheet, sheet);
    const take = () => faces().takePaper(one, { batch });
    await expect(take()).rejects.toMatchObject({ code: 'move-impossible' });
    await both(batch, 12, 10);
    await faces().enterSheet(one, { batch, sheet: 13, fields: grades(4) });
    await expect(take()).rejects.toMatchObject({ code: 'move-impossible' });
    await faces().enterSheet(two, { batch, sheet: 13, fields: [], isVoid: true });
    await faces().enterSheet(three, { batch, sheet: 13, fields: [], isVoid: true });
    const [{ key }] = (await rows(
      `select data_key_id as key from paper_batches where id = '${batch}'`,
    )) as [{ key: string }];
    expect(await take()).toEqual({ taken: 8 });
    expect(await rows("select 1 from waiting_answers where mode = 'paper'")).toHaveLength(8);
    expect(await rows(`select 1 from paper_entries where batch_id = '${batch}'`)).toEqual([]);
    expect(
      await rows(`select 1 from data_keys where id = '${key}' and wrapped is not null`),
    ).toEqual([]);
    await expect(take()).rejects.toMatchObject({ code: 'already-done' });
    const lines = await rows(
      `select object, after from audit_rows where action like 'survey-modes.%' and object = '${batch}'`,
    );
    const told = lines.map((line) => (line as { after: string | null }).after);
    expect(JSON.stringify(told)).not.toMatch(/sheet|12|13/);
  });
});

describe('what was typed', () => {
  const said = (linkId: string, text: string) => [{ linkId, answer: [{ valueString: text }] }];
  test('is compared without spaces and capitals', () => {
    expect(differences(said('c', 'Всё  хорошо'), said('c', 'всё хорошо'))).toEqual([]);
    expect(differences(said('c', 'Всё хорошо'), said('c', 'всё плохо'))).toEqual(['c']);
    expect(differences(null, [])).toEqual(['']);
    expect(differences(null, null)).toEqual([]);
  });
  test('has one length, whatever was written', () => {
    const long = packed(said('c', 'ж'.repeat(2000)));
    expect(packed(null)).toHaveLength(long.length);
    expect(unpacked(long)).toEqual(said('c', 'ж'.repeat(2000)));
    expect(() => packed(said('c', 'ж'.repeat(3000)))).toThrow('invalid-input');
  });
  test('goes with seven others at least, and with nothing left open', () => {
    const sheets = (n: number) =>
      Array.from({ length: n }, (_, at) => ({ sheet: at + 1, state: 'agreed' as const }));
    expect(sheetsToTake(sheets(7), 8)).toBeNull();
    expect(sheetsToTake(sheets(8), 8)).toHaveLength(8);
    expect(sheetsToTake([...sheets(8), { sheet: 9, state: 'half' }], 8)).toBeNull();
    expect(sheetsToTake([...sheets(8), { sheet: 9, state: 'void' }], 8)).toHaveLength(8);
  });
});
