import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSecret, runCommand, type Actor } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { askAll, linksTo, visit } from '../../surveys/test/town.ts';
import { release } from '../src/commands/release.ts';
import { countedProblem, leafOfReceipt, makeKeysOf } from '../src/index.ts';

const house = useInstallation();
const visitor: Actor = { kind: 'visitor', region: REGION, origin: 'somebody' };
const system = (name: string): Actor => ({ kind: 'system', region: REGION, name });
const reporter: Actor = {
  kind: 'key',
  region: REGION,
  keyId: '00000000-0000-4000-8000-00000000d0d1',
  scopes: ['visits:write'],
  origin: 'reporter',
};
const DAY_ms = 86_400_000;
let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
  await makeKeysOf(house.it.app, REGION);
});
afterAll(() => boss.end());

const answers = () => house.it.faces.surveyAnswers;
const count = async (table: string): Promise<number> =>
  Number((await boss.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]!.n);

async function invite(...names: string[]): Promise<string[]> {
  const visits = JSON.stringify(names.map((name) => visit(name)));
  await house.it.faces.surveys.recordVisits(reporter, { visits });
  await askAll(house.it);
  return names.map((name) => linksTo(house.it, `${name}@example.org`)[0]!);
}
const graded = (linkId: string, code = '5') => ({
  linkId,
  answer: [{ valueCoding: { system: 'https://otklik.example/fhir/CodeSystem/five-point', code } }],
});
const item = (code = '5'): Record<string, unknown>[] => [
  { linkId: 'visit', item: [graded('doctor', code), graded('staff'), graded('building')] },
];
const send = (token: string, items: Record<string, unknown>[] = item()) =>
  answers().finish(visitor, { token, response: { item: items }, nonce: newSecret() });
const letOut = () => runCommand(house.it.app, system('survey-answers.release'), release, {});
const seal = () => answers().sealAnswerDays(system('survey-answers.make-keys'), {});
const check = (receipt: string) => answers().checkReceipt(visitor, { receipt });

describe('with a receipt alone', () => {
  let receipts: string[];

  test('an answer waits, may be taken back unopened, and is then unknown', async () => {
    const links = await invite(...Array.from({ length: 9 }, (_, index) => `one-${index}`));
    receipts = [];
    for (const link of links) receipts.push((await send(link)).receipt);
    const last = receipts.pop()!;
    expect(await check(last.toLowerCase().replaceAll('-', ' '))).toMatchObject({
      state: 'waiting',
    });
    const waited = await count('waiting_answers');
    expect(await answers().withdrawAnswer(visitor, { receipt: last })).toEqual({
      state: 'withdrawn',
    });
    expect(await count('waiting_answers')).toBe(waited - 1);
    await expect(check(last)).rejects.toMatchObject({ code: 'not-found' });
    const again = answers().withdrawAnswer(visitor, { receipt: last });
    await expect(again).rejects.toMatchObject({ code: 'not-found' });
    // The invitation stays spent: nobody answers twice.
    await expect(send(links[8]!)).rejects.toMatchObject({ data: { reason: 'spent' } });
    const { rows } = await boss.query(
      `select distinct actor, object, before, after from audit_rows where action like '%withdraw-answer'`,
    );
    expect(rows).toEqual([{ actor: 'visitor', object: '', before: null, after: null }]);
  });

  test('it is counted, then stands under a signed root that anybody can check', async () => {
    expect(await letOut()).toMatchObject({ answers: 8 });
    for (const receipt of receipts)
      expect(await check(receipt)).toEqual({ state: 'counted', day: '2026-06-10', proof: null });
    const late = answers().withdrawAnswer(visitor, { receipt: receipts[0]! });
    await expect(late).rejects.toMatchObject({ code: 'window-over' });
    expect(await seal()).toMatchObject({ sealed: 0 });
    const { clock } = house.it;
    clock.set(new Date(clock.now().getTime() + DAY_ms));
    expect(await seal()).toMatchObject({ sealed: 1 });
    expect(await seal()).toMatchObject({ sealed: 0 });
    const keys = house.it.app.ports.keys.auditKeys();
    const published = await answers().listAnswerLeaves(visitor, { day: '2026-06-10' });
    for (const receipt of receipts) {
      const { proof } = await check(receipt);
      expect(countedProblem(proof!, keys)).toBeNull();
      expect(published.leaves).toContain(leafOfReceipt(REGION, receipt));
      expect(countedProblem({ ...proof!, leaf: 'a'.repeat(64) }, keys)).toBe('not-in-root');
      const grown = { ...proof!.day, count: 9 };
      expect(countedProblem({ ...proof!, day: grown }, keys)).toBe('bad-signature');
    }
    expect(published.leaves).toHaveLength(8);
    expect(published.day).toMatchObject({ count: 8, total: 8 });
    expect(await answers().listAnswerDays(visitor, {})).toHaveLength(1);
  });

  test('a signed day takes no more and nothing of it changes', async () => {
    const slip = `insert into survey_answer_leaves values ('${REGION}', '2026-06-10', '${'b'.repeat(64)}')`;
    await expect(boss.query(slip)).rejects.toThrow('sealed');
    await expect(boss.query('delete from survey_answer_leaves')).rejects.toThrow();
    await expect(boss.query('update survey_answer_days set count = 1')).rejects.toThrow();
    const other = answers().listAnswerLeaves(visitor, { day: '2026-06-11' });
    await expect(other).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a slip is told from an unknown code, and guesses wait', async () => {
    const wrong = receipts[0]!.replace(/^./, (letter) => (letter === '7' ? '8' : '7'));
    await expect(check(wrong)).rejects.toMatchObject({ data: { reason: 'mistyped' } });
    await expect(answers().checkReceipt(reporter, { receipt: receipts[0]! })).rejects.toMatchObject(
      {
        code: 'forbidden',
      },
    );
    const tries: unknown[] = [];
    for (let index = 0; index < 8; index += 1)
      tries.push(
        await check('0000-0000-0000').catch((error: unknown) => (error as { code: string }).code),
      );
    expect(new Set(tries)).toEqual(new Set(['invalid-input']));
  });

  test('no other table holds the same text', async () => {
    const { rows } = await boss.query(
      `select 1 from survey_answers a, survey_comments c, survey_answer_leaves l, waiting_answers w
       where a.receipt_hash in (c.receipt_hash, l.leaf, w.receipt_check) or l.leaf in (c.receipt_hash, w.receipt_check)`,
    );
    expect(rows).toEqual([]);
    const { rows: order } = await boss.query<{ leaf: string }>(
      'select leaf from survey_answer_leaves order by ctid',
    );
    expect(order.map(({ leaf }) => leaf)).toEqual(order.map(({ leaf }) => leaf).toSorted());
  });
});

describe('what is sent to a form', () => {
  let token: string;
  beforeAll(async () => {
    [token] = (await invite('hostile')) as [string];
  });
  const refused = async (items: unknown[], reason: string | undefined) => {
    const waited = await count('waiting_answers');
    const sent = send(token, items as Record<string, unknown>[]);
    await expect(sent).rejects.toMatchObject({
      code: 'invalid-input',
      ...(reason ? { data: { reason } } : {}),
    });
    expect(await count('waiting_answers')).toBe(waited);
    const look = await answers().lookAtLink(visitor, { token, locale: 'ru' });
    expect(look.steps.length).toBeGreaterThan(0);
  };
  const words = (text: string) => [
    ...item(),
    { linkId: 'comment', answer: [{ valueString: text }] },
  ];

  test('options that the form does not offer, other shapes and long words are refused, and the link stays open', async () => {
    await refused(item('9'), 'response');
    await refused(
      [{ linkId: 'visit', item: [{ linkId: 'doctor', answer: [{ valueString: '5' }] }] }],
      'response',
    );
    await refused([], 'response');
    await refused(words('ж'.repeat(2001)), undefined);
    await refused(words('ж'.repeat(1_000_000)), undefined);
    await refused(words('а\u0000б'), undefined);
    await refused(words('а\uD800б'), undefined);
    await refused(words('а\u0007б'), undefined);
    await refused([...item(), ...Array.from({ length: 500 }, () => ({ linkId: 'x' }))], undefined);
    let deep: Record<string, unknown> = { linkId: 'visit' };
    for (let level = 0; level < 200; level += 1) deep = { linkId: 'visit', item: [deep] };
    await refused([deep], undefined);
  });

  test('what the form does not ask and one answer given twice are refused; then the right one is taken', async () => {
    await refused(
      [...item(), { linkId: 'not-of-this-form', answer: [{ valueString: 'x' }] }],
      'response',
    );
    await refused([...item(), ...item('1')], 'response');
    const { receipt } = await send(token);
    expect(await check(receipt)).toMatchObject({ state: 'waiting' });
    // A stolen link that was spent shows nothing more.
    const stolen = answers().lookAtLink({ ...visitor, origin: 'thief' } as Actor, {
      token,
      locale: 'ru',
    });
    await expect(stolen).rejects.toMatchObject({ code: 'link-expired', data: { reason: 'spent' } });
  });

  test('guessed, cut, long and foreign links are all nobody’s', async () => {
    const look = (guess: string) => answers().lookAtLink(visitor, { token: guess, locale: 'ru' });
    await expect(look('y'.repeat(43))).rejects.toMatchObject({ code: 'not-found' });
    for (const guess of [token.slice(1), `${token}x`, 'x'.repeat(4096), '../'.repeat(14) + 'x', ''])
      await expect(look(guess)).rejects.toMatchObject({ code: 'invalid-input' });
    const elsewhere: Actor = { kind: 'visitor', region: 'RU-SPE', origin: 'x' };
    await expect(answers().lookAtLink(elsewhere, { token, locale: 'ru' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('a draft goes with its form and opens by its own link alone', async () => {
    const [first, second] = (await invite('drafting', 'beside')) as [string, string];
    const fields: [string, string][] = [
      ['visit/doctor', '3'],
      ['visit/staff', '4'],
      ['visit/building', '5'],
    ];
    const saved = await answers().saveDraft(visitor, { token: first, step: ['visit'], fields });
    expect((await answers().lookAtLink(visitor, { token: second, locale: 'ru' })).isBegun).toBe(
      false,
    );
    expect((await answers().lookAtLink(visitor, { token: first, locale: 'ru' })).items).toEqual(
      saved.items,
    );
    expect(await count('survey_drafts')).toBe(1);
    await send(first, [...saved.items] as Record<string, unknown>[]);
    expect(await count('survey_drafts')).toBe(0);
  });
});
