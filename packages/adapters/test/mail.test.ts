import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Letter } from '@otklik/kernel';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMail, MailError } from '@otklik/adapters';
import type { MailOptions } from '@otklik/adapters';
import { keptLog } from './fakes.ts';

const letter: Letter = {
  id: 'case-17/answered',
  to: 'maria.secret@example.test',
  subject: 'Ответ клиники',
  text: 'Вам ответили: https://otklik.example/my',
  html: '<p>Вам <b>ответили</b></p>',
  locale: 'ru',
};

/** A real SMTP server on loopback; letters it took are kept, parsed. */
async function smtp(
  options: SMTPServerOptions = {},
): Promise<{ url: string; taken: ParsedMail[] }> {
  const taken: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, callback) => {
      // The library tells by a callback when the letter is stored.
      simpleParser(stream, (error, mail) => {
        taken.push(mail);
        callback(error);
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, taken };
}

/** A server that says just these lines, one for each line it hears; `null` hangs up, `''` keeps silent. */
async function scripted(replies: (string | null)[]): Promise<{ url: string; heard: string[] }> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let at = 0;
    const reply = () => {
      const next = replies[at++];
      if (next === null) socket.destroy();
      else if (next) socket.write(next.replaceAll('\n', '\r\n') + '\r\n');
    };
    socket.on('error', () => {});
    let inData = false;
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      heard.push(text.split('\r\n')[0] ?? '');
      if (text.startsWith('DATA')) inData = true;
      else if (inData && !text.includes('\r\n.\r\n')) return;
      reply();
    });
    reply();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

function post(smtpUrl: string, rest: Partial<MailOptions> = {}) {
  const log = keptLog();
  const mail = createMail({
    smtpUrl,
    from: 'Отклик <robot@otklik.example>',
    log,
    idle_ms: 3000,
    ...rest,
  });
  onTestFinished(() => mail.close());
  return { mail, log };
}

async function failure(work: Promise<unknown>): Promise<MailError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MailError)) throw new Error(`not a MailError: ${String(error)}`);
  const all = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
  expect(all).not.toMatch(/maria|example\.test|otklik\.example/);
  return error;
}

describe('mail', () => {
  it('carries both headers of a one-click stop on one line each, and only where a stop is given', async () => {
    const server = await smtp();
    const { mail } = post(server.url);
    const unsubscribe = `https://otklik.example/list-unsubscribe/${'a1b2-'.repeat(20)}`;
    await mail.send({ ...letter, id: 'digest-1', unsubscribe });
    await mail.send(letter);
    const [digest, plain] = server.taken;
    const lines = digest!.headerLines.map(({ line }) => line);
    // Not folded: the address stands whole on its line.
    expect(lines).toContain(`List-Unsubscribe: <${unsubscribe}>`);
    expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(plain!.headerLines.some(({ key }) => key.startsWith('list-'))).toBe(false);
    for (const bad of ['javascript:alert(1)', 'https://a\r\nBcc: b@c.d', 'https://a> <b'])
      await expect(mail.send({ ...letter, unsubscribe: bad })).rejects.toMatchObject({
        permanent: true,
      });
  });

  it('arrives with both parts, a stable name, a language and a mark that a machine wrote it', async () => {
    const server = await smtp();
    const { mail, log } = post(server.url);
    await mail.send(letter);
    await mail.send(letter);
    await mail.send({ ...letter, id: 'case-18/answered', locale: 'en' });
    const [first, second, third] = server.taken;
    expect(first?.text?.trim()).toBe(letter.text);
    expect(first?.html).toBe(letter.html);
    expect(first?.subject).toBe(letter.subject);
    expect(first?.from?.value[0]).toEqual({ address: 'robot@otklik.example', name: 'Отклик' });
    expect(first?.messageId).toMatch(/^<[0-9a-f]{32}@otklik\.example>$/);
    expect(second?.messageId).toBe(first?.messageId);
    expect(third?.messageId).not.toBe(first?.messageId);
    expect(first?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(first?.headers.get('content-language')).toBe('ru');
    expect(third?.headers.get('content-language')).toBe('en');
    expect(log.lines).toEqual(Array.from({ length: 3 }, () => 'info letter-taken'));
  });

  it.each([
    { to: 'a@example.test\r\nBcc: b@example.test' },
    { to: 'a@example.test, b@example.test' },
    { to: 'a@example.test>\r\nRCPT TO:<b@example.test' },
    { to: 'Имя <a@example.test>' },
    { to: 'nobody' },
    { to: '' },
    { subject: 'Ответ\r\nBcc: b@example.test' },
    { subject: 'Ответ\nX: y' },
    { subject: 'a\0b' },
    { id: 'x\r\nBcc: b@example.test' },
  ])('refuses %j before any connection', async (change) => {
    const { mail } = post('smtp://127.0.0.1:1');
    const error = await failure(mail.send({ ...letter, ...change }));
    expect([error.step, error.permanent]).toEqual(['letter', true]);
  });

  it.each([
    ['MAIL 4xx', 'onMailFrom', 451, 'sender', false],
    ['MAIL 5xx', 'onMailFrom', 550, 'sender', false],
    ['RCPT 4xx', 'onRcptTo', 450, 'recipient', false],
    ['RCPT 5xx', 'onRcptTo', 550, 'recipient', true],
  ] as const)('refused at %s', async (_name, handler, responseCode, step, permanent) => {
    const refuse = Object.assign(new Error('<maria.secret@example.test> unknown'), {
      responseCode,
    });
    const server = await smtp({
      [handler]: (_address: unknown, _session: unknown, callback: (error: Error) => void) =>
        callback(refuse),
    });
    const { mail, log } = post(server.url);
    const error = await failure(mail.send(letter));
    expect([error.step, error.permanent, error.reply]).toEqual([step, permanent, responseCode]);
    expect(log.lines).toEqual(['warn letter-not-taken']);
  });

  it.each([
    [452, false],
    [554, true],
  ])('refused after its content with %i', async (responseCode, permanent) => {
    const server = await smtp({
      onData: (stream, _session, callback) => {
        stream.resume().on('end', () => callback(Object.assign(new Error('no'), { responseCode })));
      },
    });
    const error = await failure(post(server.url).mail.send(letter));
    expect([error.step, error.permanent, error.reply]).toEqual(['data', permanent, responseCode]);
  });

  const ehlo = '250 hello';
  it.each([
    ['nobody listens', null, false],
    ['greeting 4xx', ['421 busy'], false],
    ['greeting 5xx', ['554 go away'], false],
    ['silence', [''], false],
    ['hang-up at once', [null], false],
    ['EHLO and HELO refused', ['220 hi', '502 no', '502 no'], false],
    ['silence after EHLO', ['220 hi', ''], false],
    ['hang-up at MAIL', ['220 hi', ehlo, null], false],
    ['hang-up at RCPT', ['220 hi', ehlo, '250 ok', null], false],
    ['DATA refused for now', ['220 hi', ehlo, '250 ok', '250 ok', '451 later'], false],
    ['DATA refused', ['220 hi', ehlo, '250 ok', '250 ok', '554 never'], true],
    ['hang-up in DATA', ['220 hi', ehlo, '250 ok', '250 ok', null], false],
    ['hang-up before the answer', ['220 hi', ehlo, '250 ok', '250 ok', '354 go', null], false],
    ['silence before the answer', ['220 hi', ehlo, '250 ok', '250 ok', '354 go', ''], false],
  ])('fails with its kind: %s', async (_name, replies, permanent) => {
    const url = replies === null ? 'smtp://127.0.0.1:1' : (await scripted(replies)).url;
    const idle_ms = replies?.includes('') ? 400 : 3000;
    const error = await failure(post(url, { idle_ms }).mail.send(letter));
    expect(error.permanent).toBe(permanent);
  });

  it('gives content to a server once, when the answer never came', async () => {
    const server = await scripted(['220 hi', ehlo, '250 ok', '250 ok', '354 go', null]);
    await failure(post(server.url).mail.send(letter));
    expect(server.heard.filter((line) => line.startsWith('DATA'))).toHaveLength(1);
  });

  it('knows whether the whole letter had gone out when the connection was lost', async () => {
    const before = await scripted(['220 hi', ehlo, '250 ok', null]);
    expect((await failure(post(before.url).mail.send(letter))).step).toBe('connect');
    for (const last of [null, '']) {
      const after = await scripted(['220 hi', ehlo, '250 ok', '250 ok', '354 go', last]);
      const error = await failure(post(after.url, { idle_ms: 400 }).mail.send(letter));
      expect([error.step, error.reply, error.permanent]).toEqual(['data', null, false]);
    }
  });

  it('cuts a server that drips', async () => {
    const server = createServer((socket) => {
      const timer = setInterval(() => socket.write('220-wait\r\n'), 50);
      socket.on('error', () => {}).on('close', () => clearInterval(timer));
      onTestFinished(() => void socket.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { mail } = post(url, { total_ms: 500, idle_ms: 2000 });
    expect((await failure(mail.send(letter))).permanent).toBe(false);
  });

  it('asks for TLS anywhere but on this machine, and never sends without', async () => {
    const server = await smtp();
    const { mail } = post(`${server.url}?requireTLS=true`);
    const error = await failure(mail.send(letter));
    expect([error.step, error.permanent, server.taken.length]).toEqual(['greet', false, 0]);
  });

  it('does not believe a certificate that nobody vouches for', async () => {
    const server = await smtp({ disabledCommands: [] });
    const error = await failure(post(server.url).mail.send(letter));
    expect([error.permanent, server.taken.length]).toEqual([false, 0]);
  });

  it('sends again after the server came back', async () => {
    let refusing = true;
    const server = await smtp({
      onConnect: (_session, callback) => (refusing ? callback(new Error('later')) : callback()),
    });
    const { mail } = post(server.url);
    await failure(mail.send(letter));
    refusing = false;
    await mail.send(letter);
    expect(server.taken).toHaveLength(1);
  });

  it.each(['http://host', 'smtp://', 'host:25', 'smtp://host?tls.rejectUnauthorized=false'])(
    'refuses the setting %s without repeating it',
    (smtpUrl) => {
      expect(() => createMail({ smtpUrl, from: 'a@b.example', log: keptLog() })).toThrow(
        /^internal$/,
      );
    },
  );
});
