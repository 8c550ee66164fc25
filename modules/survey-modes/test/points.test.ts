import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSecret, runCommand, type Actor } from '@otklik/kernel';
import { makeKeysOf } from '@otklik/survey-answers';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { release } from '../../survey-answers/src/commands/release.ts';
import { CLINIC } from '../../surveys/test/town.ts';
import { grades, staff, visitor } from './town.ts';

const house = useInstallation();
const coordinator = staff('coordinator');
let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
  await makeKeysOf(house.it.app, REGION);
});
afterAll(() => boss.end());

const rows = async (sql: string) => (await boss.query<Record<string, unknown>>(sql)).rows;
const faces = () => house.it.faces.surveyModes;
const pow = { proofOfWork: 'no-script' } as const;

async function open(kind: 'tablet' | 'poster') {
  const { id } = await faces().askPoint(staff('head'), { place: CLINIC, kind });
  return { ...(await faces().openPoint(coordinator, { id })), id };
}
async function tablet() {
  const { code, id } = await open('tablet');
  const { device } = await faces().enrolTablet(visitor, { code: code.toUpperCase() });
  return { device, id };
}
const waiting = async (mode: string): Promise<number> =>
  (await rows(`select 1 from waiting_answers where mode = '${mode}'`)).length;

describe('a poster', () => {
  test('is asked for by the place and opened by a coordinator', async () => {
    const { id } = await faces().askPoint(staff('executor'), { place: CLINIC, kind: 'poster' });
    await expect(faces().openPoint(staff('head'), { id })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(faces().getPoster(coordinator, { id })).rejects.toMatchObject({
      code: 'not-found',
    });
    const { code } = await faces().openPoint(coordinator, { id });
    expect(code).toMatch(/^[2-9a-hjkmnp-tv-z]{8}$/);
    const { link } = await faces().getPoster(staff('head'), { id });
    expect(link).toBe(`${house.it.app.settings.publicUrl}/s/${code}`);
  });

  test('takes an answer from nobody in particular: the box waits, the log says nothing', async () => {
    const { code } = await open('poster');
    const before = await waiting('poster');
    const { nonce } = await faces().lookAtPoster(visitor, { code, locale: 'ru' });
    const sent = { code, fields: grades(8), nonce };
    const { receipt } = await faces().answerAtPoster(visitor, sent, pow);
    expect(receipt).toMatch(/^[0-9A-Z-]{34}$/);
    expect(await waiting('poster')).toBe(before + 1);
    const logged = await rows(
      `select actor, object, before, after from audit_rows where action = 'survey-modes.answer-at-poster'`,
    );
    expect(logged).toEqual([{ actor: 'visitor', object: '', before: null, after: null }]);
    await expect(faces().answerAtPoster(coordinator as Actor, sent, pow)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('the same form sent twice, even at once, is one answer with one receipt', async () => {
    const { code } = await open('poster');
    const before = await waiting('poster');
    const sent = { code, fields: grades(5), nonce: newSecret() };
    const taken = await Promise.all(
      [1, 2, 3].map(() => faces().answerAtPoster(visitor, sent, pow)),
    );
    expect(new Set(taken.map(({ receipt }) => receipt)).size).toBe(1);
    expect(await waiting('poster')).toBe(before + 1);
  });

  test('takes nothing empty, nothing outside the options, and nothing once closed', async () => {
    const { code, id } = await open('poster');
    const send = (fields: [string, string][]) =>
      faces().answerAtPoster(visitor, { code, fields, nonce: newSecret() }, pow);
    await expect(send([])).rejects.toMatchObject({ data: { reason: 'nothing-answered' } });
    await expect(send(grades(11))).rejects.toMatchObject({ code: 'invalid-input' });
    await faces().closePoint(coordinator, { id });
    await expect(send(grades(5))).rejects.toMatchObject({ code: 'link-expired' });
    await expect(
      faces().lookAtPoster(visitor, { code: 'zzzzzzzz', locale: 'ru' }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('enters no figure of those who were invited', async () => {
    for (const table of ['survey_invitations', 'survey_day_counts', 'survey_touches'])
      expect(await rows(`select 1 from ${table}`)).toEqual([]);
  });
});

describe('a tablet', () => {
  test('is made known once, by one code, and forgotten with the next', async () => {
    const { code, id } = await open('tablet');
    const { device } = await faces().enrolTablet(visitor, { code });
    await expect(faces().enrolTablet(visitor, { code })).rejects.toMatchObject({
      code: 'credential-invalid',
    });
    const look = () => faces().lookAtTablet(visitor, { device, locale: 'en' });
    expect((await look()).view.items.length).toBeGreaterThan(0);
    await faces().openPoint(coordinator, { id });
    await expect(look()).rejects.toMatchObject({ code: 'not-found' });
    const [point] = await rows(`select * from open_points where id = '${id}'`);
    expect(JSON.stringify(point)).not.toContain(device);
    expect(JSON.stringify(point)).not.toContain(code);
  });

  test('eight answers come out under their own mode, a week wide, apart from a poster’s', async () => {
    const { device } = await tablet();
    const { survey_results_min: min } = { survey_results_min: 8 };
    const letOut = () =>
      runCommand(
        house.it.app,
        { kind: 'system', region: REGION, name: 'survey-answers.release' },
        release,
        {},
      );
    for (let n = 1; n < min; n += 1)
      await faces().answerAtTablet(visitor, { device, fields: grades(n), nonce: newSecret() });
    await letOut();
    expect(await waiting('tablet')).toBe(min - 1);
    await faces().answerAtTablet(visitor, { device, fields: grades(9), nonce: newSecret() });
    await letOut();
    expect(await waiting('tablet')).toBe(0);
    const out = await rows(
      'select distinct mode, grain, weight_class, window_start::text from survey_answers',
    );
    expect(out).toEqual([
      { mode: 'tablet', grain: 'week', weight_class: 1, window_start: '2026-06-08' },
    ]);
  });
});
