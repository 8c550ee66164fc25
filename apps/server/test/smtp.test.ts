import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  openInstallation,
  visitor,
  type TestInstallation,
} from '../../../tests/support/installation.ts';
import { filing } from './filings.ts';

let it: TestInstallation;
let port = 0;
let office: SMTPServer | null = null;
const taken: ParsedMail[] = [];

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A real SMTP server; `hangsUp` takes that many letters and breaks off before it says so. */
async function openOffice({ hangsUp = 0 } = {}): Promise<void> {
  let left = hangsUp;
  const sockets = new Set<Socket>();
  office = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    onData(stream, _session, done) {
      const hangUp = () => sockets.forEach((socket) => socket.destroy());
      const take = async (): Promise<void> => {
        taken.push(await simpleParser(stream));
        left -= 1;
        if (left < 0) done();
        else hangUp();
      };
      void take();
    },
  });
  office.on('error', () => undefined);
  office.server.on('connection', (socket: Socket) => sockets.add(socket));
  office.listen(port, '127.0.0.1');
  await once(office.server, 'listening');
}

async function closeOffice(): Promise<void> {
  if (office) await new Promise<void>((resolve) => office!.close(() => resolve()));
  office = null;
}

async function database<T>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: it.superUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

const states = async (): Promise<string[]> =>
  (await database<{ state: string }>('select state from letters order by id')).map(
    ({ state }) => state,
  );

/** Time goes by: what was put off is due. */
async function later(): Promise<void> {
  it.clock.advance(3_600_000);
  await database(`update graphile_worker._private_jobs set run_at = now() - interval '1 second'`);
  await it.runJobs();
}

const file = (email: string): Promise<{ number: string }> =>
  it.faces.complaints.fileComplaint(visitor(), filing({ email }) as never, {
    proofOfWork: 'no-script',
  });

beforeAll(async () => {
  port = await freePort();
  it = await openInstallation({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'Отклик <robot@otklik.example>',
  });
  // The queue goes by the database's clock, so ours stands beside it.
  it.clock.set(new Date());
});
afterEach(async () => {
  await closeOffice();
  taken.length = 0;
});
afterAll(() => it.close());

describe('letters over SMTP', () => {
  test('the confirmation arrives, whole, in both parts', async () => {
    await openOffice();
    await file('reader@example.org');
    await it.runJobs();
    expect(taken).toHaveLength(1);
    const [mail] = taken;
    expect(mail!.to).toMatchObject({ text: 'reader@example.org' });
    expect(mail!.from).toMatchObject({
      value: [{ name: 'Отклик', address: 'robot@otklik.example' }],
    });
    expect(mail!.subject).toMatch(/[а-я]/i);
    const link = /http:\/\/localhost:8080\/confirm\/[\w-]{43}/;
    const [inText] = link.exec(mail!.text!)!;
    expect(mail!.html).toContain(inText);
    const token = inText.split('/').at(-1)!;
    const confirmed = await it.faces.complaints.confirmComplaint(visitor(), { token });
    expect(confirmed.state).toBe('submitted');
    await it.runJobs();
    expect(taken).toHaveLength(2);
    expect(await states()).toEqual(['sent', 'sent']);
  });

  test('while the post office is closed letters wait; when it opens, each comes once', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => file(`${name}@example.org`)));
    await it.runJobs();
    expect((await states()).filter((state) => state === 'queued')).toHaveLength(3);
    await openOffice();
    await later();
    expect(taken.map((mail) => (mail.to as { text: string }).text).sort()).toEqual([
      'a@example.org',
      'b@example.org',
      'c@example.org',
    ]);
    expect(new Set(taken.map((mail) => mail.messageId)).size).toBe(3);
    expect(new Set(await states())).toEqual(new Set(['sent']));
    await later();
    expect(taken).toHaveLength(3);
  });

  test('a post office that breaks off after taking gets the same Message-ID again', async () => {
    await openOffice({ hangsUp: 1 });
    await file('twice@example.org');
    await it.runJobs();
    expect((await states()).at(-1)).toBe('queued');
    await later();
    expect((await states()).at(-1)).toBe('sent');
    expect(taken.length).toBeGreaterThan(1);
    expect(new Set(taken.map((mail) => mail.messageId)).size).toBe(1);
  });
});
