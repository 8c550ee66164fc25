import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSecret, regionScope, runCommand, type Actor } from '@otklik/kernel';
import { formVersion } from '@otklik/survey-forms';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { askAll, linksTo, visit } from '../../surveys/test/town.ts';
import { release } from '../src/commands/release.ts';
import {
  countedProblem,
  leafOfReceipt,
  makeKeysOf,
  receiptOf,
  takeAnswer,
  type Mode,
} from '../src/index.ts';

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

describe('boxes that do not open', () => {
  const day = () => house.it.clock.now().toISOString().slice(0, 10);
  const later = (days: number) =>
    house.it.clock.set(new Date(house.it.clock.now().getTime() + days * DAY_ms));
  const run = async (text: string): Promise<unknown[]> => (await boss.query(text)).rows;
  const health = () => answers().countSetAside(system('health'), {});
  const receipts: string[] = [];

  /** Finished forms by one way of asking, straight through the one way in. */
  async function drop(
    mode: Mode,
    n: number,
    { doctorId, said }: { doctorId?: string; said?: string } = {},
  ): Promise<void> {
    await makeKeysOf(house.it.app, REGION);
    const [asked] = (await run(`select i.form_id::text, i.form_version, i.place_id::text
      from survey_invitations i limit 1`)) as Record<string, string>[];
    const items = [
      ...item(),
      ...(said ? [{ linkId: 'comment', answer: [{ valueString: said }] }] : []),
    ];
    for (let at = 0; at < n; at += 1)
      await house.it.app.store.withScope(
        regionScope(REGION),
        async (tx) => {
          const receipt = receiptOf(house.it.app.ports.keys, newSecret(), newSecret());
          const [id, version] = [asked!['form_id']!, asked!['form_version']!];
          receipts.push(receipt);
          await takeAnswer(tx, house.it.app.ports.keys, {
            form: { id, version, definition: await formVersion(tx, id, version) },
            response: { item: items },
            placeId: asked!['place_id']!,
            mode,
            weightClass: 1,
            day: day(),
            doctorId: doctorId ?? null,
            receipt,
          });
        },
        { now: house.it.clock.now() },
      );
  }
  beforeAll(async () => {
    await boss.query('delete from waiting_answers');
  });

  test('a damaged one is set aside and told of; the others come out, with as much company as ever', async () => {
    await drop('paper', 8);
    await boss.query(
      `update waiting_answers set sealed = set_byte(sealed, 100, get_byte(sealed, 100) # 1)
       where id = (select id from waiting_answers order by id limit 1)`,
    );
    expect(await letOut()).toMatchObject({ batches: 1, answers: 0, failed: 0 });
    // Seven of them open: no company for a result, so they wait on.
    expect(await count('waiting_answers')).toBe(8);
    expect(await health()).toMatchObject({
      now: [{ kind: 'answer', because: 'damaged', n: 1, since: day() }],
      lost: [],
    });
    await drop('paper', 1);
    expect(await letOut()).toMatchObject({ answers: 8 });
    expect(await count('waiting_answers')).toBe(1);
    expect(await letOut()).toMatchObject({ batches: 0, answers: 0 });
    // Its owner still sees it wait and may take it back.
    const [row] = (await run(`select set_aside from waiting_answers`)) as object[];
    expect(row).toEqual({ set_aside: 'damaged' });
    const states = await Promise.all(receipts.map(async (receipt) => (await check(receipt)).state));
    expect(states.filter((state) => state === 'waiting')).toHaveLength(1);
  });

  test('a key file that is missing holds up its own day alone, and its answers come out once it is back', async () => {
    await drop('sms', 8);
    await boss.query(`update answer_batch_keys set kek_id = 'kek-away' || kek_id where day = $1`, [
      day(),
    ]);
    later(1);
    await drop('messenger', 8);
    expect(await letOut()).toMatchObject({ batches: 2, answers: 8, failed: 0 });
    expect((await health()).now).toContainEqual(
      expect.objectContaining({ because: 'key-absent', n: 8 }),
    );
    later(3);
    await letOut();
    const away = `select 1 from answer_batch_keys where kek_id like 'kek-away%' and wrapped is null`;
    expect(await run(away)).toEqual([]);
    await boss.query(
      `update answer_batch_keys set kek_id = replace(kek_id, 'kek-away', '') where kek_id like 'kek-away%'`,
    );
    expect(await letOut()).toMatchObject({ answers: 8 });
    expect((await health()).now).toEqual([expect.objectContaining({ because: 'damaged', n: 1 })]);
  });

  test('a batch that fails leaves nothing behind and holds up no other', async () => {
    await drop('tablet', 8, { said: 'Спасибо' });
    await drop('poster', 8);
    const month = `update comment_keys set month = month %s interval '70 years'`;
    await boss.query(month.replace('%s', '-'));
    const before = await count('survey_answers');
    expect(await letOut()).toMatchObject({ batches: 1, answers: 8, failed: 1 });
    expect(await count('survey_answers')).toBe(before + 8);
    await boss.query(month.replace('%s', '+'));
    expect(await letOut()).toMatchObject({ batches: 1, answers: 8, failed: 0 });
  });

  test('what nothing opened for the term goes and is counted as lost, with the key of its day', async () => {
    later(181);
    await letOut();
    expect(await count('waiting_answers')).toBe(0);
    expect(await health()).toMatchObject({
      now: [],
      lost: [{ kind: 'answer', because: 'damaged', n: 1 }],
    });
    const kept = `select 1 from answer_batch_keys where wrapped is not null and day < '${day()}'::date - 1`;
    expect(await run(kept)).toEqual([]);
  });

  test('marks of a doctor: a damaged one holds up nobody, keys of quarters go, and no mark waits for ever', async () => {
    await drop('paper', 11, { doctorId: 'd-1' });
    await drop('sms', 8, { doctorId: 'd-2' });
    await boss.query(
      `create function spoil() returns trigger language plpgsql as $$ begin
         if new.doctor_id = 'd-1' and not exists (select 1 from waiting_doctor_marks where doctor_id = 'd-1')
         then new.sealed := set_byte(new.sealed, 60, get_byte(new.sealed, 60) # 1); end if;
         return new; end $$;
       create trigger spoil before insert on waiting_doctor_marks for each row execute function spoil()`,
    );
    expect(await letOut()).toMatchObject({ answers: 19, failed: 0 });
    await boss.query('drop trigger spoil on waiting_doctor_marks');
    expect(
      await run(`select doctor_id, n from doctor_shown where item = '' and code = ''`),
    ).toEqual([{ doctor_id: 'd-1', n: 10 }]);
    expect((await health()).now).toEqual([
      { kind: 'mark', because: 'damaged', n: 1, since: day() },
    ]);
    const keys = `select wrapped is null as gone from doctor_mark_keys`;
    later(100);
    await letOut();
    // Eight marks of another doctor wait on: their key stays until the term.
    expect(await run(keys)).toEqual([{ gone: false }]);
    later(500);
    await letOut();
    expect(await run(keys)).toEqual([{ gone: true }]);
    expect(await count('waiting_doctor_marks')).toBe(0);
    expect((await health()).lost).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'mark', because: 'no-company' })]),
    );
  });
});
