import * as fc from 'fast-check';
import { AppError, movableClock } from '@otklik/kernel';
import { describe, expect, it } from 'vitest';
import { createLog, MailError, scrubText } from '@otklik/adapters';
import type { LogOptions } from '@otklik/adapters';

const clock = movableClock(new Date('2026-11-21T10:00:00Z'));

function kept(rest: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = createLog({ write: (line) => void lines.push(line), clock, ...rest });
  return { log, lines, last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') };
}

describe('log', () => {
  it('writes one JSON object a line', () => {
    const { log, lines } = kept();
    log.info('case-filed', {
      caseId: '0199a1b2-0000-7000-8000-000000000001',
      took_ms: 12,
      late: false,
    });
    expect(lines).toEqual([
      '{"time":"2026-11-21T10:00:00.000Z","level":"info","event":"case-filed",' +
        '"caseId":"0199a1b2-0000-7000-8000-000000000001","took_ms":12,"late":false}\n',
    ]);
  });

  it('keeps to its level', () => {
    const { log, lines } = kept({ level: 'warn' });
    log.info('a');
    log.warn('b');
    log.error('c');
    expect(lines).toHaveLength(2);
  });

  it('cannot be given a second line, an escape or another head', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (event, value) => {
        const { log, lines } = kept();
        log.warn(event, { [value]: value, level: 'info', time: 'never', event: 'other' });
        expect(lines).toHaveLength(1);
        expect(lines[0]).toMatch(/^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*\n$/u);
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({
          level: 'warn',
          time: '2026-11-21T10:00:00.000Z',
        });
      }),
    );
    const { log, lines } = kept();
    log.info('a\r\n{"level":"error"}', { reason: 'x\r\n\u001b[31m\u2028\u202e' });
    expect(lines[0]?.split(/[\r\n\u2028]/)).toHaveLength(2);
  });

  it.each([
    'email',
    'userEmail',
    'e-mail',
    'phone_number',
    'contactPhone',
    'resetToken',
    'text',
    'publicText',
    'body',
    'cookie',
    'setCookie',
    'Authorization',
    'newPassword',
    'receipt',
    'patientName',
    'subject',
    'clientIp',
    'name',
    'full_name',
    'sessionId',
    'tokenId',
  ])('drops what stands under %s', (name) => {
    const { log, last, lines } = kept();
    for (const value of ['Мария', 79990000000, ['Мария'], { deep: 'Мария' }]) {
      log.info('x', { [name]: value, inner: { [name]: value }, list: [{ [name]: value }] });
      expect(lines.at(-1)).not.toMatch(/Мария|7999/);
      expect(last()['inner']).toEqual({ [name]: '[dropped]' });
    }
  });

  it.each([
    'context',
    'textbook',
    'caseId',
    'topic',
    'body_bytes',
    'phones_count',
    'step',
    'reply',
    'shipment',
    'authorId',
    'letter_id',
    'jobName',
    'code',
  ])('keeps what stands under %s', (name) => {
    const { log, last } = kept();
    log.info('x', { [name]: 17 });
    expect(last()[name]).toBe(17);
  });

  it.each([
    ['пишите maria@example.test завтра', 'пишите [email] завтра'],
    ['почта@пример.рф', '[email]'],
    ['mailto:a+b@c.example', 'mailto:[email]'],
    ['+7 (999) 123-45-67', '[phone]'],
    ['89991234567', '[phone]'],
    ['тел. 8 999 123 45 67, днём', 'тел. [phone], днём'],
    ['+7\u00ad999\u200b1234567', '[phone]'],
    ['+７９９９１２３４５６７', '[phone]'],
    ['+44 20 7946 0958', '[phone]'],
    ['999-123-45-67', '[phone]'],
    ['снилс 900-100-200 93 не принят', 'снилс [snils] не принят'],
    ['номер 90010020093', 'номер [snils]'],
    ['звоните 8 9I6 ООО 41 27', 'звоните [phone]'],
    ['телефон восемь девятьсот шестнадцать три нуля сорок один двадцать семь', 'телефон [phone]'],
    ['anna собака example точка ru', '[email]'],
    ['from 8.8.4.4:443', 'from [ip]:443'],
    ['2a02:6b8::2:242', '[ip]'],
    ['GET /my?token=abc&x=y', 'GET /my?token=[value]&x=[value]'],
    ['postgres://user:pw@db:5432/x', 'postgres://[login]@db:5432/x'],
    ['key Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF', 'key [secret]'],
  ])('scrubs %j', (text, scrubbed) => {
    expect(scrubText(text)).toBe(scrubbed);
  });

  it.each([
    '0199a1b2-1234-7123-8123-123456789012',
    '01990000-1234-7123-8123-123456789012',
    '2026-11-21T10:00:00.000Z',
    '2026-11-21 10:00:00',
    'RU-MOW',
    'listening on 127.0.0.1:3000',
    '1763763671123',
    '1763763671123456',
    'case 2026-000123, object 42, took 12 ms of 30000',
    'a'.repeat(43),
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'complaints.file-complaint',
    'v18.4.0',
  ])('leaves %j alone', (text) => {
    expect(scrubText(text)).toBe(text);
  });

  it('tells name, code and frames of an error, never its message', () => {
    const cause = Object.assign(
      new Error('Key (email)=(maria@example.test)\n    at Мария (x:1:1)'),
      { code: '23505' },
    );
    const error = new TypeError('Мария Иванова\nжалуется', { cause });
    const { log, last, lines } = kept();
    log.error('failed', { error });
    expect(lines[0]).not.toMatch(/Мария|Иванова|жалуется|maria/);
    expect(last()['error']).toMatchObject({
      name: 'TypeError',
      cause: { name: 'Error', code: '23505' },
    });
    expect(JSON.stringify(last())).toContain('log.test.ts');
    log.error('failed', {
      error: new AppError('unavailable', { keys: 'missing', email: 'a@b.example' }),
    });
    expect(last()['error']).toMatchObject({
      name: 'AppError',
      code: 'unavailable',
      data: { keys: 'missing', email: '[dropped]' },
    });
    log.error('failed', { error: new MailError('recipient', true, 550) });
    expect(last()['error']).toMatchObject({ name: 'MailError' });
  });

  it('survives anything', () => {
    const circle: Record<string, unknown> = {
      big: 10n,
      made: new Date(NaN),
      bytes: new Uint8Array(9),
    };
    circle['self'] = circle;
    const { log, last, lines } = kept();
    log.info('circle', circle);
    expect(last()).toMatchObject({ big: '10', made: null, bytes: { length_bytes: 9 } });
    const trap = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    log.info('trap', trap);
    expect(last()).toMatchObject({ event: 'trap', fields: '[unreadable]' });
    log.info('long', { list: Array.from({ length: 500 }, () => 'я'.repeat(5000)) });
    expect(lines.at(-1)?.length).toBeLessThan(17_000);
    expect(last()['event']).toBe('long');
    const broken = createLog({
      write: () => {
        throw new Error('disk full');
      },
    });
    expect(() => broken.error('x')).not.toThrow();
  });

  it('does a hostile text in linear time', () => {
    for (const unit of ['1 ', 'a@', '1.', ':', '+1', '&a=', '(', 'aA-']) {
      expect(scrubText(unit.repeat(100_000)).length).toBeLessThan(20_000);
    }
  });
});
