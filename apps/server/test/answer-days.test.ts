import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { regionScope } from '@otklik/kernel';
import { signDay, type AnswerDay } from '../../../modules/survey-answers/src/model/counted.ts';
import { putDay, putLeaves } from '../../../modules/survey-answers/src/store/counted.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { answerDaysFrom, verifyAnswerDays } from '../src/cli/answer-days.ts';

const house = useInstallation();
// Nobody answered on the fourth.
const DAYS = ['2026-03-02', '2026-03-03', '2026-03-05'] as const;
let boss: pg.Client;
let folder: string;
const verify = async (saved: readonly AnswerDay[] = []) =>
  (await verifyAnswerDays(house.it.app, REGION, saved)).text;

beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
  folder = mkdtempSync(join(tmpdir(), 'otklik-answer-days-'));
  const { app } = house.it;
  let before: AnswerDay | null = null;
  for (const [at, day] of DAYS.entries()) {
    const leaves = Array.from({ length: 5 + at }, () => randomBytes(32).toString('hex'));
    before = signDay(app.ports.keys, before, { region: REGION, day, leaves });
    const made = before;
    await app.store.withScope(
      regionScope(REGION),
      async (tx) => {
        await putLeaves(tx, day, leaves);
        await putDay(tx, made);
      },
      { as: 'answers' },
    );
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await boss?.end();
});

/** Behind the guards, as only a superuser can; put back afterwards. */
async function tampered(statement: string): Promise<string> {
  await boss.query('set session_replication_role = replica');
  for (const table of ['survey_answer_days', 'survey_answer_leaves'])
    await boss.query(`create temp table kept_${table} as table ${table}`);
  expect((await boss.query(statement)).rowCount, statement).toBeGreaterThan(0);
  const said = await verify();
  for (const table of ['survey_answer_days', 'survey_answer_leaves']) {
    await boss.query(`delete from ${table}`);
    await boss.query(`insert into ${table} select * from kept_${table}`);
    await boss.query(`drop table kept_${table}`);
  }
  await boss.query('set session_replication_role = default');
  return said;
}

test('every root is counted again, and the days hold together though one had no answers', async () => {
  expect(await verify()).toBe(`the receipts of ${REGION} are whole: 3 days, 18 answers`);
});

test.each([
  [
    'a receipt taken out',
    `delete from survey_answer_leaves where (day, leaf) = (select day, min(leaf) from survey_answer_leaves where day = '2026-03-03' group by day)`,
    '2026-03-03: answers-changed',
  ],
  [
    'a receipt put in',
    `insert into survey_answer_leaves (region_id, day, leaf) values ('${REGION}', '2026-03-05', repeat('a', 64))`,
    '2026-03-05: answers-changed',
  ],
  [
    'a receipt put in the place of another',
    `update survey_answer_leaves set leaf = repeat('b', 64) where (day, leaf) = (select day, min(leaf) from survey_answer_leaves where day = '2026-03-02' group by day)`,
    '2026-03-02: answers-changed',
  ],
  [
    'a number changed',
    `update survey_answer_days set count = count + 1 where day = '2026-03-02'`,
    '2026-03-02: day-changed',
  ],
  [
    'a day of the middle left out',
    `delete from survey_answer_days where day = '2026-03-03'`,
    '2026-03-05: day-missing',
  ],
  [
    'the first day left out',
    `delete from survey_answer_days where day = '2026-03-02'`,
    '2026-03-03: day-missing',
  ],
])('%s is found', async (_what, statement, said) => {
  expect(await tampered(statement)).toBe(`the receipts of ${REGION} are broken on ${said}`);
  expect(await verify()).toContain('are whole');
});

test('a day that was saved elsewhere is compared, one by one or several', async () => {
  const { surveyAnswers } = house.it.faces;
  const saved = await surveyAnswers.listAnswerLeaves(visitor(), { day: DAYS[1] });
  const file = join(folder, 'day.json');
  writeFileSync(file, JSON.stringify(saved));
  const days = await answerDaysFrom(file);
  expect(days).toEqual([saved.day]);
  expect(await verify(days)).toContain('are whole');
  expect(await verify([{ ...days[0]!, hash: 'f'.repeat(64) }])).toContain(
    `broken on ${DAYS[1]}: day-differs`,
  );
  expect(await verify([{ ...days[0]!, day: '2026-03-04' }])).toContain(
    'broken on 2026-03-04: day-missing',
  );
  writeFileSync(file, JSON.stringify([saved, saved]));
  expect(await answerDaysFrom(file)).toHaveLength(2);
  writeFileSync(file, '{"days": []}');
  await expect(answerDaysFrom(file)).rejects.toThrow();
});
