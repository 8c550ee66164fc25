import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REGION } from '../../../tests/support/installation.ts';
import {
  startLyingProvider,
  type Lies,
  type LyingProvider,
} from '../../../tests/support/lying-provider.ts';
import { cookieOf, FIREFOX, openTown, VISITOR, type Town } from './people.ts';

let town: Town;
let liar: LyingProvider;
let honest: LyingProvider;
const cli = { kind: 'system', region: REGION, name: 'cli' } as const;

beforeAll(async () => {
  [liar, honest] = await Promise.all([startLyingProvider(), startLyingProvider()]);
  town = await openTown({ OUTBOUND_ALLOW: `${liar.address},${honest.address}` });
  // The provider lives by the real clock.
  town.stand.clock.set(new Date());
  const facts = { nameRu: 'Вход', nameEn: 'Way in', clientId: 'otklik', clientSecret: 'secret' };
  const { putIdentityProvider } = town.service;
  await putIdentityProvider(cli, { ...facts, code: 'liar', issuer: liar.issuer });
  await putIdentityProvider(cli, { ...facts, code: 'honest', issuer: honest.issuer });
  await putIdentityProvider(cli, {
    ...facts,
    code: 'talker',
    issuer: liar.issuer,
    userinfo: true,
  });
});
afterAll(async () => {
  await town?.close();
  await liar?.stop();
  await honest?.stop();
});

const begin = (provider: string) =>
  town.service.beginOidc(VISITOR, { provider, purpose: 'sign-in', locale: 'ru' });
const finish = (provider: string, browser: string, query: URLSearchParams) =>
  town.service.finishOidc(VISITOR, { provider, query, browser, userAgent: FIREFOX });
const now_s = (): number => Math.floor(town.stand.clock.now().getTime() / 1000);
const INVALID = { code: 'identity-refused', data: { reason: 'invalid' } };

describe('a provider that lies', () => {
  it('is believed while it does not', async () => {
    town.stand.clock.set(new Date());
    const { url, browser } = await begin('liar');
    const done = await finish('liar', browser, liar.back(url).searchParams);
    expect((await town.person(cookieOf(done.setCookies))).kind).toBe('person');
  });

  const lies: [string, () => Lies][] = [
    ['about its name', () => ({ claims: { iss: 'https://another.example' } })],
    ['about its name by a slash', () => ({ claims: { iss: `${liar.issuer}/` } })],
    ['about whom it speaks to', () => ({ claims: { aud: 'somebody-else' } })],
    ['to several at once', () => ({ claims: { aud: ['otklik', 'somebody-else'] } })],
    [
      'for another party that it authorised',
      () => ({ claims: { aud: ['otklik', 'other'], azp: 'other' } }),
    ],
    ['to nobody', () => ({ claims: { aud: undefined } })],
    ['with another way’s nonce', () => ({ claims: { nonce: 'x'.repeat(43) } })],
    ['without a nonce', () => ({ claims: { nonce: undefined } })],
    ['with a token that has expired', () => ({ claims: { exp: now_s() - 600 } })],
    ['with a token that never expires', () => ({ claims: { exp: undefined } })],
    ['with a token of no time', () => ({ claims: { iat: undefined } })],
    ['with a token that is not good yet', () => ({ claims: { nbf: now_s() + 600 } })],
    ['with times that are words', () => ({ claims: { exp: 'tomorrow' } })],
    ['about nobody', () => ({ claims: { sub: undefined } })],
    ['about an empty name', () => ({ claims: { sub: '' } })],
    ['about a number', () => ({ claims: { sub: 12 } })],
    ['by a key that it does not publish', () => ({ signed: 'stranger' })],
    ['with a broken signature', () => ({ signed: 'broken' })],
    ['unsigned', () => ({ signed: 'none', header: { alg: 'none' } })],
    ['unsigned under a signed name', () => ({ signed: 'none' })],
    [
      'by its public key as a shared secret',
      () => ({ signed: 'public-key-as-secret', header: { alg: 'HS256' } }),
    ],
    ['by another algorithm than agreed', () => ({ header: { alg: 'ES256' } })],
    ['by a key of another name', () => ({ header: { kid: 'unknown' } })],
    ['with a critical header that nobody knows', () => ({ header: { crit: ['x'], x: 1 } })],
    ['by an error', () => ({ token: { status: 400, body: '{"error":"invalid_grant"}' } })],
    ['by nonsense', () => ({ token: { status: 200, body: 'not json' } })],
    ['by a page', () => ({ token: { status: 200, body: '<html>', type: 'text/html' } })],
    ['without a token', () => ({ token: { status: 200, body: '{"access_token":"a"}' } })],
    [
      'by a token that is none',
      () => ({
        token: {
          status: 200,
          body: '{"access_token":"a","token_type":"Bearer","id_token":"a.b.c"}',
        },
      }),
    ],
    ['by nothing at all', () => ({ token: { status: 500, body: '' } })],
    ['with far too much', () => ({ token: { status: 200, body: `"${'x'.repeat(1_100_000)}"` } })],
  ];
  it.each(lies)('%s is refused by code', async (_, lie) => {
    town.stand.clock.set(new Date());
    liar.lie({});
    const { url, browser } = await begin('liar');
    liar.lie(lie());
    const way = finish('liar', browser, liar.back(url).searchParams);
    const refused = await way.then(
      () => ({ code: 'signed in', data: {} }),
      (error: unknown) => error as { code: string; data: object },
    );
    // What is far too long is not read to its end: the one refusal of another name.
    if (refused.code === 'body-too-large') return;
    expect({ code: refused.code, data: refused.data }).toMatchObject(INVALID);
    liar.lie({});
  });

  it('about somebody else where it is asked for more, is refused', async () => {
    town.stand.clock.set(new Date());
    liar.lie({ userinfo: { sub: 'boris' } });
    const { url, browser } = await begin('talker');
    await expect(finish('talker', browser, liar.back(url).searchParams)).rejects.toMatchObject(
      INVALID,
    );
    liar.lie({});
  });
});

describe('what comes back', () => {
  it('once more is refused: a state is spent before anybody is asked', async () => {
    town.stand.clock.set(new Date());
    const { url, browser } = await begin('liar');
    const { searchParams } = liar.back(url);
    await finish('liar', browser, searchParams);
    await expect(finish('liar', browser, searchParams)).rejects.toMatchObject({
      code: 'link-expired',
    });
  });

  it('with a state that nobody gave, or that another browser was given, is refused', async () => {
    const one = await begin('liar');
    const other = await begin('liar');
    const query = liar.back(one.url).searchParams;
    const dead = { code: 'link-expired' };
    await expect(finish('liar', other.browser, query)).rejects.toMatchObject(dead);
    const made_up = new URLSearchParams(query);
    made_up.set('state', 'y'.repeat(43));
    await expect(finish('liar', one.browser, made_up)).rejects.toMatchObject(dead);
  });

  it('from another provider than was asked is refused (mix-up)', async () => {
    // The browser set out to the honest one; the liar brings the honest one's code under its own name.
    const { url, browser } = await begin('liar');
    const state = new URL(url).searchParams.get('state')!;
    const stolen = honest.back((await begin('honest')).url).searchParams;
    stolen.set('state', state);
    await expect(finish('liar', browser, stolen)).rejects.toMatchObject(INVALID);
    const again = await begin('honest');
    const query = honest.back(again.url).searchParams;
    query.set('iss', liar.issuer);
    await expect(finish('honest', again.browser, query)).rejects.toMatchObject(INVALID);
    await expect(finish('liar', again.browser, query)).rejects.toMatchObject({
      code: 'link-expired',
    });
  });
});

describe('a provider that lies about itself', () => {
  it.each([
    ['its name', { issuer: 'https://another.example' }],
    ['its address is no web address', { authorization_endpoint: 'javascript:alert(1)' }],
    ['it has no keys', { jwks_uri: undefined }],
  ])('%s: nobody is sent there', async (_, metadata) => {
    const fresh = await startLyingProvider();
    try {
      fresh.lie({ metadata });
      const own = await openTown({ OUTBOUND_ALLOW: fresh.address });
      try {
        await own.service.putIdentityProvider(cli, {
          nameRu: 'Вход',
          nameEn: 'Way in',
          clientId: 'otklik',
          clientSecret: 'secret',
          code: 'liar',
          issuer: fresh.issuer,
        });
        await expect(
          own.service.beginOidc(VISITOR, { provider: 'liar', purpose: 'sign-in', locale: 'ru' }),
        ).rejects.toMatchObject({ code: 'unavailable' });
      } finally {
        await own.close();
      }
    } finally {
      await fresh.stop();
    }
  });
});
