import { describe, expect, test } from 'vitest';
import { AppError, type OutboundPort } from '@otklik/kernel';
import { createGateway, MessageError, signPosted } from '../src/index.ts';

const SECRET = 's'.repeat(32);
const NOW = new Date('2026-06-10T09:00:00Z');
type Answer = Awaited<ReturnType<OutboundPort['fetch']>>;
const gateway = (fetch: OutboundPort['fetch']) =>
  createGateway({
    outbound: { fetch, open: () => Promise.reject(new Error('a gateway is asked whole')) },
    url: 'https://sms.example.org/send',
    token: 'key',
    secret: SECRET,
  });
const message = { id: 'm-1', to: '+79160000000', text: 'Здравствуйте', locale: 'ru' as const };
const answering = (status: number, body = '{}') =>
  gateway(async (): Promise<Answer> => ({
    status,
    headers: {},
    body: new TextEncoder().encode(body),
  }));
const failing = (error: Error) =>
  gateway(async () => {
    throw error;
  });
const refusal = async (one: ReturnType<typeof gateway>): Promise<MessageError> => {
  const error: unknown = await one.send(message).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MessageError);
  return error as MessageError;
};

describe('a gateway', () => {
  test('gets one message with its id, and its own name for it is kept', async () => {
    const sent: unknown[] = [];
    const taken = await gateway(async (url, request) => {
      sent.push([url, request]);
      return { status: 202, headers: {}, body: new TextEncoder().encode('{"id":"Q-7"}') };
    }).send(message);
    expect(taken).toEqual({ queuedAs: 'Q-7' });
    expect(sent).toMatchObject([
      [
        'https://sms.example.org/send',
        { method: 'POST', headers: { authorization: 'Bearer key', 'idempotency-key': 'm-1' } },
      ],
    ]);
  });

  test('that says no is told apart: surely not taken, perhaps taken, refused for good', async () => {
    const unreached = new AppError('unavailable', { outbound: 'connect' });
    expect(await refusal(failing(unreached))).toMatchObject({ step: 'connect', permanent: false });
    for (const status of [429, 503])
      expect(await refusal(answering(status))).toMatchObject({ reply: status, permanent: false });
    // It may have been taken: nobody sends it again.
    for (const one of [
      failing(new AppError('unavailable', { outbound: 'broken' })),
      failing(new AppError('unavailable', { outbound: 'timeout' })),
      answering(500),
      answering(502),
    ])
      expect(await refusal(one)).toMatchObject({ step: 'data', reply: null, permanent: false });
    expect(await refusal(answering(422, '{"error":"recipient"}'))).toMatchObject({
      step: 'recipient',
      permanent: true,
      status: '5.1.1',
    });
    expect(await refusal(answering(401))).toMatchObject({ step: 'connect', permanent: false });
  });

  test('is believed by its signature alone, fresh and over these very signs', () => {
    const one = answering(200);
    const body = '{"event":"reply","from":"+7916","text":"СТОП"}';
    const signature = signPosted(SECRET, body, NOW);
    const later = (s: number) => new Date(NOW.getTime() + s * 1000);
    expect(one.isSigned({ signature, body }, NOW)).toBe(true);
    expect(one.isSigned({ signature, body }, later(299))).toBe(true);
    expect(one.isSigned({ signature, body }, later(301))).toBe(false);
    expect(one.isSigned({ signature, body: `${body} ` }, NOW)).toBe(false);
    expect(one.isSigned({ signature: signPosted('x'.repeat(32), body, NOW), body }, NOW)).toBe(
      false,
    );
    expect(one.isSigned({ signature: '', body }, NOW)).toBe(false);
  });
});
