import { randomUUID } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { regionScope } from '@otklik/kernel';
import { createListener } from '../apps/server/src/http/listener.ts';
import { openPages } from '../apps/server/src/http/pages.ts';
import { difficultyFor } from '../apps/server/src/posting-load.ts';
import { solvePuzzle, type Puzzle } from '../apps/web/src/lib/proof-of-work.ts';
import { REGION, staff, useInstallation, visitor } from './support/installation.ts';

// A refused form gives its words back, whatever refused it; the real pages over a real listener.
const house = useInstallation();
const FORM = 'application/x-www-form-urlencoded';
const STORY = 'Лифт в третьем корпусе не работает второй месяц, подняться на приём не могу.';
const MEGABYTES_90 = 90 * 1024 * 1024;
let server: Server;
let port = 0;
let sql: pg.Client;

let theCase: ReturnType<typeof publishedCase>;

beforeAll(async () => {
  const web = await openPages(house.it);
  server = createListener(
    house.it,
    { web, prefixes: {} },
    () => port,
    () => true,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  sql = new pg.Client({ connectionString: house.it.superUrl });
  await sql.connect();
  theCase = publishedCase();
  await theCase;
});
afterAll(async () => {
  await sql?.end();
  server?.closeAllConnections();
  server?.close();
});

/** Where people write words: fields of the forms of the cabinet, of the desk and of an author's case. */
const WORD_FIELDS = [
  'text',
  'story',
  'reason',
  'words',
  'note',
  'question',
  'name',
  'pressedWords',
];

interface Page {
  readonly server?: { readonly actions?: Readonly<Record<string, unknown>> };
}
interface Built {
  readonly nodes: readonly (() => Promise<Page>)[];
  readonly routes: readonly { id: string; page: { leaf: number } | null }[];
}

/** Every form that needs somebody, as the built pages know them: addresses with their actions. */
async function formsOfPeople(): Promise<string[]> {
  const built = new URL('../apps/web/build/server/manifest.js', import.meta.url);
  const { manifest } = (await import(built.href)) as { manifest: { _?: Built } & Built };
  const { nodes, routes } = manifest._ ?? manifest;
  const found: string[] = [];
  for (const { id, page } of routes) {
    if (!page || !/^\/(my|desk|complaints\/\[number\])(\/|$)/.test(id)) continue;
    const { server } = await nodes[page.leaf]!();
    for (const name of Object.keys(server?.actions ?? {}))
      found.push(name === 'default' ? id : `${id}?/${name}`);
  }
  return found.filter((address) => !(address in WITHOUT_WORDS));
}

/** Forms in which nobody writes. Others without words give back what they are sent all the same. */
const WITHOUT_WORDS: Readonly<Record<string, string>> = {
  '/complaints/[number]?/support': 'a button',
  '/complaints/[number]/erase': 'a tick and a button',
  '/desk/cases/[number]/photos/[id]?/uncover': 'a button',
  '/desk/intake/type-back': 'a code that stands on the paper in the hand',
  '/desk/people/[id]?/disable': 'a button',
  '/desk/undo': 'a button',
  '/desk/watch/sample?/take': 'a button',
  '/my/referrals?/code': 'a button',
  '/my/referrals?/dropCode': 'a button',
  '/my/security?/enrol': 'a button',
  '/my/security/address/[token]': 'a button',
};
const FORMS = await formsOfPeople();

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Asked {
  readonly method?: string;
  readonly type?: string;
  readonly cookie?: string;
  readonly body?: string;
  /** What the sender says of the body's length, where more is to come than ever comes. */
  readonly length?: number;
}

function ask(path: string, { method = 'POST', type = FORM, cookie, body = '', length }: Asked) {
  return new Promise<Answer>((resolve, reject) => {
    const headers = {
      host: `localhost:${port}`,
      origin: new URL(house.it.settings.publicUrl).origin.replace(/:\d+$/, `:${port}`),
      accept: 'text/html',
      ...(method === 'POST' ? { 'content-type': type } : {}),
      ...(cookie ? { cookie } : {}),
      'content-length': String(length ?? Buffer.byteLength(body)),
    };
    const request = httpRequest({ port, path, method, agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        resolve({ status: response.statusCode!, headers: response.headers, text });
        request.destroy();
      });
    });
    request.on('error', reject);
    request.write(body);
    if (length === undefined) request.end();
  });
}
const post = (path: string, fields: Record<string, string>, cookie?: string): Promise<Answer> =>
  ask(path, {
    body: new URLSearchParams(fields).toString(),
    ...(cookie ? { cookie } : {}),
  });
const get = (path: string): Promise<Answer> => ask(path, { method: 'GET' });

const cookiesOf = ({ headers }: Answer): string =>
  (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');

async function signIn(role: 'executor' | 'moderator', clinicId?: string): Promise<string> {
  const link = await house.it.accounts.signInLinkFor(
    REGION,
    role,
    clinicId ? { kind: 'clinic', id: clinicId } : { kind: 'region' },
  );
  return cookiesOf(await post(new URL(link).pathname, {}));
}

/** A published case, for somebody of its clinic to answer. */
async function publishedCase(): Promise<{ number: string; clinicId: string }> {
  const { complaints, registry } = house.it.faces;
  const { clinics } = await registry.findClinics(visitor(), { limit: 1 });
  const clinic = await registry.getClinic(visitor(), { code: clinics[0]!.code });
  const filed = await complaints.fileComplaint(
    { kind: 'key', region: REGION, keyId: randomUUID(), scopes: ['complaints:write'], origin: 'k' },
    {
      clinic: clinic.code,
      topic: 'wait-at-door-over-1h',
      story: STORY,
      facts: { appointed_at: '2026-06-08T09:00', started_at: '2026-06-08T11:30' },
      email: 'kept@example.org',
    },
  );
  await house.it.runJobs();
  const token = house.it.letters
    .map(({ text }) => /\/confirm\/([\w-]{43})/.exec(text)?.[1])
    .findLast((one) => one !== undefined)!;
  await complaints.confirmComplaint(visitor(), { token });
  const moderator = staff(randomUUID(), { role: 'moderator', reach: { kind: 'region' } });
  await complaints.publishComplaint(moderator, { number: filed.number });
  return { number: filed.number, clinicId: clinic.id };
}

describe('too large', () => {
  test('an answer of the clinic with too large a photo comes back with its words', async () => {
    const { number, clinicId } = await publishedCase();
    const cookie = await signIn('executor', clinicId);
    const words = `${STORY} Подъёмник заказан, до конца недели дежурит сотрудник.`;
    const part = (name: string, text: string): string =>
      `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
    const photo = `--x\r\ncontent-disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n`;
    const answer = await ask(`/desk/cases/${number}?/answer`, {
      type: 'multipart/form-data; boundary=x',
      cookie,
      body: part('version', '3') + part('text', words) + photo + 'j'.repeat(4000),
      length: MEGABYTES_90,
    });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain(words);
  });

  test('a wish comes back with its words in its own form, and says so', async () => {
    const story = `${STORY} ${'Очень долго. '.repeat(30_000)}`;
    const answer = await post('/en/complaints/new/no-topic', { email: 'a@example.org', story });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('Too long: we do not take this much text in one go');
    expect(answer.text).toContain(STORY);
    expect(answer.text).toContain('value="a@example.org"');
  });

  test('a text over its own limit is not cut in silence: all of it comes back, with the limit', async () => {
    const end = 'Это последние слова.';
    const story = `${STORY} ${'Долго. '.repeat(4000)}${end}`;
    const answer = await post('/complaints/new/no-topic', { story });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('4000');
    expect(answer.text).toContain(end);
  });
});

describe('a session that ended', () => {
  test('leaves the words on the page, with the way to sign in and to send them again', async () => {
    const answer = await post('/desk/templates/edit?/save', {
      kind: 'answer',
      name: 'Про лифт',
      text: STORY,
    });
    expect(answer.status).toBe(401);
    for (const part of [
      STORY,
      'value="Про лифт"',
      'action="/desk/templates/edit?/save"',
      'href="/sign-in"',
    ])
      expect(answer.text).toContain(part);
    // A form without words leads to the sign-in as before.
    const bare = await post('/desk/templates/edit?/save', { kind: 'answer' });
    expect([bare.status, bare.headers.location]).toEqual([
      303,
      '/sign-in?back=%2Fdesk%2Ftemplates%2Fedit%3F%2Fsave',
    ]);
  });

  test('of whoever came back by a letter alone: the way to the second factor stands beside them', async () => {
    const email = 'half@example.org';
    const place = { role: 'moderator', reach: { kind: 'region' } } as const;
    const cli = { kind: 'system', region: REGION, name: 'cli' } as const;
    await house.it.accounts.inviteStaff(cli, { email, locale: 'ru', ...place });
    await house.it.runJobs();
    const letter = house.it.letters.find(({ to }) => to === email)!;
    const token = /\/invitation\/([\w-]{43})/.exec(letter.text)![1]!;
    const cookie = cookiesOf(await post(`/invitation/${token}`, {}));
    const answer = await post('/desk/templates/edit?/save', { name: STORY, text: STORY }, cookie);
    expect([answer.status, answer.text.includes(STORY)]).toEqual([401, true]);
    expect(answer.text).toContain('href="/sign-in/second-factor"');
  });

  test.each(FORMS)('%s gives back what was typed, whoever is signed out', async (address) => {
    const { number } = await theCase;
    const path = address.replace('[number]', number).replaceAll(/\[\w+\]/g, randomUUID());
    const answer = await post(path, Object.fromEntries(WORD_FIELDS.map((name) => [name, STORY])));
    expect([answer.status, answer.text.includes(STORY)]).toEqual([expect.any(Number), true]);
  });
});

const fill = (name: string): Promise<unknown> =>
  sql.query(`update rate_limits set count = 100000 where name like $1`, [`${name}:%`]);

describe('too often', () => {
  test('a story stays, in the form and in the draft, and the answer says when to come back', async () => {
    const { complaints, registry } = house.it.faces;
    const { clinics } = await registry.findClinics(visitor(), { limit: 1 });
    const content = { clinic: clinics[0]!.code, topic: 'no-shoe-covers' };
    const { token } = await complaints.saveDraft(visitor(), { content });
    const cookie = `otklik_draft=${token}`;
    // The limit has a row from the first look at the page on.
    await ask('/complaints/new/details', { method: 'GET', cookie });
    await fill('complaints.check-complaint');
    const answer = await post('/complaints/new/details', { story: STORY }, cookie);
    await sql.query('delete from rate_limits');
    expect(answer.status).toBe(429);
    expect(answer.text).toContain(STORY);
    expect(answer.headers['retry-after']).toBe('3600');
    expect(answer.headers['ratelimit']).toBe('"otklik";r=0;t=3600');
    expect(answer.headers['ratelimit-policy']).toBe('"otklik";q=1200;w=3600');
    const kept = await complaints.getDraft(visitor(), { token });
    expect(kept.content.story).toBe(STORY);
  });
});

const wishes = async (): Promise<number> =>
  (await sql.query<{ count: number }>('select count(*)::int as count from wishes')).rows[0]!.count;
const puzzleOf = ({ text }: Answer): Puzzle =>
  JSON.parse(
    /data-puzzle="([^"]+)"/.exec(text)![1]!.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  ) as Puzzle;

describe('a wish', () => {
  test('brings a solved puzzle, once; a wrong one is refused with the words kept', async () => {
    const before = await wishes();
    const page = await get('/complaints/new/no-topic');
    const proof = (await solvePuzzle(puzzleOf(page)))!;
    expect((await post('/complaints/new/no-topic', { story: STORY, proof })).status).toBe(200);
    expect(await wishes()).toBe(before + 1);
    const again = await post('/complaints/new/no-topic', { story: STORY, proof });
    expect([again.status, again.text.includes(STORY)]).toEqual([403, true]);
    const wrong = await post('/complaints/new/no-topic', { story: STORY, proof: 'nonsense' });
    expect(wrong.status).toBe(403);
    expect(await wishes()).toBe(before + 1);
  });

  test('pressed twice counts once; what fills the trap is not taken', async () => {
    const before = await wishes();
    const page = await get('/complaints/new/no-clinic');
    const key = /name="key" value="([\w-]{36})"/.exec(page.text)![1]!;
    const fields = { story: STORY, key, proof: 'no-script' };
    for (const status of [200, 200])
      expect((await post('/complaints/new/no-clinic', fields)).status).toBe(status);
    expect(await wishes()).toBe(before + 1);
    const trapped = await post('/complaints/new/no-clinic', { ...fields, website: 'http://x' });
    expect(trapped.status).toBe(422);
    expect(await wishes()).toBe(before + 1);
  });
});

test('puzzles get harder with the postings of the last ten minutes, and easy again', async () => {
  const { app, clock } = house.it;
  const challenge = async (): Promise<number> =>
    (await app.ports.proofOfWork.challenge('complaints.send-wish', clock.now())).maxnumber;
  clock.advance(6_000);
  const calm = await challenge();
  await app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const until = new Date(tx.now.getTime() + 600_000);
      for (let n = 0; n < 240; n += 1) await app.store.spendProof(tx, `busy-${n}`, until);
    },
    { now: clock.now() },
  );
  clock.advance(6_000);
  expect(await challenge()).toBeGreaterThan(3 * calm);
  clock.advance(700_000);
  expect(await challenge()).toBe(calm);
  expect([difficultyFor(0), difficultyFor(1e9)]).toEqual([50_000, 400_000]);
});

test('the page of a letter’s link asks about pressure, keeps the words, and hands a yes on', async () => {
  const { cases, safeguards } = house.it.faces;
  const { number, clinicId } = await publishedCase();
  const region = { kind: 'region' } as const;
  const answers = { kind: 'clinic', id: clinicId } as const;
  await cases.handInAnswer(staff(randomUUID(), { role: 'executor', reach: answers }), {
    number,
    text: 'Подъёмник заказан, до конца недели дежурит сотрудник.',
    outcome: 'change-made',
    signerName: 'Петрова',
    signerPost: 'врач',
  });
  await cases.publishAnswer(staff(randomUUID(), { role: 'moderator', reach: region }), { number });
  await house.it.runJobs();
  const path = house.it.letters
    .filter(({ to }) => to === 'kept@example.org')
    .map(({ text }) => /\/say\/[\w-]{43}/.exec(text)?.[0])
    .findLast((one) => one !== undefined)!;
  expect((await get(path)).text).toContain('name="pressedWords"');
  const word = { what: 'verdict', verdict: 'confirmed', pressed: 'yes' };
  const reports = async (): Promise<string[]> => {
    const controller = staff(randomUUID(), { role: 'controller', reach: region });
    return (await safeguards.listPressure(controller, {})).flatMap(({ words }) => words ?? []);
  };
  const empty = await post(path, { ...word, pressedWords: '  ' });
  expect([empty.status, await reports()]).toEqual([422, []]);
  const pressedWords = 'Звонила старшая сестра и просила забрать жалобу.';
  const torn = await post(path, { ...word, verdict: 'disputed', pressedWords });
  expect([torn.status, torn.text.includes(pressedWords)]).toEqual([422, true]);
  const said = await post(path, { ...word, pressedWords });
  expect([said.status, said.headers.location]).toEqual([303, `/complaints/${number}?done=said`]);
  expect(await reports()).toEqual([pressedWords]);
});

test('the form takes several people, each in a box of their own', async () => {
  const { complaints, registry } = house.it.faces;
  const { clinics } = await registry.findClinics(visitor(), { limit: 1 });
  const content = { clinic: clinics[0]!.code, topic: 'no-shoe-covers' };
  const { token } = await complaints.saveDraft(visitor(), { content });
  const cookie = `otklik_draft=${token}`;
  const people = { named: 'Снегирёва, терапевт', 'named-3': 'я' };
  const refused = await post('/complaints/new/details', { story: STORY, ...people }, cookie);
  expect(refused.status).toBe(422);
  for (const typed of ['Снегирёва, терапевт', 'value="я"', 'href="#named-2"'])
    expect(refused.text).toContain(typed);
  const kept = (await complaints.getDraft(visitor(), { token })).content.named;
  expect(kept).toEqual([{ words: 'Снегирёва, терапевт' }, { words: 'я' }]);
});
