import { randomUUID } from 'node:crypto';
import { get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemScope } from '@otklik/kernel';
import { importAnswers, type PastAnswer } from '@otklik/survey-answers';
import { formFor } from '@otklik/survey-forms';
import { placeByCode } from '@otklik/surveys';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { HTTP_LIMITS } from '../src/http/body-limits.ts';
import { createListener } from '../src/http/listener.ts';
import { openLive } from '../src/http/live.ts';

const house = useInstallation();
const CLINIC = 'msk-a-001-v';
const PATH = `/live/surveys/${CLINIC}`;
const log: Record<string, unknown>[] = [];
let live: ReturnType<typeof openLive>;
let server: Server;
let cookie = '';

/** The cookie of somebody who has just signed in by a link of the demonstration. */
async function signedIn(role: 'coordinator' | 'moderator'): Promise<string> {
  const { accounts } = house.it;
  const link = await accounts.signInLinkFor(REGION, role);
  const token = new URL(link).pathname.split('/').at(-1)!;
  const opened = await accounts.completeSignIn(visitor(), { token, userAgent: 'test' });
  return opened.setCookies.map((one) => one.split(';', 1)[0]).join('; ');
}

beforeAll(async () => {
  const { it } = house;
  const keep = (event: string, fields: object = {}) => void log.push({ event, ...fields });
  Object.assign(it.app.log, { info: keep });
  live = openLive(it, { open_max: 4, open_of_one_max: 3 });
  server = createListener(
    it,
    {
      web: (_, response) => response.end('page'),
      prefixes: {},
      streams: { '/live/surveys': live.handler },
    },
    () => (server.address() as AddressInfo).port,
    () => true,
    // One at once: an open dashboard is not among them.
    { ...HTTP_LIMITS, requests_max: 1 },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cookie = await signedIn('coordinator');
});
afterAll(() => {
  live.close();
  server.closeAllConnections();
  server.close();
});

interface Stream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Until this was said; what was said so far. */
  said(words: string): Promise<string>;
  readonly ended: Promise<void>;
  close(): void;
}

const open = (path = PATH, headers: Record<string, string> = { cookie }): Promise<Stream> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const sent = get({ host: '127.0.0.1', port, path, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      const listeners = new Set<() => void>();
      answer.on('data', (chunk: string) => {
        text += chunk;
        for (const listener of listeners) listener();
      });
      const ended = new Promise<void>((done) => answer.once('close', done));
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        ended,
        close: () => void sent.destroy(),
        said: (words) =>
          new Promise((heard) => {
            const look = () => text.includes(words) && heard(text);
            listeners.add(look);
            look();
          }),
      });
    });
    sent.once('error', reject);
  });

/** Eight answers come out. */
async function release(): Promise<void> {
  const { app } = house.it;
  const scope = systemScope(REGION, 'simulation');
  const answers = await app.store.withScope(scope, async (tx) => {
    const asked = { kind: 'visit', sector: 'health', audience: 'adult' } as const;
    const form = (await formFor(tx, asked, '2026-06-10'))!;
    const place = (await placeByCode(tx, CLINIC))!;
    return Array.from({ length: 8 }, (): PastAnswer => ({
      id: randomUUID(),
      place_id: place.id,
      organisation_id: place.organisation_id,
      sector: 'health',
      form_id: form.formId,
      form_version: form.version,
      service_group: null,
      mode: 'mail',
      grain: 'week',
      window_start: '2026-06-01',
      weight_class: 1,
      items: { doctor: ['5'] },
    }));
  });
  await app.store.withScope(scope, (tx) => importAnswers(app, tx, answers, '2026-06-10'), {
    as: 'answers',
  });
}
const markNow = async () => {
  const { surveyResults } = house.it.faces;
  const actor = await house.it.accounts.actorFromRequest({ cookie, region: REGION, origin: 'x' });
  return (await surveyResults.latestRelease(actor, { place: CLINIC, locale: 'ru' })).mark;
};

describe('an open dashboard', () => {
  test('hears of a batch by the next look, and of nothing that was in it', async () => {
    const first = await open();
    expect([first.status, first.headers['content-type']]).toEqual([200, 'text/event-stream']);
    expect(first.headers['x-accel-buffering']).toBe('no');
    // It stays open and is not among the requests at once.
    const second = await open();
    expect(second.status).toBe(200);
    await first.said('retry:');
    await live.look();
    await release();
    await live.look();
    const [one, other] = await Promise.all([first.said('data:'), second.said('data:')]);
    expect(one).toBe(other);
    expect(one).toMatch(/^retry: 5000\n\nevent: release\nid: [\d.-]+\ndata:\n\n$/);
    first.close();
    second.close();
    await Promise.all([first.ended, second.ended]);
  });

  test('hears at once of a batch between the page and the call, and not twice', async () => {
    const mark = await markNow();
    await release();
    const late = await open(`${PATH}?since=${mark}`);
    const said = await late.said('data:');
    await live.look();
    expect(said.match(/event: release/g)).toHaveLength(1);
    late.close();
    await late.ended;
  });

  test('is for whom the place is, and is let go when the right is gone', async () => {
    expect((await open(PATH, {})).status).toBe(401);
    expect((await open(PATH, { cookie: await signedIn('moderator') })).status).toBe(403);
    expect((await open('/live/surveys/no-such-place')).status).toBe(404);
    expect((await open('/live/surveys/%2e%2e')).status).toBe(404);
    const own = await signedIn('coordinator');
    const stream = await open(PATH, { cookie: own });
    expect(stream.status).toBe(200);
    const { accounts } = house.it;
    const actor = await accounts.actorFromRequest({ cookie: own, region: REGION, origin: 'x' });
    await accounts.signOut(actor, { cookie: own });
    await live.askAgain();
    await stream.ended;
  });
});

describe('how many', () => {
  test('three of one person, so many of all; the log says nothing of when', async () => {
    cookie = await signedIn('coordinator');
    const three = await Promise.all([open(), open(), open()]);
    expect(three.map(({ status }) => status)).toEqual([200, 200, 200]);
    const refused = await open();
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
    live.close();
    await Promise.all(three.map(({ ended }) => ended));
    const lines = log.filter(({ route }) => route === '/live/surveys/[place]');
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect(Object.keys(line)).not.toContain('ms');
  });
});
