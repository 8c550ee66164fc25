import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError, newId, type Actor } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { createListener } from '../src/http/listener.ts';
import { keepPages } from '../src/http/page-cache.ts';
import { openPages } from '../src/http/pages.ts';

const house = useInstallation();
const everywhere = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
let server: Server;
let base: string;
let made = 0;

beforeAll(async () => {
  const { it } = house;
  // A page as the web app makes one: public facts, a nonce in policy and page.
  const web = keepPages(it, async (request, response) => {
    made += 1;
    const nonce = randomBytes(16).toString('base64');
    const { total } = await it.faces.complaints.listComplaints(visitor(), {});
    response.setHeader('content-type', 'text/html');
    response.setHeader('content-security-policy', `script-src 'nonce-${nonce}'`);
    if (request.url === '/districts/personal') response.setHeader('cache-control', 'no-store');
    response.writeHead(request.url === '/clinics/none' ? 404 : 200);
    response.write(`<script nonce="${nonce}"></script>`);
    response.end(`${total} complaints`);
  });
  server = createListener(
    it,
    { web, prefixes: {} },
    () => (server.address() as AddressInfo).port,
    () => true,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

interface Page {
  readonly count: number;
  readonly nonce: string;
  readonly madeNow: boolean;
}

async function read(path: string, headers: Record<string, string> = {}): Promise<Page> {
  const before = made;
  const answer = await fetch(`${base}${path}`, { headers });
  const [, nonce, count] = /^<script nonce="(.*?)"><\/script>(\d+) complaints$/.exec(
    await answer.text(),
  )!;
  expect(answer.headers.get('content-security-policy')).toBe(`script-src 'nonce-${nonce}'`);
  return { count: Number(count), nonce: nonce!, madeNow: made > before };
}

const file = async (email = `kept-${newId()}@example.org`): Promise<string> =>
  (
    await house.it.faces.complaints.fileComplaint(
      visitor(),
      {
        clinic: 'msk-a-001-x',
        topic: 'no-shoe-covers',
        story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
        facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
        email,
      },
      { proofOfWork: 'no-script' },
    )
  ).number;

async function published(): Promise<{ number: string; holder: Actor }> {
  const { faces, letters, runJobs } = house.it;
  const email = `published-${newId()}@example.org`;
  const number = await file(email);
  await runJobs();
  // Its own letter: letters of other tests' cases leave in whatever order.
  const token = letters
    .filter(({ to }) => to === email)
    .map(({ text }) => /\/confirm\/([\w-]{43})/.exec(text)?.[1])
    .findLast((found) => found !== undefined)!;
  await faces.complaints.confirmComplaint(visitor(), { token });
  await faces.complaints.publishComplaint(moderator, { number });
  const client = await clientFor(house.it.superUrl);
  const { rows } = await client.query<{ id: string }>('select id from cases where number = $1', [
    number,
  ]);
  await client.end();
  return {
    number,
    holder: { kind: 'receipt', region: 'RU-MOW', caseId: rows[0]!.id, origin: 'x' },
  };
}

test('a public page is made once and sent again, each time with a nonce of its own', async () => {
  const first = await read('/complaints');
  const second = await read('/complaints');
  expect(first.madeNow).toBe(true);
  expect(second).toMatchObject({ count: first.count, madeNow: false });
  expect(second.nonce).not.toBe(first.nonce);
  // Neither the one that it was made with, nor one for all that are sent again.
  expect((await read('/complaints')).nonce).not.toBe(second.nonce);
});

test('what is published shows within ten seconds, what is taken back is gone from the next answer', async () => {
  const { count } = await read('/complaints');
  const { number, holder } = await published();
  expect(await read('/complaints')).toMatchObject({ count, madeNow: false });
  house.it.clock.advance(10_000);
  expect(await read('/complaints')).toMatchObject({ count: count + 1, madeNow: true });
  expect((await read('/complaints')).madeNow).toBe(false);
  await house.it.faces.complaints.retractComplaint(holder, { number });
  expect(await read('/complaints')).toMatchObject({ count, madeNow: true });
});

test('what is not public yet makes no page anew', async () => {
  await read('/complaints');
  await file();
  expect((await read('/complaints')).madeNow).toBe(false);
});

test('a change that was under way while the page was made is seen once it is committed', async () => {
  const { number } = await published();
  const client = await clientFor(house.it.superUrl);
  await client.query(`begin; set local app.region = 'RU-MOW'`);
  await client.query(
    `update cases set state = 'withdrawn', published_at = null where number = $1`,
    [number],
  );
  // Made after the change was written and before it was committed.
  const during = await read('/complaints?page=1');
  expect((await read('/complaints?page=1')).madeNow).toBe(false);
  await client.query('commit');
  await client.end();
  expect(await read('/complaints?page=1')).toMatchObject({
    count: during.count - 1,
    madeNow: true,
  });
});

test('time alone makes a page anew after ten seconds', async () => {
  await read('/complaints');
  house.it.clock.advance(9_000);
  expect((await read('/complaints')).madeNow).toBe(false);
  house.it.clock.advance(2_000);
  expect((await read('/complaints')).madeNow).toBe(true);
});

test.each([
  ['a cookie', '/complaints', { cookie: 'otklik_view=size%3D150' }],
  ['an authorization', '/complaints', { authorization: 'Bearer x' }],
  ['words that are searched', '/complaints?q=бахилы', {}],
  ['an answer that may not be stored', '/districts/personal', {}],
  ['a page of one person', '/my', {}],
  ['a form', '/complaints/new', {}],
])('%s is never answered from what is kept', async (_, path, headers) => {
  await read(path, headers);
  expect((await read(path, headers)).madeNow).toBe(true);
});

test('a failure is not kept', async () => {
  const before = made;
  for (let turn = 0; turn < 2; turn += 1)
    expect((await fetch(`${base}/clinics/none`)).status).toBe(404);
  expect(made).toBe(before + 2);
});

test('many at once make a page once', async () => {
  house.it.clock.advance(60_000);
  const before = made;
  await Promise.all(Array.from({ length: 20 }, () => fetch(`${base}/clinics`)));
  expect(made - before).toBeLessThanOrEqual(2);
});

test('with no connection free a page is refused for the moment, and the server goes on', async () => {
  const { it } = house;
  const withScope = () => Promise.reject(new AppError('over-capacity'));
  const busy = { ...it, app: { ...it.app, store: { ...it.app.store, withScope } } };
  const listener: Server = createListener(
    busy,
    { web: await openPages(busy), prefixes: {} },
    () => (listener.address() as AddressInfo).port,
    () => true,
  );
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = listener.address() as AddressInfo;
    for (const path of ['/', '/complaints']) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    }
  } finally {
    listener.close();
  }
});
