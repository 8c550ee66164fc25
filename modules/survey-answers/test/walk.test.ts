import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSecret, runCommand, type Actor } from '@otklik/kernel';
import { useServing } from '../../../apps/server/test/serving.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, TEST_START } from '../../../tests/support/installation.ts';
import { askAll, CLINIC, linksTo, visit } from '../../surveys/test/town.ts';
import { release } from '../src/commands/release.ts';
import { makeKeysOf } from '../src/index.ts';

const serving = useServing();
const visitor: Actor = { kind: 'visitor', region: REGION, origin: 'x' };
const releaser: Actor = { kind: 'system', region: REGION, name: 'survey-answers.release' };
let boss: pg.Client;
let key = '';
beforeAll(async () => {
  boss = await clientFor(serving.it.superUrl);
  key = await serving.key('visits:write');
  await makeKeysOf(serving.it.app, REGION);
});
afterAll(() => boss.end());

const rows = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await boss.query<Record<string, unknown>>(sql, values)).rows;
const count = async (table: string): Promise<number> =>
  Number((await rows(`select count(*) as n from ${table}`))[0]!['n']);

const post = (visits: unknown, bearer = key) =>
  serving.call('/api/v1/visits', {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ visits }),
  });

/** People who were at the clinic, asked by letter. @returns the link of each */
async function invite(...names: string[]): Promise<string[]> {
  const response = await post(names.map((name) => visit(name)));
  expect(response.status).toBe(200);
  await askAll(serving.it);
  return names.map((name) => linksTo(serving.it, `${name}@example.org`)[0]!);
}
const names = (prefix: string, n: number): string[] =>
  Array.from({ length: n }, (_, index) => `${prefix}-${index}`);

const COMMENT = 'Спасибо доктору Снегирёвой, телефон +7 900 123-45-67';
type Fields = [string, string][];
const pages = (stars: string, more: Fields = [['visit/building', '4']]): [string[], Fields][] => [
  [['visit'], [['visit/doctor', stars], ['visit/staff', '5'], ...more]],
  [['criteria'], [['criteria/criterion-trust', '9']]],
  [['recommend'], [['recommend', '10']]],
  [['comment'], [['comment', COMMENT]]],
];

/** Fills in every page as a browser without script sends it. @returns what is sent in the end */
async function fill(token: string, stars = '5', more?: Fields) {
  const { surveyAnswers } = serving.it.faces;
  let items: readonly object[] = [];
  for (const [step, fields] of pages(stars, more)) {
    const saved = await surveyAnswers.saveDraft(visitor, { token, step, fields });
    expect(saved.faults).toEqual([]);
    items = saved.items;
  }
  return { token, response: { item: items as Record<string, unknown>[] } };
}
async function answer(token: string, stars = '5', more?: Fields): Promise<string> {
  const sent = await fill(token, stars, more);
  const finished = await serving.it.faces.surveyAnswers.finish(visitor, {
    ...sent,
    nonce: newSecret(),
  });
  return finished.receipt;
}
const letOut = () => runCommand(serving.it.app, releaser, release, {});
const results = () =>
  serving.it.faces.surveyAnswers.getPlaceResults(visitor, { place: CLINIC, locale: 'ru' });

/** Every table of surveys with how many rows it has and which transactions wrote them. */
async function traces(): Promise<string> {
  const tables = await rows(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and
       (c.relname like 'survey%' or c.relname like '%answer%' or c.relname in ('shown_counts', 'comment_keys'))
     order by 1`,
  );
  const found = [];
  for (const { name } of tables)
    found.push([
      name,
      await rows(`select xmin::text, xmax::text from ${String(name)} order by 1, 2`),
    ]);
  return JSON.stringify(found);
}

describe('the door for visits', () => {
  test('takes them with a key of that scope alone', async () => {
    expect((await serving.call('/api/v1/visits', { method: 'POST' })).status).toBe(401);
    const other = await serving.key('complaints:write');
    expect((await post([], other)).status).toBe(403);
    expect((await post('none')).status).toBe(422);
  });

  test('says of each row what became of it', async () => {
    const response = await post([visit('door'), visit('door'), { visitId: 'x' }]);
    const { outcomes } = (await response.json()) as { outcomes: { outcome: string }[] };
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['new', 'same', 'refused']);
  });
});

describe('from a visit to the clinic’s page', () => {
  const receipts: string[] = [];
  let links: string[];

  test('the letter names service, day and place, and each star leads to the form', async () => {
    links = await invite(...names('walker', 8));
    const letter = serving.it.letters.find(({ to }) => to === 'walker-0@example.org')!;
    expect(letter.text).toMatch(/9\sиюня/);
    expect(letter.text).toMatch(/приём у врача/);
    const stars = [...letter.text.matchAll(/\?q=visit%2Fdoctor&a=(\d)/g)].map(([, code]) => code);
    expect(stars).toEqual(['5', '4', '3', '2', '1']);
    expect(letter.html).toContain(links[0]);
  });

  test('a tap opens the form with that answer filled in; looking changes nothing', async () => {
    const before = await traces();
    const { surveyAnswers } = serving.it.faces;
    const look = (chosen?: { item: string; code: string }) =>
      surveyAnswers.lookAtLink(visitor, {
        token: links[0]!,
        locale: 'ru',
        ...(chosen ? { chosen } : {}),
      });
    const tapped = await look({ item: 'visit/doctor', code: '4' });
    expect(JSON.stringify(tapped.items)).toContain('"code":"4"');
    for (const chosen of [
      { item: 'visit/doctor', code: '9' },
      { item: 'nothing', code: '4' },
      { item: 'comment', code: 'words' },
    ])
      expect(JSON.stringify((await look(chosen)).items)).not.toContain('"code"');
    expect((await look()).items).toEqual([]);
    expect(await traces()).toBe(before);
  });

  test('what was typed is kept under the link, and a page says what is missing on it', async () => {
    const { surveyAnswers } = serving.it.faces;
    const token = links[0]!;
    const fields: [string, string][] = [['visit/doctor', '2']];
    const saved = await surveyAnswers.saveDraft(visitor, { token, step: ['visit'], fields });
    expect(saved.faults.map(({ linkId }) => linkId)).toEqual(['staff', 'building']);
    const again = await surveyAnswers.lookAtLink(visitor, { token, locale: 'ru' });
    expect(again.isBegun).toBe(true);
    expect(JSON.stringify(again.items)).toContain('"code":"2"');
    const [kept] = await rows('select * from survey_drafts');
    expect(JSON.stringify(kept)).not.toMatch(/doctor|walker/);
    const unfinished = surveyAnswers.finish(visitor, {
      token,
      response: { item: [...saved.items] as Record<string, unknown>[] },
      nonce: newSecret(),
    });
    await expect(unfinished).rejects.toMatchObject({ code: 'invalid-input' });
    // Refused whole: the invitation is still open.
    expect((await surveyAnswers.lookAtLink(visitor, { token, locale: 'ru' })).isBegun).toBe(true);
  });

  test('seven answers wait and nothing is shown; with the eighth all come out', async () => {
    for (const link of links.slice(0, 7)) receipts.push(await answer(link));
    expect(await letOut()).toMatchObject({ answers: 0 });
    expect(await count('waiting_answers')).toBe(7);
    expect(await count('survey_answers')).toBe(0);
    expect((await results()).modes).toEqual([]);
    receipts.push(await answer(links[7]!, '2'));
    expect(await letOut()).toMatchObject({ batches: 1, answers: 8 });
    expect(await count('waiting_answers')).toBe(0);
    const { modes } = await results();
    expect(modes).toMatchObject([{ mode: 'mail', n: 8 }]);
    const doctor = modes[0]!.questions.find(({ linkId }) => linkId === 'doctor')!;
    expect(doctor.n).toBe(8);
    expect(doctor.options.map(({ code, n }) => [code, n])).toEqual([
      ['5', 7],
      ['4', 0],
      ['3', 0],
      ['2', 1],
      ['1', 0],
    ]);
    expect(new Set(receipts).size).toBe(8);
  });

  test('the figures stay while fewer than eight more came, and then move together', async () => {
    const more = await invite(...names('second', 8));
    for (const link of more.slice(0, 7)) await answer(link);
    await letOut();
    expect((await results()).modes[0]!.n).toBe(8);
    await answer(more[7]!, '5', [
      ['visit/building', '2'],
      ['visit/building-what', 'seats'],
    ]);
    await letOut();
    expect((await results()).modes[0]!.n).toBe(16);
    // A question that one person came to is counted, and shown to nobody.
    const item = `where item = 'building-what'`;
    expect(await rows(`select distinct n from answer_counts ${item}`)).toEqual([{ n: 1 }]);
    expect(await rows(`select n from shown_counts ${item}`)).toEqual([]);
  });

  test('no answer says who, when or by which link', async () => {
    const stores = [
      'survey_answers',
      'survey_comments',
      'answer_counts',
      'shown_counts',
      'survey_releases',
      'answer_batch_keys',
      'waiting_answers',
    ];
    const columns = await rows(
      `select table_name, column_name from information_schema.columns
       where table_name = any ($1) and (data_type like 'time%' or column_name similar to
         '%(invitation|person|token|visit|address|agent|locale|language|order|seq|duration)%')`,
      [stores],
    );
    expect(columns).toEqual([]);
    const hidden = (
      await rows(`select i.id::text, i.person_id::text, i.visit_id::text from survey_invitations i`)
    ).flatMap((row) => Object.values(row).filter((value) => typeof value === 'string'));
    const answers = await rows('select ctid::text, xmin::text, * from survey_answers');
    const comments = await rows('select xmin::text, * from survey_comments');
    expect(answers).toHaveLength(16);
    expect(comments).toHaveLength(16);
    const text = JSON.stringify([answers, comments]);
    for (const value of hidden) expect(text).not.toContain(value);
    expect(text).not.toMatch(/walker|example\.org|Снегирёв/);
    for (const { id } of [...answers, ...comments])
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(new Set(answers.map(({ window_start: day }) => day))).toEqual(new Set(['2026-06-08']));
    // Written in the order of their random ids, batch by batch.
    for (const batch of Map.groupBy(answers, ({ xmin }) => xmin).values()) {
      const ids = batch.map(({ id }) => String(id));
      expect(ids).toEqual(ids.toSorted());
      expect(ids).toHaveLength(8);
    }
    const own = (await rows('select xmin::text from survey_invitations')).map(({ xmin }) => xmin);
    for (const { xmin } of answers) expect(own).not.toContain(xmin);
    const shared = await rows(
      `select a.receipt_hash from survey_answers a join survey_comments c using (receipt_hash)`,
    );
    expect(shared).toEqual([]);
    const said = await rows(
      `select distinct actor, object, before, after from audit_rows where action = 'survey-answers.finish'`,
    );
    expect(said).toEqual([{ actor: 'visitor', object: '', before: null, after: null }]);
    expect(await count('idempotency_keys')).toBe(0);
  });
});

describe('one answer for one invitation', () => {
  test('of twenty that are sent at once one counts', async () => {
    const { surveyAnswers } = serving.it.faces;
    const [token] = await invite('crowd');
    const sent = await fill(token!);
    const waited = await count('waiting_answers');
    const finished = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        surveyAnswers.finish(visitor, { ...sent, nonce: newSecret() }),
      ),
    );
    const taken = finished.filter(({ status }) => status === 'fulfilled');
    expect(taken).toHaveLength(1);
    for (const one of finished)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ code: 'link-expired', data: { reason: 'spent' } });
    expect((await count('waiting_answers')) - waited).toBe(1);
    expect(await count('survey_drafts')).toBe(0);
  });

  test('the same form again shows the same receipt; another tab hears that it was counted', async () => {
    const { surveyAnswers } = serving.it.faces;
    const [token] = await invite('again');
    const sent = await fill(token!);
    const nonce = newSecret();
    const first = await surveyAnswers.finish(visitor, { ...sent, nonce });
    expect(first.again).toBe(false);
    const second = await surveyAnswers.finish(visitor, { ...sent, nonce });
    expect(second).toEqual({ receipt: first.receipt, again: true });
    const tab = surveyAnswers.finish(visitor, { ...sent, nonce: newSecret() });
    await expect(tab).rejects.toMatchObject({ data: { reason: 'spent' } });
    const late = surveyAnswers.saveDraft(visitor, { token: token!, step: ['visit'], fields: [] });
    await expect(late).rejects.toMatchObject({ code: 'link-expired' });
  });

  test('whoever is signed in, has a key or is the system cannot answer as such', async () => {
    const { surveyAnswers } = serving.it.faces;
    const [token] = await invite('signed');
    const sent = { ...(await fill(token!)), nonce: newSecret() };
    await expect(surveyAnswers.finish(releaser, sent)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('boxes that wait have one size, with words or without', async () => {
    const [quiet] = await invite('quiet');
    const { surveyAnswers } = serving.it.faces;
    const fields = pages('5')[0]![1];
    const { items } = await surveyAnswers.saveDraft(visitor, {
      token: quiet!,
      step: ['visit'],
      fields,
    });
    const item = [...items] as Record<string, unknown>[];
    await surveyAnswers.finish(visitor, { token: quiet!, response: { item }, nonce: newSecret() });
    const sizes = await rows('select distinct length(sealed) as size from waiting_answers');
    expect(sizes).toHaveLength(1);
    expect(JSON.stringify(await rows('select * from waiting_answers'))).not.toMatch(/Снегирёв/);
  });

  test('unknown, spent and closed links say which', async () => {
    const { surveyAnswers } = serving.it.faces;
    const look = (token: string) => surveyAnswers.lookAtLink(visitor, { token, locale: 'en' });
    await expect(look('x'.repeat(43))).rejects.toMatchObject({ code: 'not-found' });
    const spent = linksTo(serving.it, 'crowd@example.org')[0]!;
    await expect(look(spent)).rejects.toMatchObject({ data: { reason: 'spent' } });
    const [late] = await invite('late');
    await boss.query(
      `update survey_invitations set expires_on = '2026-06-01' where state = 'open'`,
    );
    await expect(look(late!)).rejects.toMatchObject({ data: { reason: 'over' } });
  });

  test('the key of a day goes once nothing of it waits', async () => {
    const { clock } = serving.it;
    const gone = async () =>
      (
        await rows(
          `select wrapped is null as gone from answer_batch_keys where day < '2026-06-12' order by day`,
        )
      ).map((row) => row['gone']);
    clock.set(new Date(clock.now().getTime() + 2 * 86_400_000));
    await letOut();
    expect(await gone()).toEqual([false, false]);
    await boss.query('delete from waiting_answers');
    await letOut();
    // That of yesterday stays: somebody may be sending at midnight.
    expect(await gone()).toEqual([true, false]);
  });
});

describe('bad input over HTTP', () => {
  // The day that the other tests began on.
  beforeAll(() => serving.it.clock.set(TEST_START));
  test('of a report is told row by row, whatever its order; the rest goes in, once', async () => {
    const row = (visitId: string, more: object = {}): object => ({
      visitId,
      sourceSystem: 'his',
      unit: CLINIC,
      service: 'doctor-visit',
      endedAt: '2026-06-09T15:00:00+03:00',
      sector: 'health',
      contact: { email: `${visitId}@example.org` },
      flags: ['consent'],
      ...more,
    });
    const told: readonly (readonly [unknown, string])[] = [
      [row('in-order', { revision: 7 }), 'new'],
      [row('in-order', { revision: 7 }), 'same'],
      // What was said before and comes later changes nothing.
      [row('in-order', { revision: 3, status: 'cancelled' }), 'same'],
      [row('ahead', { endedAt: '2026-06-11T09:00:00+03:00' }), 'refused future'],
      [row('long-ago', { endedAt: '2026-04-01T09:00:00+03:00' }), 'refused too-old'],
      [row('nowhere', { unit: 'no-such-clinic' }), 'refused unknown-place'],
      [row('no-offset', { endedAt: '2026-06-09T15:00:00' }), 'refused invalid'],
      [row('x'.repeat(201)), 'refused invalid'],
      [row('more', { diagnosis: 'F32' }), 'refused invalid'],
      [row('unasked', { flags: [] }), 'refused no-consent'],
      [row('cancelled-first', { status: 'cancelled' }), 'cancelled'],
      [row('cancelled-first'), 'same'],
      [null, 'refused invalid'],
      [row('last'), 'new'],
    ];
    const report = async () => {
      const answer = await serving.call('/api/v1/visits', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ visits: told.map(([one]) => one) }),
      });
      expect(answer.status).toBe(200);
      const { outcomes } = (await answer.json()) as { outcomes: Record<string, string>[] };
      expect(JSON.stringify(outcomes)).not.toMatch(/F32|example\.org/);
      return outcomes.map(({ outcome, code }) => (code ? `${outcome} ${code}` : outcome));
    };
    expect(await report()).toEqual(told.map(([, said]) => said));
    const again = await report();
    expect(again.filter((said) => said === 'new')).toEqual([]);
  });

  test('of a file in each of four encodings is told line by line; one cut off within a letter by its name', async () => {
    const file = (mark: string) =>
      [
        'visit_id;source_system;unit;service;ended_at;sector;email;consent',
        `${mark}-1;his;${CLINIC};doctor-visit;2026-06-09T15:00:00+03:00;health;${mark}-1@example.org;да`,
        `${mark}-2;his;${CLINIC};doctor-visit;вчера;health;${mark}-2@example.org;да`,
        `${mark}-3;his;too;few`,
        `${mark}-4;his;${CLINIC};doctor-visit;2026-06-09T15:00:00+03:00;health;${mark}-4@example.org;да`,
      ].join('\r\n');
    const in1251 = (text: string): Uint8Array =>
      Uint8Array.from(text, (sign) => {
        const code = sign.codePointAt(0)!;
        return code < 128 ? code : code - 0x410 + 0xc0;
      });
    const post = async (bytes: Uint8Array) => {
      const answer = await serving.call('/api/v1/visits/files', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
        body: Buffer.from(bytes),
      });
      return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
    };
    for (const [mark, encode] of [
      ['plain', (text: string) => Buffer.from(text)],
      ['marked', (text: string) => Buffer.from(`\uFEFF${text}`)],
      ['old', in1251],
      ['wide', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ] as const) {
      const { status, json } = await post(encode(file(mark)));
      expect([mark, status, json['counts']]).toEqual([
        mark,
        200,
        { new: 2, same: 0, changed: 0, cancelled: 0, refused: 2 },
      ]);
      expect(json['faults']).toEqual([
        { line: 3, code: 'invalid', fields: ['endedAt'] },
        { line: 4, code: 'wrong-cell-count', fields: [] },
      ]);
    }
    const cut = await post(Buffer.from(`\uFEFF${file('cut')}`, 'utf16le').subarray(0, -1));
    expect([cut.status, cut.json['error']]).toMatchObject([
      422,
      { code: 'invalid-input', data: { reason: 'encoding' } },
    ]);
  });
});
