import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLog, createMail } from '@otklik/adapters';
import { runCommand, type Actor } from '@otklik/kernel';
import { settleLetter } from '../src/commands/settle-letter.ts';
import { takeLetter } from '../src/commands/take-letter.ts';
import {
  addressOf,
  ATTEMPTS_MAX,
  contactFor,
  forgetContact,
  pauseAfter,
  sendLetter,
} from '../src/index.ts';
import { REGION } from '../../../tests/support/installation.ts';
import { openStand, type Stand } from './stand.ts';

let stand: Stand;
let smtp: SMTPServer;
let mail: ReturnType<typeof createMail>;
const inbox: ParsedMail[] = [];
let refusal: { code: number; at: 'recipient' | 'data' } | null = null;
const refused = (code: number) => Object.assign(new Error('no'), { responseCode: code });

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) =>
      done(refusal?.at === 'recipient' ? refused(refusal.code) : null),
    onData(stream, _session, done) {
      void (async () => {
        inbox.push(await simpleParser(stream));
        if (refusal?.at === 'data') inbox.pop();
        done(refusal?.at === 'data' ? refused(refusal.code) : null);
      })();
    },
  });
  const port = await new Promise<number>((ready) => {
    const server = smtp.listen(0, '127.0.0.1', () =>
      ready((server.address() as { port: number }).port),
    );
  });
  mail = createMail({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'Отклик <robot@otklik.example>',
    log: createLog({ write: () => undefined, level: 'error' }),
  });
  stand = await openStand({ mail });
});
afterAll(async () => {
  await stand.close();
  mail.close();
  await new Promise<void>((closed) => smtp.close(closed));
});
afterEach(() => {
  refusal = null;
  inbox.length = 0;
});

const facts = {
  number: 'М-2026-000123',
  path: '/my/cases/1',
  clinicName: 'Поликлиника «<b>№ 5</b>»',
  topicRu: 'Очередь',
  topicEn: 'Queue',
  zone: 'Europe/Moscow',
  dueAt: '2026-06-17T15:00:00Z',
};
const contact = (email: string, locale: 'ru' | 'en' = 'ru') =>
  stand.inRegion((tx) => contactFor(tx, { email, locale }));
const state = async (id: string | null) =>
  (await stand.raw('select state, attempts, secret_sealed, fence from letters where id = $1', [id]))
    .rows[0];
const delivery: Actor = { kind: 'system', region: REGION, name: 'notices.deliver-letter' };

describe('letters', () => {
  it('arrive by SMTP in the language of the contact, both parts saying the same', async () => {
    const contactId = await contact('reader@example.org');
    const id = await stand.inRegion((tx) =>
      sendLetter(tx, { contactId, template: 'case-submitted', data: facts }),
    );
    await stand.runJobs();
    expect(await state(id)).toMatchObject({ state: 'sent', attempts: 1 });
    const { subject, messageId, text, html } = inbox[0]!;
    expect(subject).toBe('Обращение М-2026-000123 принято');
    expect(messageId).toMatch(/^<[0-9a-f]{32}@otklik\.example>$/);
    expect(text).toMatch(/до среды, 17\sиюня/);
    expect(text).toContain('http://localhost:8080/my/cases/1');
    expect(html).toContain('&lt;b&gt;№ 5&lt;/b&gt;');
    expect(html).not.toContain('<b>№ 5');
    expect(html).not.toMatch(/<img|<script|https?:\/\/(?!localhost:8080)/);
  });

  it('lead English readers to English pages', async () => {
    const contactId = await contact('english@example.org', 'en');
    await stand.inRegion((tx) =>
      sendLetter(tx, {
        contactId,
        template: 'sign-in-link',
        data: { minutes: 15 },
        secret: '/sign-in/abc',
      }),
    );
    await stand.runJobs();
    expect(inbox[0]!.subject).toBe('Sign in to Otklik');
    expect(inbox[0]!.text).toContain('http://localhost:8080/en/sign-in/abc');
  });

  it('keep their secret sealed until they are sent, and not at all afterwards', async () => {
    const contactId = await contact('secret@example.org');
    const id = await stand.inRegion((tx) =>
      sendLetter(tx, {
        contactId,
        template: 'sign-in-link',
        data: { minutes: 15 },
        secret: '/sign-in/SeCrEt',
      }),
    );
    expect((await state(id)).secret_sealed).toMatch(/^v1\./);
    const { rows } = await stand.raw(
      `select letters::text as line from letters union all select payload::text from graphile_worker._private_jobs`,
    );
    expect(rows.map((row) => row.line).join()).not.toContain('SeCrEt');
    await stand.runJobs();
    expect(await state(id)).toMatchObject({ state: 'sent', secret_sealed: null });
    expect(inbox[0]!.text).toContain('/sign-in/SeCrEt');
  });

  it('of one key are one letter; a rolled-back act sends none', async () => {
    const contactId = await contact('once@example.org');
    const order = {
      contactId,
      template: 'case-submitted',
      data: facts,
      key: 'case:1:submitted',
    } as const;
    expect(await stand.inRegion((tx) => sendLetter(tx, order))).not.toBeNull();
    expect(await stand.inRegion((tx) => sendLetter(tx, order))).toBeNull();
    await stand
      .inRegion(async (tx) => {
        await sendLetter(tx, { ...order, key: 'other' });
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await stand.runJobs();
    expect(inbox).toHaveLength(1);
  });

  it('wait and are tried again after a temporary refusal, and are given up after fifteen, in two days', async () => {
    refusal = { code: 451, at: 'data' };
    const contactId = await contact('later@example.org');
    const id = await stand.inRegion((tx) =>
      sendLetter(tx, { contactId, template: 'case-submitted', data: facts }),
    );
    await stand.runJobs();
    expect(await state(id)).toMatchObject({ state: 'queued', attempts: 1 });
    await stand.raw('update letters set attempts = 14 where id = $1', [id]);
    await stand.hurryJobs();
    await stand.runJobs();
    expect(await state(id)).toMatchObject({ state: 'given-up', attempts: ATTEMPTS_MAX });
    const pauses_ms = Array.from({ length: ATTEMPTS_MAX - 1 }, (_, at) => pauseAfter(at + 1));
    const days = pauses_ms.reduce((sum, pause) => sum + pause, 0) / 86_400_000;
    expect(days).toBeGreaterThan(2);
    refusal = null;
    await stand.hurryJobs();
    await stand.runJobs();
    expect(inbox).toHaveLength(0);
  });

  it('reach their reader once the post office works again', async () => {
    refusal = { code: 451, at: 'recipient' };
    const contactId = await contact('again@example.org');
    const id = await stand.inRegion((tx) =>
      sendLetter(tx, { contactId, template: 'case-submitted', data: facts }),
    );
    await stand.runJobs();
    refusal = null;
    await stand.hurryJobs();
    await stand.runJobs();
    expect(await state(id)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(inbox).toHaveLength(1);
  });

  it('fail for good at an address that is refused, which is marked', async () => {
    refusal = { code: 550, at: 'recipient' };
    const contactId = await contact('nobody@example.org');
    const id = await stand.inRegion((tx) =>
      sendLetter(tx, { contactId, template: 'case-submitted', data: facts }),
    );
    await stand.runJobs();
    expect(await state(id)).toMatchObject({ state: 'failed', attempts: 1 });
    const { rows } = await stand.raw('select bounced_at from contacts where id = $1', [contactId]);
    expect(rows[0].bounced_at).not.toBeNull();
  });

  it('are sent by one worker; a worker whose lease ran out changes nothing', async () => {
    const contactId = await contact('lease@example.org');
    const id = await stand.inRegion((tx) =>
      sendLetter(tx, { contactId, template: 'case-submitted', data: facts }),
    );
    const first = await runCommand(stand.app, delivery, takeLetter, { letterId: id });
    expect(await runCommand(stand.app, delivery, takeLetter, { letterId: id })).toBeNull();
    stand.clock.advance(5 * 60_000);
    const second = await runCommand(stand.app, delivery, takeLetter, { letterId: id });
    expect(second?.letter.id).toBe(first?.letter.id);
    const settle = (fence: number) =>
      runCommand(stand.app, delivery, settleLetter, { letterId: id, fence, delivery: 'sent' });
    expect(await settle(first!.fence)).toBeNull();
    expect((await state(id)).state).toBe('sending');
    expect(await settle(second!.fence)).toBe('sent');
  });

  it('are rescued when the worker that took them died', async () => {
    const contactId = await contact('rescue@example.org');
    const id = await stand.inRegion((tx) =>
      sendLetter(tx, { contactId, template: 'case-submitted', data: facts }),
    );
    // The dead worker's own job is gone with it; only the rescue it queued is left.
    await stand.raw('delete from graphile_worker._private_jobs');
    await runCommand(stand.app, delivery, takeLetter, { letterId: id });
    stand.clock.advance(5 * 60_000);
    await stand.hurryJobs();
    await stand.runJobs();
    expect(await state(id)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('are not sent to whom was forgotten', async () => {
    const contactId = await contact('gone@example.org');
    const id = await stand.inRegion((tx) =>
      sendLetter(tx, { contactId, template: 'case-submitted', data: facts }),
    );
    await stand.inRegion((tx) => forgetContact(tx, contactId));
    await stand.runJobs();
    expect(await stand.inRegion((tx) => addressOf(tx, contactId))).toBeNull();
    expect((await state(id)).state).toBe('failed');
    expect(inbox).toHaveLength(0);
  });

  it('are handled by the delivery job alone', async () => {
    const visitor: Actor = { kind: 'visitor', region: REGION, origin: 'x' };
    await expect(
      runCommand(stand.app, visitor, takeLetter, { letterId: crypto.randomUUID() }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});
