import { request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKeysOf } from '@otklik/survey-answers';
import { askAll, linksTo, visit } from '../../../modules/surveys/test/town.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { createListener } from '../src/http/listener.ts';
import { openPages } from '../src/http/pages.ts';

// The form as a browser without script sends it: the real pages behind a real listener.
const house = useInstallation();
const CLI = { kind: 'system', region: REGION, name: 'cli' } as const;
const FORM = 'application/x-www-form-urlencoded';
const NONCE = 'n'.repeat(43);
let server: Server;
let port = 0;
let boss: pg.Client;

beforeAll(async () => {
  await makeKeysOf(house.it.app, REGION);
  boss = await clientFor(house.it.superUrl);
  const web = await openPages(house.it);
  server = createListener(
    house.it,
    { web, prefixes: {} },
    () => port,
    () => true,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  await boss?.end();
  server?.closeAllConnections();
  server?.close();
});

/** The link of a letter about a visit of the day before. */
async function invited(name: string): Promise<string> {
  await house.it.faces.surveys.recordVisits(CLI, { visits: JSON.stringify([visit(name)]) });
  await askAll(house.it);
  return linksTo(house.it, `${name}@example.org`)[0]!;
}
const waiting = async (): Promise<unknown> =>
  (await boss.query('select count(*) from waiting_answers')).rows[0];

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}
interface Asked {
  readonly token?: string;
  readonly body?: string;
  readonly type?: string;
  readonly origin?: string;
}

const ask = (path: string, { token, body, type = FORM, origin }: Asked = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const own = new URL(house.it.settings.publicUrl).origin.replace(/:\d+$/, `:${port}`);
    const headers = {
      host: `localhost:${port}`,
      accept: 'text/html',
      ...(token ? { cookie: `otklik_survey=${token}` } : {}),
      ...(body === undefined
        ? {}
        : {
            origin: origin ?? own,
            'content-type': type,
            'content-length': String(Buffer.byteLength(body)),
          }),
    };
    const method = body === undefined ? 'GET' : 'POST';
    const asking = httpRequest({ port, path, method, agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, text }),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });

const GRADES = { 'visit/doctor': '5', 'visit/staff': '4', 'visit/building': '5' };
const page = (item: string, fields: Readonly<Record<string, string>>, to = 'next'): string =>
  new URLSearchParams({
    '~item': item,
    '~nonce': NONCE,
    '~to': to,
    '~sure': '1',
    ...fields,
  }).toString();
/** All four pages; the last one sends. */
async function sendAll(token: string): Promise<Answer> {
  const pages = [
    page('visit', GRADES),
    page('criteria', { 'criteria/criterion-trust': '9' }),
    page('recommend', { recommend: '10' }),
    page('comment', { comment: 'Приняли вовремя.' }, 'send'),
  ];
  let last: Answer | undefined;
  for (const [step, body] of pages.entries())
    last = await ask(`/survey/form?step=${step}`, { token, body });
  return last!;
}

describe('bad input to the form', () => {
  const refused: readonly (readonly [string, (token: string) => [string, Asked], number])[] = [
    ['a guessed link', () => [`/survey/${'y'.repeat(43)}`, {}], 404],
    ['a link cut short', (token) => [`/survey/${token.slice(1)}`, {}], 404],
    ['a form without a link', () => ['/survey/form?step=0', { body: page('visit', GRADES) }], 404],
    [
      'a form with a guessed link',
      () => ['/survey/form?step=0', { token: 'y'.repeat(43), body: page('visit', GRADES) }],
      404,
    ],
    [
      'an answer outside the options',
      (token) => [
        '/survey/form?step=0',
        { token, body: page('visit', { ...GRADES, 'visit/doctor': '6' }) },
      ],
      422,
    ],
    [
      'a comment of a megabyte',
      (token) => [
        '/survey/form?step=3',
        { token, body: page('comment', { comment: 'ж'.repeat(524_288) }) },
      ],
      413,
    ],
    [
      'a comment over its length',
      (token) => [
        '/survey/form?step=3',
        { token, body: page('comment', { comment: 'ж'.repeat(2001) }) },
      ],
      422,
    ],
    [
      'NUL in a comment',
      (token) => ['/survey/form?step=3', { token, body: page('comment', { comment: 'а\u0000б' }) }],
      422,
    ],
    [
      'another kind of body',
      (token) => ['/survey/form?step=0', { token, body: '{}', type: 'application/json' }],
      415,
    ],
    [
      'a form of another site',
      (token) => [
        '/survey/form?step=0',
        { token, body: page('visit', GRADES), origin: 'https://evil.example' },
      ],
      403,
    ],
  ];

  test('is refused by a page of its own, leaves the link open and nothing waiting', async () => {
    const token = await invited('bad-form');
    const before = await waiting();
    for (const [what, of, status] of refused) {
      const [path, asked] = of(token);
      const answer = await ask(path, asked);
      expect([what, answer.status]).toEqual([what, status]);
      // No page holds the link, and what an attacker sent stands in none as markup.
      expect(answer.text.includes(token)).toBe(false);
      expect(await waiting()).toEqual(before);
    }
    const sent = await sendAll(token);
    expect([sent.status, sent.headers.location]).toEqual([303, '/survey/done']);
    expect(await waiting()).not.toEqual(before);
  });

  test('a form sent again is one answer with one receipt; a link that is spent or over is gone', async () => {
    const token = await invited('replayed-form');
    const first = await sendAll(token);
    const receipt = /otklik_survey_receipt=([^;]+)/.exec(String(first.headers['set-cookie']))?.[1];
    expect(receipt).toBeTruthy();
    const before = await waiting();
    const again = await ask('/survey/form?step=3', {
      token,
      body: page('comment', { comment: 'Ещё раз.' }, 'send'),
    });
    expect(again.status).toBe(303);
    expect(String(again.headers['set-cookie'])).toContain(receipt);
    expect(await waiting()).toEqual(before);
    // Whoever stole the link and sends a form of their own has another nonce.
    const stolen = await ask('/survey/form?step=3', {
      token,
      body: page('comment', { comment: 'Чужое.' }, 'send').replace(NONCE, 'm'.repeat(43)),
    });
    expect([stolen.status, stolen.headers['set-cookie']]).toEqual([410, undefined]);
    expect((await ask(`/survey/${token}`)).status).toBe(410);

    const late = await invited('late-form');
    house.it.clock.advance(40 * 86_400_000);
    expect((await ask(`/survey/${late}`)).status).toBe(410);
    expect(
      (await ask('/survey/form?step=0', { token: late, body: page('visit', GRADES) })).status,
    ).toBe(410);
    expect(await waiting()).toEqual(before);
  });
});
