import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { filing, post } from './filings.ts';
import { rawRequest, useServing } from './serving.ts';

const serving = useServing();
const PATH = '/api/v1/complaints';
let key = '';
beforeAll(async () => {
  key = await serving.key('complaints:write');
});

const filingHeaders = (): Record<string, string> =>
  post(key, filing()).headers as Record<string, string>;

async function refusal(response: Response | Promise<Response>) {
  const answer = await response;
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const { error } = (await answer.json()) as {
    error: { code: string; data: Record<string, unknown>; request_id: string };
  };
  expect(error.request_id).toBe(answer.headers.get('x-request-id'));
  return { status: answer.status, code: error.code, data: error.data, headers: answer.headers };
}

describe('bodies', () => {
  test.each([
    ['broken', '{"clinic": "gp', 400, 'malformed-body'],
    ['empty', '', 400, 'malformed-body'],
    ['two values', '{} {}', 400, 'malformed-body'],
    ['not an object', '[]', 422, 'invalid-input'],
    ['null', 'null', 422, 'invalid-input'],
    ['a key named __proto__', '{"__proto__": {"admin": true}}', 422, 'invalid-input'],
    [
      'NUL',
      JSON.stringify(filing({ story: `Слово и ноль \0 посреди рассказа.` })),
      422,
      'invalid-input',
    ],
    ['a lone surrogate', '{"story": "\\ud800"}', 422, 'invalid-input'],
    ['a lone surrogate in a key', '{"\\udfff": 1}', 422, 'invalid-input'],
    ['33 levels', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 422, 'invalid-input'],
    ['100,000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 422, 'invalid-input'],
    [
      '1,001 keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`k${n}`, n]))),
      422,
      'invalid-input',
    ],
    ['a number beyond all', '{"story": 1e999}', 422, 'invalid-input'],
  ])('%s', async (_what, body, status, code) => {
    expect(await refusal(serving.call(PATH, post(key, body)))).toMatchObject({ status, code });
  });

  test('bytes that are no UTF-8', async () => {
    const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
    const answer = await refusal(serving.call(PATH, { ...post(key, ''), body }));
    expect(answer).toMatchObject({ status: 400, code: 'malformed-body' });
  });

  test.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/json; charset=windows-1251'],
    ['application/jsonp'],
  ])('content type %s', async (type) => {
    const answer = refusal(serving.call(PATH, post(key, filing(), { 'content-type': type })));
    expect(await answer).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  test('packed', async () => {
    for (const packing of ['gzip', 'br', 'gzip, gzip'])
      expect(
        await refusal(serving.call(PATH, post(key, filing(), { 'content-encoding': packing }))),
      ).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });

  test('over 256 KB, said or unsaid', async () => {
    const large = JSON.stringify(filing({ story: 'я'.repeat(200_000) }));
    expect(await refusal(serving.call(PATH, post(key, large)))).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
    // Streamed: no length is told, so it has to be counted.
    const chunks = Array.from({ length: 40 }, () => Buffer.alloc(16_384, 0x20));
    const streamed = await rawRequest(serving.base + PATH, {
      method: 'POST',
      headers: filingHeaders(),
      chunks,
    });
    expect(streamed.status).toBe(413);
    expect(JSON.parse(streamed.text)).toMatchObject({ error: { code: 'body-too-large' } });
  });

  test('just within 256 KB are read', async () => {
    const padded = JSON.stringify(filing()).padEnd(256 * 1024, ' ');
    const size = Buffer.byteLength(padded);
    const body = padded.slice(0, padded.length - (size - 256 * 1024));
    expect(Buffer.byteLength(body)).toBe(256 * 1024);
    expect((await serving.call(PATH, post(key, body))).status).toBe(201);
  });
});

describe('addresses and methods', () => {
  test.each([
    ['/api/v1'],
    ['/api/v1/'],
    ['/api/v1/nothing'],
    ['/api/v1/complaints/'],
    ['/api/v1/complaints/26-000001-1/story'],
    ['/api/v1/complaints/no%00number'],
  ])('GET %s', async (path) => {
    const answer = await refusal(serving.call(path));
    expect([404, 422]).toContain(answer.status);
  });

  test.each([
    ['/api/v1/clinics', 'POST', 'GET, HEAD'],
    ['/api/v1/complaints', 'PUT', 'GET, HEAD, POST'],
    ['/api/v1/complaints', 'DELETE', 'GET, HEAD, POST'],
    ['/api/v1/complaints/26-000001-1', 'PATCH', 'GET, HEAD'],
    ['/api/v1/topics', 'OPTIONS', 'GET, HEAD'],
    ['/api/v1/openapi.json', 'POST', 'GET, HEAD'],
  ])('%s does not take %s', async (path, method, allow) => {
    const answer = await refusal(serving.call(path, { method }));
    expect(answer).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(answer.headers.get('allow')).toBe(allow);
  });

  test('methods no server should know', async () => {
    const answer = await rawRequest(`${serving.base}/api/v1/topics`, { method: 'TRACE' });
    expect(answer.status).toBe(405);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'method-not-allowed' } });
  });

  test('another host, and two of them', async () => {
    const foreign = await rawRequest(`${serving.base}/api/v1/topics`, {
      headers: { host: 'evil.example' },
    });
    expect(foreign.status).toBe(421);
    expect(JSON.parse(foreign.text)).toMatchObject({ error: { code: 'host-unknown' } });
  });
});

describe('queries', () => {
  test.each([
    ['q given twice', '/api/v1/clinics?q=1&q=2', 400, 'malformed-request'],
    ['page given twice', '/api/v1/complaints?page=1&page=2', 400, 'malformed-request'],
    ['an unknown key', '/api/v1/clinics?colour=red', 422, 'invalid-input'],
    ['an array by brackets', '/api/v1/clinics?q[]=1', 422, 'invalid-input'],
    ['an unknown key where none is taken', '/api/v1/topics?a=1', 422, 'invalid-input'],
    ['a limit of nonsense', '/api/v1/clinics?limit=many', 422, 'invalid-input'],
    ['a limit beyond the maximum', '/api/v1/complaints?limit=51', 422, 'invalid-input'],
    ['page zero', '/api/v1/complaints?page=0', 422, 'invalid-input'],
    ['an outcome there is not', '/api/v1/complaints?outcome=draft', 422, 'invalid-input'],
    ['a cursor of nonsense', '/api/v1/clinics?cursor=%F0%9F%98%80', 422, 'invalid-input'],
    ['NUL', '/api/v1/clinics?q=%00', 422, 'invalid-input'],
    ['a number that is none', '/api/v1/complaints/1%27%20or%201=1', 422, 'invalid-input'],
  ])('%s', async (_what, path, status, code) => {
    expect(await refusal(serving.call(path))).toMatchObject({ status, code });
  });
});

describe('too many', () => {
  test('the quota of a key answers 429 with Retry-After, for what it asks as for what it files', async () => {
    const limited = await serving.key('complaints:write', 2);
    expect((await serving.call(PATH, post(limited, filing()))).status).toBe(201);
    const asked = () =>
      serving.call('/api/v1/topics', { headers: { authorization: `Bearer ${limited}` } });
    expect((await asked()).status).toBe(200);
    for (const answer of [
      await refusal(asked()),
      await refusal(serving.call(PATH, post(limited, filing()))),
    ]) {
      expect(answer).toMatchObject({ status: 429, code: 'too-many-requests' });
      // The clock of the tests stands at a full hour, so the whole window is still to come.
      expect(answer.headers.get('retry-after')).toBe('3600');
      expect(answer.headers.get('ratelimit')).toBe('"otklik";r=0;t=3600');
      expect(answer.headers.get('ratelimit-policy')).toBe('"otklik";q=2;w=3600');
    }
    expect((await serving.call('/api/v1/topics')).status).toBe(200);
  });
});

describe('the log', () => {
  const lines = () => serving.log.filter(({ event }) => event === 'http');

  test('says region and role, never who', async () => {
    await serving.call('/api/v1/topics');
    await expect.poll(() => lines().at(-1)).toMatchObject({ region: 'RU-MOW', role: 'visitor' });
    await serving.call('/api/v1/topics', { headers: { authorization: `Bearer ${key}` } });
    await expect.poll(() => lines().at(-1)).toMatchObject({ region: 'RU-MOW', role: 'key' });
  });

  test('has a line of whoever hung up', async () => {
    const known = lines().length;
    const socket = connect(Number(new URL(serving.base).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const head = Object.entries({
      ...filingHeaders(),
      host: new URL(serving.base).host,
      'content-length': '1000',
    }).map(([name, value]) => `${name}: ${value}`);
    socket.write([`POST ${PATH} HTTP/1.1`, ...head, '', '{"clinic"'].join('\r\n'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    await expect.poll(() => lines().length).toBe(known + 1);
    expect(lines().at(-1)).toMatchObject({ method: 'POST', aborted: true });
  });

  test('knows patterns and codes, never addresses, words or keys', async () => {
    await serving.call('/api/v1/clinics?q=СЕКРЕТНОЕ-СЛОВО');
    await serving.call('/api/v1/complaints/26-123456-7');
    await serving.call('/api/v1/no/such/place');
    const lines = JSON.stringify(serving.log);
    const routes = new Set(serving.log.filter((l) => l.event === 'http').map((l) => l.route));
    expect(routes).toContain('/api/v1/clinics');
    expect(routes).toContain('/api/v1/complaints/{number}');
    for (const hidden of ['СЕКРЕТНОЕ', encodeURI('СЕКРЕТНОЕ'), '26-123456-7', key, 'no/such'])
      expect(lines).not.toContain(hidden);
  });
});
