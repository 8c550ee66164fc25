import * as fc from 'fast-check';
import { createTransport } from 'nodemailer';
import { describe, expect, onTestFinished, test } from 'vitest';
import { messagesIn, openMailIn, readMailReport, type MailReport } from '@otklik/adapters';
import { keptLog } from './fakes.ts';
import { REPORTS } from './reports.ts';

const TICKET = 'abcdefghijklmnopqrstuvwxyz';
const bytes = (text: string): Uint8Array => Buffer.from(text.replaceAll('\n', '\r\n'));

describe('a report', () => {
  test.each(REPORTS.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const { ticket, form, action, status } = readMailReport(bytes(one.text));
    expect({ ticket, form, action, status }).toEqual({
      ticket: one.ticket === null ? null : TICKET,
      form: one.form,
      action: one.action ?? '',
      status: one.status ?? '',
    });
  });

  test('is about the letter of its envelope, whatever it says of itself', () => {
    const [first] = REPORTS;
    const other = 'z'.repeat(26);
    expect(readMailReport(bytes(first!.text), other).ticket).toBe(other);
  });

  test('is the same for the same bytes alone', () => {
    const [a, b] = REPORTS.map(({ text }) => readMailReport(bytes(text)).hash);
    expect(a).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(a).not.toBe(b);
    expect(readMailReport(bytes(REPORTS[0]!.text)).hash).toBe(a);
  });

  test('may be any bytes at all, cut, mixed and doubled: nothing is thrown', () => {
    const pieces = fc.constantFrom(
      ...REPORTS.flatMap(({ text }) => [text, ...text.split('\n\n')]),
      '--b\n',
      '--b--\n',
      'Content-Type: multipart/report; boundary=b\n\n',
      'Content-Type: multipart/mixed; boundary="b"\n\n--b\n',
    );
    const made = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc
        .array(fc.oneof(pieces, fc.string()), { maxLength: 6 })
        .map((some) => bytes(some.join('\n'))),
    );
    fc.assert(
      fc.property(made, (some) => {
        const report = readMailReport(some);
        expect(report.hash).toHaveLength(43);
        expect(messagesIn(some).length).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });

  test('may lie with others in one file', () => {
    const [a, b] = REPORTS;
    const box = `From x@y Mon\n${a!.text}\n>From somebody\n\nFrom z@y Tue\n${b!.text}`;
    const found = messagesIn(Buffer.from(box));
    expect(found).toHaveLength(2);
    expect(readMailReport(found[1]!).form).toBe(b!.form);
    expect(Buffer.from(found[0]!).toString()).toContain('\nFrom somebody');
    expect(messagesIn(bytes(a!.text))).toHaveLength(1);
  });
});

describe('the listener', () => {
  async function open(take: (report: MailReport) => Promise<void>) {
    const log = keptLog();
    const mailIn = await openMailIn({
      host: '127.0.0.1',
      port: 0,
      domain: 'bounce.example.org',
      log,
      take,
    });
    const transport = createTransport({ host: '127.0.0.1', port: mailIn.port, ignoreTLS: true });
    onTestFinished(async () => {
      transport.close();
      await mailIn.close();
    });
    const send = (to: string[], raw: string): Promise<number> =>
      transport.sendMail({ envelope: { from: '', to }, raw }).then(
        () => 250,
        (error: unknown) => Number((error as { responseCode?: number }).responseCode ?? 0),
      );
    return { send, log };
  }

  test('takes reports at the addresses of letters and of complaints, and nothing for anybody else', async () => {
    const taken: MailReport[] = [];
    const { send, log } = await open(async (report) => void taken.push(report));
    const raw = REPORTS[0]!.text;
    expect(await send([`b-${TICKET}@bounce.example.org`], raw)).toBe(250);
    expect(await send([`B-${TICKET.toUpperCase()}@Bounce.Example.org`], raw)).toBe(250);
    expect(await send(['abuse@bounce.example.org'], 'Subject: spam\n\nstop')).toBe(250);
    for (const to of [
      'somebody@example.net',
      'postmaster@bounce.example.org',
      `b-${TICKET}@example.org`,
      'b-short@bounce.example.org',
    ])
      expect(await send([to], raw)).toBe(550);
    expect(taken.map(({ ticket, form }) => [ticket, form])).toEqual([
      [TICKET, 'dsn'],
      [TICKET, 'dsn'],
      [null, 'other'],
    ]);
    expect(JSON.stringify(log.lines)).not.toMatch(/@|example/);
  });

  test('says 250 only once a report was kept, and 552 to what is too large', async () => {
    let fails = true;
    const { send } = await open(async () => {
      if (fails) throw new Error('the database is away');
    });
    const to = [`b-${TICKET}@bounce.example.org`];
    expect(await send(to, REPORTS[0]!.text)).toBe(451);
    fails = false;
    expect(await send(to, REPORTS[0]!.text)).toBe(250);
    expect(await send(to, `Subject: x\n\n${'x'.repeat(1_100_000)}`)).toBe(552);
  });
});
