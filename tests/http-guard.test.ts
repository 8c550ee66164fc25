import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSecret, regionScope } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { allowedHosts } from '../apps/server/src/http/guard.ts';
import { createListener } from '../apps/server/src/http/listener.ts';
import { openPages } from '../apps/server/src/http/pages.ts';
import { addLink } from '../modules/accounts/src/store/index.ts';
import { readSettings } from '../apps/server/src/settings.ts';
import { REGION, useInstallation } from './support/installation.ts';
import { ask, sendRaw, type Asked, type RawAnswer } from './support/raw-http.ts';

const HOST = 'otklik.example';
const OWN = `https://${HOST}`;
const FORM = 'Content-Type: application/x-www-form-urlencoded';
const house = useInstallation({
  OTKLIK_MODE: 'production',
  PUBLIC_URL: OWN,
  SMTP_URL: 'smtp://127.0.0.1:1',
});

let server: Server;
let port: number;
let healthy = true;
let release: () => void = () => undefined;

beforeAll(async () => {
  const web = await openPages(house.it);
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const prefixes = {
    '/test-slow': async (_request: unknown, response: { end(text: string): void }) => {
      await slow;
      response.end('finished');
    },
    '/test-broken': (): void => {
      throw new Error('a secret of the inside');
    },
  };
  server = createListener(
    house.it,
    { web, prefixes },
    () => port,
    () => healthy,
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, rest: Partial<Asked> = {}): Promise<RawAnswer> =>
  ask(port, { path, host: HOST, ...rest });
const post = (path: string, body: string, headers: string[] = [`Origin: ${OWN}`]) =>
  get(path, { method: 'POST', body, headers: [FORM, ...headers] });
const only = (answer: RawAnswer, name: string): string | undefined => {
  const values = answer.headers.get(name) ?? [];
  expect(values.length, name).toBeLessThanOrEqual(1);
  return values[0];
};

describe('who asks where', () => {
  test('an unknown host is told so, whatever it asks', async () => {
    for (const host of [
      'evil.example',
      `${HOST}.evil.example`,
      'localhost:1',
      `x@${HOST}`,
      '127.0.0.1',
    ])
      expect((await get('/', { host })).status, host).toBeOneOf([400, 421]);
    expect((await get('/', { host: HOST.toUpperCase() })).status).toBe(200);
  });

  test('demo mode answers to this machine’s names, production to the public one only', () => {
    const demo = allowedHosts(readSettings({ PORT: '8123' }), 8123);
    expect([...demo].toSorted()).toEqual(['127.0.0.1:8123', '[::1]:8123', 'localhost:8123']);
    expect([...allowedHosts(house.it.settings, port)]).toEqual([HOST]);
  });

  test('none or two Host headers are refused', async () => {
    expect((await sendRaw(port, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).status).toBe(400);
    const two = `GET / HTTP/1.1\r\nHost: ${HOST}\r\nhost: evil.example\r\nConnection: close\r\n\r\n`;
    expect((await sendRaw(port, two)).status).toBe(400);
    const same = `GET / HTTP/1.1\r\nHost: ${HOST}\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`;
    expect((await sendRaw(port, same)).status).toBe(400);
  });

  test('two lengths, a length beside chunks and bare line ends are refused', async () => {
    const start = `POST / HTTP/1.1\r\nHost: ${HOST}\r\nOrigin: ${OWN}\r\nConnection: close\r\n`;
    for (const rest of [
      'Content-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
    ])
      expect((await sendRaw(port, start + rest)).status, rest).toBe(400);
    expect((await sendRaw(port, `GET / HTTP/1.1\nHost: ${HOST}\n\n`)).status).toBe(400);
  });

  test('methods that nobody needs are refused', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'LINK'])
      expect((await get('/', { method })).status, method).toBe(405);
  });

  test('an absolute address in the first line reaches no other host', async () => {
    for (const path of [
      'http://evil.example/',
      '//evil.example/',
      '/\\evil.example/',
      '/..//evil.example',
    ]) {
      const answer = await get(path);
      expect(answer.status, path).toBeLessThan(500);
      expect(only(answer, 'location') ?? '', path).not.toMatch(/^(\w+:)?[/\\]{2}/);
    }
  });
});

describe('requests that change something', () => {
  const view = (headers: string[]) => post('/settings/view', 'back=/', headers);

  test('come from our own pages', async () => {
    expect((await view([`Origin: ${OWN}`])).status).toBe(303);
    expect((await view(['Sec-Fetch-Site: same-origin', `Origin: ${OWN}`])).status).toBe(303);
  });

  test.each([
    ['another site', 'Origin: https://evil.example'],
    ['a name that begins like ours', `Origin: ${OWN}.evil.example`],
    ['our name over plain http', `Origin: http://${HOST}`],
    ['our name on another port', `Origin: ${OWN}:8443`],
    ['a sandboxed page', 'Origin: null'],
    ['a broken origin', 'Origin: :::'],
    ['nobody knows where, with a cookie', 'Cookie: otklik_view=x'],
    ['nobody knows where', 'X-Nothing: 1'],
    ['a sister site', 'Sec-Fetch-Site: same-site'],
    ['a key with a cookie beside it', 'Authorization: Bearer x\r\nCookie: a=b'],
  ])('are refused from %s', async (_name, header) => {
    const answer = await view([header]);
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('Форма отправлена не с этого сайта');
  });

  test('are not made by GET', async () => {
    for (const path of ['/sign-out', '/settings/view?back=/&reset=1'])
      expect((await get(path)).headers.has('set-cookie'), path).toBe(false);
  });
});

describe('a refusal before any page is told', () => {
  const foreign = ['Origin: https://evil.example'];
  const refused = (path: string, headers: string[] = []) =>
    post(path, 'a=b', [...foreign, ...headers]);

  test('to a browser as a page: the sentence, what to do, a way back, in its language', async () => {
    const page = await refused('/settings/view');
    expect(only(page, 'content-type')).toBe('text/html; charset=utf-8');
    for (const part of ['lang="ru"', '<h1>', 'Откройте страницу на этом сайте', 'href="/"'])
      expect(page.body).toContain(part);
    expect(page.body).toContain(only(page, 'x-request-id'));
    const policy = only(page, 'content-security-policy') ?? '';
    expect(policy).toMatch(/style-src 'sha256-[\w+/=]+'/);
    const english = await refused('/en/settings/view');
    for (const part of ['lang="en"', 'did not come from this site', 'href="/en"'])
      expect(english.body).toContain(part);
    const asked = await refused('/settings/view', ['Accept-Language: fr, en-GB;q=0.8, ru;q=0.3']);
    expect(asked.body).toContain('lang="en"');
  });

  test('leads back to the page of ours that it came from, and to no other', async () => {
    const own = await refused('/settings/view', [`Referer: ${OWN}/en/follow?a=%22%3E`]);
    expect(own.body).toContain('href="/en/follow?a=%22%3E"');
    expect(own.body).toContain('lang="en"');
    const other = await refused('/settings/view', ['Referer: https://evil.example/x']);
    expect(other.body).not.toContain('evil');
  });

  test('to machines in the form of the API, to everybody else as a line of text', async () => {
    const machine = await get('/test-slow', {
      method: 'POST',
      body: 'x',
      headers: ['Content-Encoding: gzip'],
    });
    expect([machine.status, JSON.parse(machine.body)]).toEqual([
      415,
      { error: { code: 'unsupported-media-type', data: {}, request_id: expect.any(String) } },
    ]);
    const plain = await sendRaw(
      port,
      `POST / HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    expect(only(plain, 'content-type')).toBe('text/plain; charset=utf-8');
    expect(plain.body).toBe('origin-refused\nФорма отправлена не с этого сайта\n');
  });

  test('with the site’s own address to whoever came by another', async () => {
    const answer = await get('/', { host: 'evil.example' });
    expect([answer.status, answer.body.includes(`href="${OWN}/"`)]).toEqual([421, true]);
  });
});

describe('bodies', () => {
  test('that are packed are refused', async () => {
    for (const encoding of ['gzip', 'deflate, br', 'x-unknown'])
      expect(
        (await post('/settings/view', 'x', [`Origin: ${OWN}`, `Content-Encoding: ${encoding}`]))
          .status,
      ).toBe(415);
  });

  test('that say they are too large are refused before they come', async () => {
    const head = [
      'POST /settings/view HTTP/1.1',
      `Host: ${HOST}`,
      `Origin: ${OWN}`,
      FORM,
      `Content-Length: ${81 * 1024 * 1024}`,
    ];
    expect((await sendRaw(port, `${head.join('\r\n')}\r\n\r\n`)).status).toBe(413);
  });

  test('of another kind than a form are refused', async () => {
    const headers = [`Origin: ${OWN}`, 'Content-Type: text/plain'];
    const answer = await get('/settings/view', { method: 'POST', body: 'a=b', headers });
    expect(answer.status).toBe(415);
  });

  test('headers without end are cut off', async () => {
    const answer = await get('/', { headers: [`X-Long: ${'x'.repeat(40_000)}`] });
    expect(answer.status).toBe(431);
  });
});

const DEVICES = 'camera=(self), microphone=(self), geolocation=(self)';
/** What a page may load, run, reach and send: everything else is `default-src 'none'`. */
const PAGE_POLICY = [
  "script-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
];
const PAGES = ['/', '/en/help', '/clinics', '/nowhere-at-all', '/favicon.svg', '/desk/nowhere'];

describe('every answer', () => {
  test.each(PAGES)('%s carries the security headers', async (path) => {
    const answer = await get(path);
    expect(only(answer, 'x-content-type-options')).toBe('nosniff');
    expect(only(answer, 'cross-origin-opener-policy')).toBe('same-origin');
    expect(only(answer, 'cross-origin-resource-policy')).toBe('same-origin');
    expect(only(answer, 'referrer-policy')).toBeOneOf([
      'no-referrer',
      'same-origin',
      'strict-origin-when-cross-origin',
    ]);
    expect(only(answer, 'strict-transport-security')).toContain('max-age=');
    const policy = only(answer, 'content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy, path).toContain(part);
    expect(only(answer, 'permissions-policy')).toBe(DEVICES);
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
    expect([answer.headers.has('x-powered-by'), answer.headers.has('server')]).toEqual([
      false,
      false,
    ]);
    expect(only(answer, 'x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('of a page allows only what carries this answer’s nonce', async () => {
    const [one, two] = await Promise.all([get('/'), get('/')]);
    const nonceOf = (answer: RawAnswer) =>
      /'nonce-([^']+)'/.exec(only(answer, 'content-security-policy') ?? '')?.[1];
    expect(nonceOf(one)).toBeTruthy();
    expect(nonceOf(one)).not.toBe(nonceOf(two));
    const directives = (only(one, 'content-security-policy') ?? '')
      .replaceAll(/ 'nonce-[^']+'/g, '')
      .split(';')
      .map((part) => part.trim());
    expect(directives).toEqual(expect.arrayContaining(PAGE_POLICY));
    const inline = [...one.body.matchAll(/<(style|script(?![^>]*src=))[^>]*>/g)];
    expect(inline).not.toEqual([]);
    for (const [tag] of inline) expect(tag).toContain(`nonce="${nonceOf(one)}"`);
    expect(one.body).not.toMatch(/\s(on[a-z]+|style)="|javascript:/);
    // Nothing is fetched from anybody else; links may lead there.
    expect(one.body).not.toMatch(
      /<(script|link|img|iframe|form)[^>]*(src|href|action)="(https?:)?\/\/(?!otklik\.example[/"])/,
    );
  });

  test('that refuses is covered too, and tells nothing of the inside', async () => {
    const broken = await get('/test-broken');
    expect([broken.status, JSON.parse(broken.body)]).toEqual([
      500,
      { error: { code: 'internal', data: {}, request_id: expect.any(String) } },
    ]);
    for (const answer of [broken, await get('/', { host: 'evil.example' })]) {
      const policy = only(answer, 'content-security-policy');
      for (const name of ['default-src', 'base-uri', 'form-action', 'frame-ancestors'])
        expect(policy).toContain(`${name} 'none'`);
      expect(only(answer, 'permissions-policy')).toBe(DEVICES);
      expect(only(answer, 'x-content-type-options')).toBe('nosniff');
      expect(only(answer, 'cache-control')).toBe('no-store');
    }
  });

  test.each([
    '/my',
    '/desk',
    '/follow',
    '/sign-in',
    '/en/sign-in/some-token',
    '/confirm/some-token',
    '/complaints/new',
    '/demo/mailbox',
  ])('%s is private: kept by nobody, told to nobody', async (path) => {
    const answer = await get(path);
    expect(only(answer, 'cache-control')).toBe('no-store');
    // With 'no-referrer' browsers send our own forms with 'Origin: null'.
    expect(only(answer, 'referrer-policy')).toBe('same-origin');
  });

  test('of a public page is not for shared caches; of a hashed file for ever', async () => {
    const page = await get('/');
    expect(only(page, 'cache-control')).toMatch(/private|no-store/);
    const asset = /\/_app\/immutable\/[^"]+\.(js|css)/.exec(page.body)?.[0];
    expect(asset).toBeTruthy();
    expect(only(await get(asset!), 'cache-control')).toContain('immutable');
  });

  test('demo pages are not there in production', async () => {
    for (const path of ['/demo/mailbox', '/demo/messages', '/demo/components'])
      expect((await get(path)).status, path).toBe(404);
  });

  test.each([
    '/.env',
    '/.git/config',
    '/package.json',
    '/_app/../../package.json',
    '/%2e%2e/package.json',
    '/..%5cpackage.json',
    '/_app/immutable/..%2f..%2f..%2fhandler.js',
    '/server/index.js',
    '/handler.js.map',
  ])('%s is no way to our files', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBeOneOf([400, 403, 404]);
    expect(answer.body).not.toMatch(/"dependencies"|\[core\]|import /);
  });
});

describe('cookies and redirects', () => {
  async function linkFor(email: string): Promise<string> {
    const { app, clock } = house.it;
    const token = newSecret();
    await app.store.withScope(
      regionScope(REGION),
      async (tx) =>
        addLink(tx, {
          tokenHash: app.ports.keys.hash('sign-in-link', token),
          contactId: await contactFor(tx, { email, locale: 'ru' }),
          expiresAt: new Date(tx.now.getTime() + 60_000),
        }),
      { now: clock.now() },
    );
    return token;
  }

  test.each([
    ['signing out', '/sign-out', ''],
    ['erasing the account', '/my/data?/erase', 'agreed=erase'],
  ])('%s leaves nothing of ours in the browser', async (what, path, body) => {
    const signedIn = await post(`/sign-in/${await linkFor(`${what.length}@example.org`)}`, '');
    const cookie = (signedIn.headers.get('set-cookie') ?? [])
      .map((line) => line.split(';')[0])
      .join('; ');
    const headers = [`Origin: ${OWN}`, `Cookie: ${cookie}`];
    const left = await post(path, body, headers);
    expect([left.status, only(left, 'clear-site-data')]).toEqual([303, '"cache", "storage"']);
    expect(only(left, 'cache-control')).toBe('no-store');
    expect((await get('/my', { headers })).status).toBe(303);
  });

  test('a session cookie is bound to our host, hidden from scripts, for https alone', async () => {
    const token = await linkFor('a@example.org');
    const looked = await get(`/sign-in/${token}`);
    expect([looked.status, looked.headers.has('set-cookie')]).toEqual([200, false]);
    const signedIn = await post(`/sign-in/${token}`, '');
    expect(signedIn.status).toBe(303);
    const cookies = signedIn.headers.get('set-cookie') ?? [];
    const session = cookies.filter((line) => line.startsWith('__Host-'));
    expect(session).not.toEqual([]);
    for (const line of session) {
      expect(line).toMatch(/; ?Path=\/(;|$)/i);
      expect(line).toMatch(/; ?Secure/i);
      expect(line).toMatch(/; ?HttpOnly/i);
      expect(line).toMatch(/; ?SameSite=(Lax|Strict)/i);
      expect(line).not.toMatch(/Domain=/i);
    }
    const again = await post(`/sign-in/${token}`, '');
    expect(again.status).toBe(410);
  });

  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/%0d%0aSet-Cookie:x=1',
    ' //evil.example',
    '/\t/evil.example',
    'https:evil.example',
    '/@evil.example/..//evil.example',
  ])('going back to %j stays here', async (back) => {
    const answer = await post('/settings/view', new URLSearchParams({ back }).toString());
    expect(answer.status).toBe(303);
    const target = new URL(only(answer, 'location')!, OWN);
    expect(target.origin).toBe(OWN);
    expect(only(answer, 'location')).toMatch(/^\/(?![/\\])/);
    expect(answer.headers.get('set-cookie')?.join()).not.toContain('x=1');
    const page = await get(`/settings/view?${new URLSearchParams({ back }).toString()}`);
    expect(page.body).not.toMatch(/(href|value)="[^"]*(\/\/evil|javascript:)/);
  });
});

describe('health and stop', () => {
  test('tells alive and ready, and nothing else', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const answer = await get(path);
      expect([answer.status, answer.body]).toEqual([200, 'ok\n']);
      expect(only(answer, 'cache-control')).toBe('no-store');
    }
  });

  test('who asks gets the pages of this region', async () => {
    expect(house.it.settings.region).toBe(REGION);
    expect((await get('/clinics')).status).toBe(200);
  });

  // Last: afterwards nobody listens.
  test('stopping finishes what runs and takes nothing new', async () => {
    const running = get('/test-slow');
    await new Promise<void>((resolve) => {
      server.once('request', () => resolve());
    });
    healthy = false;
    expect((await get('/healthz')).status).toBe(503);
    expect((await get('/readyz')).status).toBe(503);
    const closed = new Promise((resolve) => server.close(resolve));
    await expect(get('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    release();
    expect((await running).body).toContain('finished');
    await closed;
  });
});
