import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId, regionScope } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, staff, visitor } from '../../../tests/support/installation.ts';
import { filing } from './filings.ts';
import { ask, askRefused, BASE } from './open311-support.ts';
import { useServing } from './serving.ts';

const serving = useServing();
const DAY_MS = 86_400_000;
const KEPT_MS = 10_000;
/** Whose the clinic is, in this test's register. */
const OVER = 'Департамент здравоохранения города Москвы';
const STORY = 'Записалась на девять утра & ждала <до> половины двенадцатого. Телефон 89161234567.';
const FIELDS = [
  'service_request_id',
  'status',
  'status_notes',
  'service_name',
  'service_code',
  'description',
  'agency_responsible',
  'service_notice',
  'requested_datetime',
  'updated_datetime',
  'expected_datetime',
  'address',
  'address_id',
  'zipcode',
  'lat',
  'long',
  'media_url',
];
type Row = Record<(typeof FIELDS)[number], unknown>;

const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
const executor = staff(newId(), { role: 'executor', reach: { kind: 'region' } });
const at: Record<string, string> = {};
let answered = '';
let fresh = '';
let waiting = '';
let refuted = '';
let later = '';
let receipt = '';

async function confirmed(over: Record<string, unknown> = {}): Promise<string> {
  const { faces, runJobs, letters } = serving.it;
  const filed = await faces.complaints.fileComplaint(
    visitor(),
    filing({ story: STORY, private: 'Полис 7700', email: 'author@example.org', ...over }) as never,
    { proofOfWork: 'no-script' },
  );
  at[filed.number] = serving.it.clock.now().toISOString();
  receipt = filed.receipt;
  await runJobs();
  // After so many days other letters leave as well.
  const token = letters
    .map((letter) => /\/confirm\/([\w-]{43})/.exec(letter.text)?.[1])
    .findLast((found) => found !== undefined)!;
  await faces.complaints.confirmComplaint(visitor(), { token });
  return filed.number;
}
async function published(over: Record<string, unknown> = {}): Promise<string> {
  const number = await confirmed(over);
  const marked = STORY.replace('89161234567', '[[89161234567]]');
  await serving.it.faces.complaints.publishComplaint(moderator, { number, marked });
  return number;
}

async function authorOf(number: string) {
  const { author_id } = await serving.it.app.store.withScope(regionScope(REGION), (tx) =>
    tx.db
      .selectFrom('cases')
      .select('author_id')
      .where('number', '=', number)
      .executeTakeFirstOrThrow(),
  );
  return staff(author_id!);
}

/** Over a hundred days: one answered and confirmed, one fresh, one that waits, one refused. */
beforeAll(async () => {
  const { clock, faces } = serving.it;
  const start = clock.now().getTime();
  const boss = await clientFor(serving.it.superUrl);
  await boss.query(`update clinics set organisation_id = 'dzm' where code = 'msk-a-001-v'`);
  await boss.end();
  answered = await published();
  clock.advance(60_000);
  await faces.cases.handInAnswer(executor, {
    number: answered,
    text: 'Проверили расписание: врач принимал экстренного больного. Открыт второй кабинет.',
    outcome: 'change-made',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
  });
  await faces.cases.publishAnswer(moderator, { number: answered });
  const verdict = { number: answered, verdict: 'confirmed' } as const;
  await faces.cases.giveVerdict(await authorOf(answered), verdict);
  clock.set(new Date(start + 100 * DAY_MS));
  fresh = await published({ topic: 'no-shoe-covers', facts: { seen_at: '2026-06-10T09:00' } });
  clock.advance(1000);
  waiting = await confirmed();
  refuted = await confirmed();
  await faces.cases.rejectCase(moderator, { number: refuted, reason: 'insult' });
  clock.advance(1000);
  later = await published();
});

const numbers = async (query: string): Promise<unknown[]> => {
  const { status, body, root } = await ask<Row[]>(serving, `/requests${query}`);
  expect([status, root]).toEqual([200, 'service_requests']);
  for (const row of body) expect(Object.keys(row)).toEqual(FIELDS);
  return body.map((row) => row.service_request_id);
};

describe('/open311/v2/requests', () => {
  test('of the last 90 days, newest first; what waits or was refused is not there', async () => {
    expect(await numbers('')).toEqual([later, fresh]);
  });

  test('by ids, which override all else; unknown and hidden ones are left out', async () => {
    const ids = [fresh, answered, waiting, refuted, '26-999999-9', 'nonsense'].join(',');
    expect(await numbers(`?service_request_id=${ids}&status=nonsense&start_date=x`)).toEqual([
      fresh,
      answered,
    ]);
    expect(await numbers(`?service_request_id=${waiting}`)).toEqual([]);
  });

  test('an empty parameter is an absent one', async () => {
    const empty =
      '?service_request_id=&service_code=&status=&start_date=&end_date=&jurisdiction_id=';
    expect(await numbers(empty)).toEqual([later, fresh]);
  });

  test('by topics; an unknown one matches nothing', async () => {
    expect(await numbers('?service_code=no-shoe-covers')).toEqual([fresh]);
    expect(await numbers('?service_code=no-shoe-covers,wait-at-door-over-1h')).toEqual([
      later,
      fresh,
    ]);
    expect(await numbers('?service_code=nothing')).toEqual([]);
    expect(await numbers(`?service_code=nothing,${'x'.repeat(300)},no-shoe-covers`)).toEqual([
      fresh,
    ]);
  });

  test('by status', async () => {
    expect(await numbers('?status=open')).toEqual([later, fresh]);
    expect(await numbers('?status=closed')).toEqual([]);
    expect(await numbers('?status=open,closed')).toEqual([later, fresh]);
    const then = `end_date=${at[answered]!}`;
    expect(await numbers(`?status=closed&${then}`)).toEqual([answered]);
    expect(await numbers(`?status=open&${then}`)).toEqual([]);
  });

  test('bounds of time count, both', async () => {
    const first = encodeURIComponent(at[fresh]!);
    const last = encodeURIComponent(at[later]!);
    expect(await numbers(`?start_date=${first}&end_date=${last}`)).toEqual([later, fresh]);
    expect(await numbers(`?end_date=${first}`)).toEqual([fresh]);
    expect(await numbers(`?start_date=${last}`)).toEqual([later]);
    expect(await numbers(`?start_date=${first}&end_date=${first}`)).toEqual([fresh]);
  });

  test('a start alone reaches 90 days on, an end alone 90 days back', async () => {
    const start = new Date(Date.parse(at[answered]!) - 1000);
    expect(await numbers(`?start_date=${start.toISOString()}`)).toEqual([answered]);
    const end = new Date(Date.parse(at[answered]!) + 90 * DAY_MS);
    expect(await numbers(`?end_date=${end.toISOString()}`)).toEqual([answered]);
    expect(await numbers(`?end_date=${new Date(end.getTime() + 1).toISOString()}`)).toEqual([]);
    expect(await numbers('?start_date=2027-12-01T00:00:00Z')).toEqual([]);
  });

  test('exactly 90 days are allowed, in any zone, with a plus that nobody escaped', async () => {
    const from = '2026-06-10T00:00:00+03:00';
    expect(await numbers(`?start_date=${from}&end_date=2026-09-07T21:00:00Z`)).toEqual([answered]);
  });

  test.each([
    ['over 90 days', '?start_date=2026-06-10T00:00:00Z&end_date=2026-09-08T00:00:00.001Z', '90'],
    [
      'an end before its start',
      '?start_date=2026-06-10T00:00:00Z&end_date=2026-06-09T00:00:00Z',
      'раньше',
    ],
    ['no zone', '?start_date=2026-06-10T00:00:00', 'start_date'],
    ['a day alone', '?end_date=2026-06-10', 'end_date'],
    ['a day that no month has', '?start_date=2026-02-30T00:00:00Z', 'start_date'],
    ['words', '?start_date=yesterday', 'start_date'],
    ['an unknown status', '?status=done', 'open'],
    ['one unknown status of two', '?status=open,done', 'open'],
    ['a parameter given twice', '?status=open&status=closed', 'status'],
    ['a broken escape', '?status=%zz', ''],
    [
      'too many ids',
      `?service_request_id=${Array.from({ length: 1001 }, (_, n) => n).join(',')}`,
      '1000',
    ],
  ])('%s is refused', async (_what, query, word) => {
    const refused = await askRefused(serving, `/requests${query}`);
    expect([refused.status, refused.said]).toEqual([400, expect.stringContaining(word)]);
  });

  test('an unknown parameter is passed over', async () => {
    expect(await numbers('?page=2&extensions=true')).toEqual([later, fresh]);
  });
});

describe('/open311/v2/requests/{id}', () => {
  test('one element of the same shape', async () => {
    const { body } = await ask<Row[]>(serving, `/requests/${answered}`);
    expect(body).toHaveLength(1);
    expect(body[0]).toMatchObject({
      service_request_id: answered,
      status: 'closed',
      service_code: 'wait-at-door-over-1h',
      address_id: 'msk-a-001-v',
      requested_datetime: at[answered],
      media_url: null,
      // The clinic, and whose it is; no code of ours, and nothing where nobody knows.
      agency_responsible: `Поликлиника №1 Управления делами Президента РФ, ${OVER}`,
    });
    expect(String(body[0]!.status_notes)).toContain('Изменения сделаны');
    expect(String(body[0]!.description)).toContain('& ждала <до>');
  });

  test('an open one says until when', async () => {
    const { body } = await ask<Row[]>(serving, `/requests/${later}`);
    expect(body[0]).toMatchObject({
      status: 'open',
      service_notice: expect.stringMatching(/^Срок: /),
    });
    expect(Date.parse(String(body[0]!.expected_datetime))).toBeGreaterThan(
      serving.it.clock.now().getTime(),
    );
  });

  test('hidden equals unknown, to the byte', async () => {
    for (const format of ['xml', 'json']) {
      const texts = await Promise.all(
        [waiting, refuted, '26-999999-9', 'nonsense'].map(async (id) => {
          const response = await serving.call(`${BASE}/requests/${id}.${format}`);
          expect(response.status).toBe(404);
          return response.text();
        }),
      );
      expect(new Set(texts).size).toBe(1);
    }
  });

  test('nothing of the author goes out', async () => {
    const all = JSON.stringify([
      (await ask(serving, '/requests')).body,
      (await ask(serving, `/requests/${answered}`)).body,
    ]);
    for (const hidden of ['89161234567', 'Полис', 'author@', receipt, '11:30'])
      expect(all).not.toContain(hidden);
  });
});

/** As many copies of a published case as are asked for, filed one second apart before it. */
async function copies(number: string, count: number): Promise<void> {
  const sql = new pg.Client({ connectionString: serving.it.superUrl });
  await sql.connect();
  await sql.query(
    `with copied as (
       insert into cases select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),
         'number', '25-' || lpad(n::text, 6, '0') || '-0', 'receipt_hash', null,
         'opened_at', c.opened_at - n * interval '1 second'))).*
       from cases c, generate_series(1, $2::int) n where c.number = $1 returning id)
     insert into complaints (region_id, case_id, topic_code, topic_version, facts_sealed, story_sealed, story_public)
       select region_id, copied.id, topic_code, topic_version, '', '', story_public
       from complaints, copied where case_id = (select id from cases where number = $1)`,
    [number, count],
  );
  await sql.end();
  // What is new may be ten seconds late.
  serving.it.clock.advance(KEPT_MS);
}

describe('many', () => {
  test('no more than 1,000, the newest, after what is hidden is left out', async () => {
    await copies(fresh, 1005);
    const found = await numbers('');
    expect(found).toHaveLength(1000);
    expect(found.slice(0, 3)).toEqual([later, fresh, '25-000001-0']);
    expect(new Set(found).size).toBe(1000);
    expect(found).not.toContain(waiting);
  });
});

describe('what its author took back', () => {
  test('is gone, by id and in the list', async () => {
    const number = await published({ email: 'sorry@example.org' });
    expect(await numbers(`?service_request_id=${number}`)).toEqual([number]);
    await serving.it.faces.complaints.retractComplaint(await authorOf(number), { number });
    expect(await numbers(`?service_request_id=${number}`)).toEqual([]);
    expect((await askRefused(serving, `/requests/${number}`)).status).toBe(404);
  });
});

describe('what is set aside for danger', () => {
  test('stands in public where it stood, and nothing of it changes', async () => {
    const { faces, clock } = serving.it;
    const read = async () => (await ask<Row[]>(serving, `/requests/${later}`)).body[0]!;
    const before = await read();
    clock.advance(60_000);
    await faces.complaints.raiseDanger(moderator, { number: later } as never);
    const { expected_datetime, service_notice, ...after } = await read();
    expect(before).toMatchObject(after);
    // The deadline would be that of whoever is on duty.
    expect([expected_datetime, service_notice]).toEqual([null, null]);
  });
});
