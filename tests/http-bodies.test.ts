import { request as httpRequest, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyRuleOf, HTTP_LIMITS, type HttpLimits } from '../apps/server/src/http/body-limits.ts';
import { createListener } from '../apps/server/src/http/listener.ts';
import { openPages } from '../apps/server/src/http/pages.ts';
import { brokenBodies } from '../apps/server/test/multipart-bodies.ts';
import { useInstallation } from './support/installation.ts';
import { sendRaw } from './support/raw-http.ts';

const HOST = 'otklik.example';
const OWN = `https://${HOST}`;
const house = useInstallation({
  OTKLIK_MODE: 'production',
  PUBLIC_URL: OWN,
  SMTP_URL: 'smtp://127.0.0.1:1',
});
const root = fileURLToPath(new URL('../', import.meta.url));
const servers: Server[] = [];
let web: Awaited<ReturnType<typeof openPages>>;

/** A listener over the real pages, with limits of the test's own where it waits for them. */
async function listen(limits: Partial<HttpLimits> = {}, slow?: Promise<void>): Promise<number> {
  let port = 0;
  const prefixes = {
    '/test-words': async (request: unknown, response: { end(text: string): void }) => {
      let size = 0;
      for await (const chunk of request as AsyncIterable<Buffer>) size += chunk.length;
      response.end(String(size));
    },
    '/test-slow': async (_request: unknown, response: { end(text: string): void }) => {
      await slow;
      response.end('finished');
    },
  };
  const server = createListener(
    house.it,
    { web, prefixes },
    () => port,
    () => true,
    { ...HTTP_LIMITS, ...limits },
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  return port;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** Posts in chunks, so that no length is told, unless it is one body. */
function post(
  port: number,
  path: string,
  type: string,
  body: Buffer | readonly Buffer[],
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      port,
      path,
      method: 'POST',
      agent: false,
      headers: {
        host: HOST,
        origin: OWN,
        accept: 'text/html',
        'content-type': type,
        ...(Buffer.isBuffer(body) ? { 'content-length': body.length } : {}),
      },
    });
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, text }),
      );
    });
    request.on('error', reject);
    for (const piece of Buffer.isBuffer(body) ? [body] : body) request.write(piece);
    request.end();
  });
}

const FORM = 'application/x-www-form-urlencoded';
let port = 0;
beforeAll(async () => {
  web = await openPages(house.it);
  port = await listen();
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

describe('how much a body may weigh', () => {
  test('is little everywhere but where photos go', () => {
    const large = [
      '/complaints/new/photos',
      '/en/complaints/new/photos',
      '/desk/cases/26-000001-1',
      '/complaints/26-000001-1',
      '/en/complaints/26-000001-1/mend',
      `/say/${'x'.repeat(43)}`,
    ];
    for (const path of large) expect(bodyRuleOf(path).upload, path).toBe(true);
    for (const path of [
      '/',
      '/sign-in',
      '/desk/people',
      '/complaints/new/photosx',
      '/en',
      '/desk/cases/a/b',
      '/complaints/26-000001-1/appeal',
    ])
      expect(bodyRuleOf(path), path).toEqual({ size_max_bytes: 256 * 1024, upload: false });
    // The pages that have a form for files; another one would be refused here and has to be listed above.
    const web_src = join(root, 'apps/web/src');
    const withFiles = readdirSync(web_src, { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        file.endsWith('.svelte') &&
        readFileSync(join(web_src, file), 'utf8').includes('multipart/form-data'),
    );
    expect(withFiles.toSorted()).toEqual([
      'lib/assisted/intake-fields.svelte',
      'lib/cases/verdict-form.svelte',
      'lib/desk/deeds/deed-form.svelte',
      'lib/promises/promise-list.svelte',
      // A proof of filing is words.
      'routes/act-log/check/+page.svelte',
      'routes/complaints/[number]/mend/+page.svelte',
      'routes/complaints/new/photos/+page.svelte',
      'routes/desk/attachment/+page.svelte',
      'routes/desk/registry/imports/+page.svelte',
      'routes/desk/surveys/attached/+page.svelte',
      'routes/desk/surveys/forms/+page.svelte',
      'routes/desk/surveys/visits/+page.svelte',
      'routes/say/[token]/+page.svelte',
    ]);
  });

  test.each([
    ['said', Buffer.alloc(256 * 1024 + 1, 'a')],
    ['unsaid', Array.from({ length: 40 }, () => Buffer.alloc(16_384, 'a'))],
  ])('%s and over it: 413, on a page in the person’s language', async (_how, body) => {
    const russian = await post(port, '/sign-in', FORM, body);
    expect(russian.status).toBe(413);
    expect(russian.text).toContain('lang="ru"');
    expect(russian.text).toContain('Слишком большая отправка');
    const english = await post(port, '/en/sign-in', FORM, body);
    expect([english.status, english.text.includes('Too much at once')]).toEqual([413, true]);
  });

  test('just within it is read', async () => {
    const body = Buffer.from('email=x&pad='.padEnd(256 * 1024, 'a'));
    expect((await post(port, '/sign-in', FORM, body)).status).toBe(422);
  });

  test('of one that says it is too much the beginning is read, for its words', async () => {
    const { text } = await post(port, '/test-words', FORM, Buffer.alloc(2_000_000, 'a'));
    expect(Number(text)).toBeGreaterThan(64 * 1024);
    expect(Number(text)).toBeLessThanOrEqual(256 * 1024);
  });

  test('all bodies together are bounded', async () => {
    const tight = await listen({ bodies_max_bytes: 50_000 });
    const answer = await post(tight, '/sign-in', FORM, Buffer.alloc(60_000, 'a'));
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    expect((await post(tight, '/sign-in', FORM, Buffer.from('email=x'))).status).toBe(422);
  });
});

describe('broken forms', () => {
  const bodies = brokenBodies();
  test('are many', () => expect(bodies.length).toBeGreaterThan(200));

  test.each(['/settings/view', '/en/sign-in'])(
    'at %s are never a failure of ours',
    { timeout: 120_000 },
    async (path) => {
      const failed: string[] = [];
      for (const { what, type, body } of bodies) {
        const { status } = await post(port, path, type, body);
        if (status >= 500 || status < 200) failed.push(`${what}: ${status}`);
      }
      expect(failed).toEqual([]);
    },
  );

  test('with thousands of parts are not even read', async () => {
    const many = bodies.find(({ what }) => what === 'ten thousand parts')!;
    expect((await post(port, '/settings/view', many.type, many.body)).status).toBe(400);
  });
});

/** Sends these bytes and nothing more; gives what came back when the other side closes. */
const sendAndWait = (to: number, pieces: readonly string[], every_ms = 0): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(to, '127.0.0.1');
    let got = '';
    const rest = [...pieces];
    const next = () => {
      const piece = rest.shift();
      if (piece !== undefined && socket.writable)
        socket.write(piece, () => setTimeout(next, every_ms));
    };
    socket.setEncoding('utf8');
    socket.on('data', (piece: string) => (got += piece));
    socket.on('error', reject);
    socket.on('close', () => resolve(got));
    next();
  });

const head = (path: string, length: number) =>
  [
    `POST ${path} HTTP/1.1`,
    `Host: ${HOST}`,
    `Origin: ${OWN}`,
    `Content-Type: multipart/form-data; boundary=x`,
    `Content-Length: ${length}`,
    'Accept: text/html',
    '\r\n',
  ].join('\r\n');

describe('who takes his time', () => {
  test('has ten seconds for the head, thirty for words, thirty between two pieces of a photo', async () => {
    const { headers_ms, request_ms, upload_idle_ms } = HTTP_LIMITS;
    expect({ headers_ms, request_ms, upload_idle_ms }).toEqual({
      headers_ms: 10_000,
      request_ms: 30_000,
      upload_idle_ms: 30_000,
    });
    expect(servers[0]!.headersTimeout).toBe(10_000);
  });

  test('with the head is cut', async () => {
    const quick = await listen({ headers_ms: 100 });
    expect(await sendAndWait(quick, ['GET / HTTP/1.1\r\nHost: x\r\n'])).toMatch(/^HTTP\/1.1 408 /);
  });

  test('with words is cut, however steadily they trickle', async () => {
    const quick = await listen({ request_ms: 300 });
    const trickle = [head('/sign-in', 100_000), ...Array.from({ length: 200 }, () => 'x')];
    const answer = await sendAndWait(quick, trickle, 20);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toMatch(/\r\nx-request-id: [0-9a-f-]{36}\r\n/);
    expect(answer).toContain('Отправка шла слишком долго');
  });

  test('with a photo is cut when nothing comes, not while something does', async () => {
    const quick = await listen({ request_ms: 1, upload_idle_ms: 2000 });
    const path = '/desk/cases/26-000001-1?/answer';
    const body = '--x--\r\n';
    const slow = [
      head(path, body.length).replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'),
      ...body,
    ];
    expect(await sendAndWait(quick, slow, 30)).toMatch(/^HTTP\/1.1 [34]\d\d /);
    const stingy = await listen({ upload_idle_ms: 200 });
    expect(await sendAndWait(stingy, [head(path, 1000), '--x'])).toMatch(/^HTTP\/1.1 408 /);
    const endless = await listen({ upload_ms: 300 });
    const trickle = [head(path, 100_000), ...Array.from({ length: 200 }, () => 'x')];
    expect(await sendAndWait(endless, trickle, 20)).toMatch(/^HTTP\/1.1 408 /);
  });
});

describe('when too many come at once', () => {
  test('the last are told to come back; health is still told', async () => {
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const narrow = await listen({ requests_max: 2 }, slow);
    const ask = (path: string) =>
      sendRaw(narrow, `GET ${path} HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`);
    const server = servers.at(-1)!;
    const running: Promise<unknown>[] = [];
    for (let n = 0; n < 2; n += 1) {
      const arrived = new Promise((resolve) => server.once('request', resolve));
      running.push(ask('/test-slow'));
      await arrived;
    }
    const refused = await ask('/');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, ['5']]);
    expect(refused.body).toContain('Сайт занят');
    expect((await ask('/healthz')).status).toBe(200);
    release();
    await Promise.all(running);
    expect((await ask('/')).status).toBe(200);
  });
});
