import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Letter } from '@otklik/kernel';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMail, readDkimKey, SIGNED_HEADERS } from '@otklik/adapters';
import { keptLog, temporaryFolder } from './fakes.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const TICKET = 'abcdefghijklmnopqrstuvwxyz';
const letter: Letter = {
  id: 'survey-1',
  to: 'reader@example.test',
  subject: 'Как всё прошло? Поликлиника с довольно длинным названием, которое складывается',
  text: 'Расскажите: https://otklik.example/survey/x',
  html: '<p>Расскажите</p>',
  locale: 'ru',
  unsubscribe: `https://otklik.example/list-unsubscribe/survey.${'a1b2'.repeat(30)}`,
  list: 'surveys',
  returnTicket: TICKET,
};

interface Taken {
  readonly raw: string;
  readonly envelope: SMTPServerSession['envelope'];
}

async function office(offersDsn: boolean): Promise<{ url: string; taken: Taken[] }> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    hideDSN: !offersDsn,
    onData(stream, session, done) {
      const { envelope } = session;
      const take = async (): Promise<void> => {
        taken.push({ raw: (await buffer(stream)).toString('latin1'), envelope });
        done(null, 'OK: queued as 4F1B-2C.x');
      };
      void take();
    },
  } as ConstructorParameters<typeof SMTPServer>[0]);
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, taken };
}

function postOf(smtpUrl: string) {
  const mail = createMail({
    smtpUrl,
    from: 'Отклик <robot@otklik.example>',
    replyTo: 'people@otklik.example',
    bounceDomain: 'bounce.otklik.example',
    dkim: { domain: 'otklik.example', selector: 'post', privateKey },
    log: keptLog(),
    idle_ms: 3000,
  });
  onTestFinished(() => mail.close());
  return mail;
}

const unfolded = (raw: string): [string[], string] => {
  const at = raw.indexOf('\r\n\r\n');
  const lines = raw.slice(0, at).split(/\r\n(?![ \t])/);
  return [lines, raw.slice(at + 4)];
};
const relaxedHeader = (line: string): string => {
  const at = line.indexOf(':');
  const value = line
    .slice(at + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${line.slice(0, at).trim().toLowerCase()}:${value}`;
};
const relaxedBody = (body: string): string =>
  `${body
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)*$/, '')}\r\n`;

/** RFC 6376 with relaxed canonicalisation of both, written from the text of the standard. */
function verified(raw: string): { readonly good: boolean; readonly signed: readonly string[] } {
  const [lines, body] = unfolded(raw);
  const own = lines.find((line) => /^dkim-signature:/i.test(line))!;
  const tags = new Map(
    own
      .slice(own.indexOf(':') + 1)
      .split(';')
      .map((tag): [string, string] => {
        const [name = '', ...value] = tag.split('=');
        return [name.trim(), value.join('=').replace(/\s+/g, '')];
      }),
  );
  expect(tags.get('c')).toBe('relaxed/relaxed');
  const hash = createHash('sha256').update(relaxedBody(body), 'latin1').digest('base64');
  const signed = tags.get('h')!.split(':');
  const found = signed.map((name) =>
    relaxedHeader(lines.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))!),
  );
  const bare = relaxedHeader(own.replace(/(\bb=)[^;]*$/, '$1'));
  const verify = createVerify('RSA-SHA256').update([...found, bare].join('\r\n'), 'latin1');
  return {
    good: hash === tags.get('bh') && verify.verify(publicKey, tags.get('b')!, 'base64'),
    signed,
  };
}

describe('a signed letter', () => {
  test('is signed with all that its reader’s program goes by, and stays so when a relay folds it', async () => {
    const { url, taken } = await office(true);
    expect(await postOf(url).send(letter)).toEqual({ queuedAs: '4F1B-2C.x' });
    const { raw } = taken[0]!;
    const { good, signed } = verified(raw);
    expect(good).toBe(true);
    expect(signed.map((name) => name.toLowerCase()).toSorted()).toEqual(
      SIGNED_HEADERS.map((name) => name.toLowerCase()).toSorted(),
    );
    const folded = raw.replace(/^(Subject|To|Reply-To|List-ID):/gm, '$1:\r\n\t');
    expect(verified(folded).good).toBe(true);
    expect(verified(raw.replace('One-Click', 'No-Click')).good).toBe(false);
    expect(verified(raw.replace(/List-Unsubscribe: <https/, 'List-Unsubscribe: <http')).good).toBe(
      false,
    );
  });

  test('names its list, a person to answer to, and a way back of its own', async () => {
    const { url, taken } = await office(true);
    await postOf(url).send(letter);
    const { raw, envelope } = taken[0]!;
    expect(raw).toMatch(/^List-Id: <surveys\.otklik\.example>\r$/im);
    expect(raw).toMatch(/^Reply-To: people@otklik\.example\r$/m);
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    expect(raw).not.toContain(TICKET);
    const { mailFrom } = envelope;
    expect(mailFrom && mailFrom.address).toBe(`b-${TICKET}@bounce.otklik.example`);
    expect(JSON.stringify(envelope)).toContain(TICKET);
  });

  test('goes to a server that knows no reports as well', async () => {
    const { url, taken } = await office(false);
    await postOf(url).send(letter);
    expect(taken).toHaveLength(1);
    expect(verified(taken[0]!.raw).good).toBe(true);
  });

  test('is refused where its code could carry a header or a second recipient', async () => {
    const mail = postOf('smtp://127.0.0.1:1');
    for (const over of [{ list: 'a> <b' }, { returnTicket: 'x@y' }, { list: 'a\r\nBcc: x' }])
      await expect(mail.send({ ...letter, ...over })).rejects.toMatchObject({ permanent: true });
  });

  test('has its key from a file that nobody else may read', () => {
    const path = join(temporaryFolder(), 'dkim.pem');
    writeFileSync(path, privateKey, { mode: 0o600 });
    expect(readDkimKey(path)).toBe(privateKey);
    chmodSync(path, 0o644);
    expect(() => readDkimKey(path)).toThrow();
    writeFileSync(path, 'no key');
    chmodSync(path, 0o600);
    expect(() => readDkimKey(path)).toThrow();
  });
});
