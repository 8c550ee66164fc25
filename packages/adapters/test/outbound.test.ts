import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOutbound } from '@otklik/adapters';
import type { OutboundOptions } from '@otklik/adapters';
import { selfSigned } from './certificate.ts';
import { refusal } from './fakes.ts';

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => {
    if (server instanceof http.Server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A client whose names all lead to loopback, which only tests may reach. */
const inner = (port: number, rest: OutboundOptions = {}) =>
  createOutbound({
    allowHttp: true,
    ports: [port],
    allowAddresses: ['127.0.0.1'],
    resolve: async () => ['127.0.0.1'],
    ...rest,
  });

async function answering(handler: http.RequestListener): Promise<number> {
  return await listen(http.createServer(handler));
}

describe('the way out', () => {
  it.each([
    ['not a url', 'url'],
    ['https://', 'url'],
    ['http://example.org/', 'scheme'],
    ['ftp://example.org/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['data:text/plain,x', 'scheme'],
    ['https://user@example.org/', 'userinfo'],
    ['https://user:secret@example.org/', 'userinfo'],
    ['https://:secret@example.org/', 'userinfo'],
    ['https://example.org:22/', 'port'],
    ['https://example.org:80/', 'port'],
    ['https://127.0.0.1/', 'address'],
    ['https://127.1/', 'address'],
    ['https://0x7f.1/', 'address'],
    ['https://2130706433/', 'address'],
    ['https://0177.0.0.1/', 'address'],
    ['https://１２７.0.0.1/', 'address'],
    ['https://0/', 'address'],
    ['https://[::1]/', 'address'],
    ['https://[::ffff:10.0.0.1]/', 'address'],
    ['https://[64:ff9b::a00:1]/', 'address'],
    ['https://169.254.169.254/latest/meta-data/', 'address'],
  ])('refuses %s', async (url, reason) => {
    expect(await refusal(() => createOutbound().fetch(url))).toBe(`forbidden/${reason}`);
  });

  it.each([
    [['10.0.0.1'], 'forbidden/address'],
    [['8.8.8.8', '192.168.0.1'], 'forbidden/address'],
    [['::ffff:127.0.0.1'], 'forbidden/address'],
    [['2002:7f00:1::1'], 'forbidden/address'],
    [['not an address'], 'forbidden/address'],
    [[], 'unavailable/resolve'],
  ])('refuses a name that leads to %j', async (addresses, code) => {
    const client = createOutbound({ resolve: async () => addresses });
    expect(await refusal(() => client.fetch('https://example.org/'))).toBe(code);
  });

  it('finds loopback behind real names too', async () => {
    expect(await refusal(() => createOutbound().fetch('https://localhost/'))).toBe(
      'forbidden/address',
    );
  });

  it('brings request and answer through', async () => {
    const seen: { url?: string | undefined; headers: http.IncomingHttpHeaders; body: string }[] =
      [];
    const port = await answering(async (request, response) => {
      const body = Buffer.concat(
        await Array.fromAsync(request as AsyncIterable<Buffer>),
      ).toString();
      seen.push({ url: `${request.method} ${request.url}`, headers: request.headers, body });
      response.writeHead(201, { 'X-One': ['a', 'b'], 'Content-Type': 'text/plain' }).end('принято');
    });
    const answer = await inner(port).fetch(`http://clinic.example:${port}/a%20b?c=d#e`, {
      method: 'POST',
      headers: {
        'X-Signature': 'abc',
        Host: 'evil.example',
        'Accept-Encoding': 'gzip',
        'Content-Length': '9',
      },
      body: 'тело',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers['x-one']).toBe('a, b');
    expect(Buffer.from(answer.body).toString()).toBe('принято');
    expect(seen[0]).toMatchObject({
      url: 'POST /a%20b?c=d',
      body: 'тело',
      headers: {
        host: `clinic.example:${port}`,
        'x-signature': 'abc',
        'accept-encoding': 'identity',
        'content-length': '8',
        connection: 'close',
      },
    });
  });

  it('resolves once: the address that was checked is the address that is used', async () => {
    const port = await answering((_request, response) => response.end('first'));
    let asked = 0;
    const client = inner(port, {
      resolve: async () => [['127.0.0.1'], ['10.0.0.1']][asked++] ?? [],
    });
    const url = `http://rebind.example:${port}/`;
    expect((await client.fetch(url)).status).toBe(200);
    expect(asked).toBe(1);
    expect(await refusal(() => client.fetch(url))).toBe('forbidden/address');
  });

  it('does not follow a redirect', async () => {
    let asked = 0;
    const port = await answering((_request, response) => {
      asked += 1;
      response.writeHead(302, { Location: 'http://127.0.0.1/' }).end();
    });
    expect((await inner(port).fetch(`http://clinic.example:${port}/`)).status).toBe(302);
    expect(asked).toBe(1);
  });

  it('counts bytes, declared or not, and refuses packed ones', async () => {
    const port = await answering((request, response) => {
      if (request.url === '/declared') response.setHeader('Content-Length', 5000);
      if (request.url === '/packed') {
        response.setHeader('Content-Encoding', 'gzip').end(gzipSync(Buffer.alloc(100_000)));
        return;
      }
      response.write(Buffer.alloc(2500));
      response.end(Buffer.alloc(2500));
    });
    const client = inner(port);
    const get = (path: string, maxBytes: number) =>
      client.fetch(`http://x.example:${port}${path}`, { maxBytes });
    expect((await get('/', 5000)).body).toHaveLength(5000);
    expect(await refusal(() => get('/', 4999))).toBe('body-too-large/4999');
    expect(await refusal(() => get('/declared', 4999))).toBe('body-too-large/4999');
    expect(await refusal(() => get('/packed', 5000))).toBe('unavailable/encoded');
  });

  it('stops an endless body at one megabyte', async () => {
    const port = await answering((_request, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more).on('error', () => {});
      more();
    });
    const client = inner(port);
    expect(await refusal(() => client.fetch(`http://x.example:${port}/`))).toBe(
      'body-too-large/1000000',
    );
  });

  it.each([
    ['keeps silent', (response: http.ServerResponse) => void response, 'timeout'],
    ['stops in the middle', (response: http.ServerResponse) => void response.write('x'), 'timeout'],
    ['hangs up', (response: http.ServerResponse) => void response.destroy(), 'broken'],
    [
      'hangs up in the middle',
      (response: http.ServerResponse) => {
        response.writeHead(200, { 'Content-Length': 100 });
        response.write('x', () => response.destroy());
      },
      'broken',
    ],
  ])('says what became of a server that %s', async (_name, behave, reason) => {
    const port = await answering((_request, response) => behave(response));
    const client = inner(port, reason === 'timeout' ? { total_ms: 400 } : {});
    expect(await refusal(() => client.fetch(`http://x.example:${port}/`))).toBe(
      `unavailable/${reason}`,
    );
  });

  it('says when nobody is there, or no handshake comes', async () => {
    const mute = await listen(createServer((socket) => void socket.on('error', () => {})));
    expect(
      await refusal(() => inner(mute, { connect_ms: 300 }).fetch(`https://x.example:${mute}/`)),
    ).toBe('unavailable/connect');
    expect(await refusal(() => inner(1).fetch('http://x.example:1/'))).toBe('unavailable/connect');
    const slow = inner(1, { total_ms: 100, resolve: () => new Promise(() => {}) });
    expect(await refusal(() => slow.fetch('http://x.example:1/'))).toBe('unavailable/timeout');
    const failing = inner(1, { resolve: () => Promise.reject(new Error('x.example')) });
    expect(await refusal(() => failing.fetch('http://x.example:1/'))).toBe('unavailable/resolve');
  });

  it('tries the next checked address when one gives no connection', async () => {
    const port = await answering((_request, response) => response.end('second'));
    const client = inner(port, {
      allowAddresses: ['127.0.0.1', '127.0.0.2'],
      resolve: async () => ['127.0.0.2', '127.0.0.1'],
    });
    expect((await client.fetch(`http://x.example:${port}/`)).status).toBe(200);
  });

  it('refuses headers that break lines', async () => {
    const port = await answering((_request, response) => response.end());
    const headers = { 'X-A': 'b\r\nX-C: d' };
    expect(await refusal(() => inner(port).fetch(`http://x.example:${port}/`, { headers }))).toBe(
      'forbidden/headers',
    );
  });

  it('checks certificates against the name, and sends the name', async () => {
    const { key, cert } = selfSigned('clinic.example');
    const names: unknown[] = [];
    const server = https.createServer({ key, cert }, (request, response) => {
      names.push(
        'servername' in request.socket ? request.socket.servername : null,
        request.headers.host,
      );
      response.end('ok');
    });
    server.on('tlsClientError', () => {});
    const port = await listen(server);
    const client = inner(port, { ca: cert });
    expect((await client.fetch(`https://clinic.example:${port}/`)).status).toBe(200);
    expect(names).toEqual(['clinic.example', `clinic.example:${port}`]);
    expect(await refusal(() => client.fetch(`https://other.example:${port}/`))).toMatch(
      /^unavailable/,
    );
    expect(await refusal(() => client.fetch(`https://127.0.0.1:${port}/`))).toMatch(/^unavailable/);
    expect(await refusal(() => inner(port).fetch(`https://clinic.example:${port}/`))).toMatch(
      /^unavailable/,
    );
    expect(names).toHaveLength(2);
  });
});
