import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REGION } from '../../../tests/support/installation.ts';
import {
  startIdentityProvider,
  type IdentityProvider,
} from '../../../tests/support/identity-provider.ts';
import type { Actor } from '@otklik/kernel';
import { cookieOf, FIREFOX, openTown, VISITOR, type Town } from './people.ts';

let town: Town;
let provider: IdentityProvider;
const CODES = ['city', 'blind', 'works', 'esia', 'mos'];
const PUBLIC = 'http://localhost:8080';
const FACE = { claim: 'amr_seen', is: 'face', level: 'biometric' } as const;
const cli = { kind: 'system', region: REGION, name: 'cli' } as const;

beforeAll(async () => {
  provider = await startIdentityProvider(
    CODES.map((code) => `${PUBLIC}/sign-in/with/${code}/callback`),
  );
  town = await openTown({ OUTBOUND_ALLOW: provider.address });
  // The provider lives by the real clock.
  town.stand.clock.set(new Date());
  const facts = {
    kind: 'esia' as const,
    nameRu: 'Городской вход',
    nameEn: 'City sign-in',
    issuer: provider.issuer,
    clientId: 'otklik',
    clientSecret: 'secret-of-the-tests',
    userinfo: false,
  };
  const { putIdentityProvider } = town.service;
  await putIdentityProvider(cli, { ...facts, code: 'city', trustsEmail: true });
  await putIdentityProvider(cli, { ...facts, code: 'blind' });
  // Nothing but what every operator must write: the rest is the habits of the kind.
  const { userinfo: _, ...bare } = facts;
  await putIdentityProvider(cli, { ...bare, code: 'esia', trustsEmail: true });
  await putIdentityProvider(cli, { ...bare, kind: 'mosru', code: 'mos', trustsEmail: true });
  await putIdentityProvider(cli, { ...facts, code: 'works', audience: 'staff', levels: [FACE] });
});
afterAll(async () => {
  await town?.close();
  await provider?.stop();
});

type Purpose = 'sign-in' | 'link' | 'step-up';
/** The whole way: out, through the provider's pages, and back. */
async function go(
  login: string,
  { code = 'city', purpose = 'sign-in' as Purpose, actor = VISITOR as Actor } = {},
) {
  const way = { provider: code, purpose, locale: 'ru' as const };
  const { url, browser } = await town.service.beginOidc(actor, way);
  const back = await provider.walk(url, login);
  return { url: new URL(url), back, browser, code, actor };
}
type Way = Awaited<ReturnType<typeof go>>;
const finish = ({ back, browser, code, actor }: Way) =>
  town.service.finishOidc(actor, {
    provider: code,
    query: back.searchParams,
    browser,
    userAgent: FIREFOX,
  });
const signIn = async (login: string, code?: string) => {
  const done = await finish(await go(login, code ? { code } : {}));
  return { ...done, cookie: cookieOf(done.setCookies) };
};

describe('sign-in through a provider', () => {
  it('asks with state, nonce and PKCE S256, and comes back to the exact address', async () => {
    const { url, back } = await go('anna');
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${PUBLIC}/sign-in/with/city/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked[name]).toMatch(/^[\w-]{43}$/);
    expect(back.searchParams.get('iss')).toBe(provider.issuer);
  });

  it('makes a person with the assurance that the provider gives, once', async () => {
    const first = await signIn('anna');
    const person = await town.person(first.cookie);
    expect(person).toMatchObject({ assurance: 'confirmed', secondFactor: false, grants: [] });
    const ways = await town.service.myWaysIn(person, {});
    expect(ways).toMatchObject({
      email: 'anna@mail.example',
      emailConfirmed: true,
      method: 'oidc',
      identities: [{ provider: 'city', assurance: 'confirmed' }],
    });
    const again = await signIn('anna');
    expect((await town.person(again.cookie)).personId).toBe(person.personId);
    const { rows } = await town.stand.raw('select subject_index from identities');
    expect(rows).toHaveLength(1);
    expect(rows[0]!.subject_index).not.toContain('anna');
  });

  it('takes no account over by an unverified address', async () => {
    const victim = await town.person(await town.signIn('victim@example.org'));
    const { cookie } = await signIn('boris');
    const boris = await town.person(cookie);
    expect(boris.personId).not.toBe(victim.personId);
    expect(await town.service.myWaysIn(boris, {})).toMatchObject({ email: null });
  });

  it('takes none over by a verified one either: the owner links it', async () => {
    const cookie = await town.signIn('known@example.org');
    await expect(finish(await go('clara'))).rejects.toMatchObject({
      code: 'identity-taken',
      data: { what: 'address' },
    });
    const owner = await town.person(cookie);
    await finish(await go('clara', { purpose: 'link', actor: owner }));
    expect((await town.person((await signIn('clara')).cookie)).personId).toBe(owner.personId);
    await town.stand.runJobs();
    expect(town.stand.letters.at(-1)?.text).toContain('привязан вход');
  });

  it('believes the address only of a provider that is trusted with it', async () => {
    const { cookie } = await signIn('anna', 'blind');
    expect(await town.service.myWaysIn(await town.person(cookie), {})).toMatchObject({
      email: null,
      assurance: 'confirmed',
    });
  });

  it('lets strangers not in where only staff is known', async () => {
    await expect(finish(await go('face', { code: 'works' }))).rejects.toMatchObject({
      code: 'identity-refused',
      data: { reason: 'not-linked' },
    });
  });
});

describe('the habits of ESIA and mos.ru, by their own names of scopes and claims', () => {
  it.each([
    ['esia', 'esia_simple', 'simple', null],
    ['esia', 'esia_known', 'standard', null],
    ['esia', 'esia_sure', 'confirmed', 'esia@mail.example'],
    ['esia', 'esia_bio', 'biometric', null],
    ['mos', 'mos_simple', 'simple', null],
    ['mos', 'mos_known', 'standard', null],
    ['mos', 'mos_sure', 'confirmed', 'mos@mail.example'],
    ['mos', 'mos_face', 'biometric', null],
  ])('%s: %s is %s', async (code, login, assurance, email) => {
    const way = await go(login, { code });
    const scopes = code === 'mos' ? 'openid profile contacts' : 'openid email';
    expect(way.url.searchParams.get('scope')).toBe(scopes);
    const { setCookies } = await finish(way);
    const person = await town.person(cookieOf(setCookies));
    expect(person.assurance).toBe(assurance);
    expect(await town.service.myWaysIn(person, {})).toMatchObject({
      email,
      identities: [{ provider: code, assurance }],
    });
  });
});

describe('an answer is refused', () => {
  const dead = { code: 'link-expired' };
  it('when it was used, is late, came to another browser or to another provider', async () => {
    const way = await go('anna');
    await expect(finish({ ...way, browser: 'x'.repeat(43) })).rejects.toMatchObject(dead);
    await expect(finish({ ...way, code: 'blind' })).rejects.toMatchObject(dead);
    await finish(way);
    await expect(finish(way)).rejects.toMatchObject(dead);
    const late = await go('anna');
    const now = town.stand.clock.now();
    town.stand.clock.advance(601_000);
    await expect(finish(late)).rejects.toMatchObject(dead);
    town.stand.clock.set(now);
  });

  it.each([
    ['another issuer', (query: URLSearchParams) => query.set('iss', 'http://127.0.0.1:1')],
    ['no issuer where it is promised', (query: URLSearchParams) => query.delete('iss')],
    ['a made-up code', (query: URLSearchParams) => query.set('code', 'made-up')],
    ['a second state', (query: URLSearchParams) => query.append('state', 'x')],
    ['a refusal of the provider', (query: URLSearchParams) => query.set('error', 'access_denied')],
  ])('with %s', async (_, spoil) => {
    const way = await go('anna');
    spoil(way.back.searchParams);
    await expect(finish(way)).rejects.toMatchObject({ code: 'identity-refused' });
  });

  it('when the code was made for another way', async () => {
    const [one, other] = [await go('anna'), await go('anna')];
    const code = other.back.searchParams.get('code')!;
    one.back.searchParams.set('code', code);
    // The verifier differs too: the provider itself refuses.
    await expect(finish(one)).rejects.toMatchObject({ code: 'identity-refused' });
  });

  it('when its token has expired', async () => {
    const way = await go('anna');
    const now = town.stand.clock.now();
    // The state is still good for as long; the token of the provider lives five minutes.
    town.stand.clock.advance(400_000);
    await expect(finish(way)).rejects.toMatchObject({ code: 'identity-refused' });
    town.stand.clock.set(now);
  });

  it('when the provider is at an address that nobody allowed', async () => {
    await town.service.putIdentityProvider(cli, {
      code: 'inner',
      nameRu: 'Внутри',
      nameEn: 'Inside',
      issuer: 'http://127.0.0.1:9',
      clientId: 'x',
      clientSecret: 'y',
    });
    const way = { provider: 'inner', purpose: 'sign-in', locale: 'ru' } as const;
    await expect(town.service.beginOidc(VISITOR, way)).rejects.toMatchObject({ code: 'forbidden' });
    await town.service.removeIdentityProvider(cli, { code: 'inner' });
    await expect(town.service.beginOidc(VISITOR, way)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('linking', () => {
  it('needs a fresh proof, refuses what is somebody else’s, and keeps the last way', async () => {
    const cookie = await town.signIn('links@example.org');
    const now = town.stand.clock.now();
    town.stand.clock.advance(600_000);
    const stale = await town.person(cookie);
    const way = { provider: 'city', purpose: 'link', locale: 'ru' } as const;
    await expect(town.service.beginOidc(stale, way)).rejects.toMatchObject({
      code: 'step-up-required',
    });
    town.stand.clock.set(now);
    const fresh = await town.person(await town.signIn('fresh@example.org'));
    await expect(finish(await go('anna', { purpose: 'link', actor: fresh }))).rejects.toMatchObject(
      { code: 'identity-taken', data: { what: 'identity' } },
    );

    const only = await town.person((await signIn('boris')).cookie);
    const { identities } = await town.service.myWaysIn(only, {});
    const { identityId } = identities[0]!;
    await expect(town.service.unlinkIdentity(only, { identityId })).rejects.toMatchObject({
      code: 'last-way-in',
    });
    await finish(await go('boris', { code: 'blind', purpose: 'link', actor: only }));
    await town.service.unlinkIdentity(only, { identityId });
    expect((await town.service.myWaysIn(only, {})).identities).toMatchObject([
      { provider: 'blind' },
    ]);
  });

  it('is no proof for who is somebody else at the provider', async () => {
    const person = await town.person((await signIn('anna')).cookie);
    await expect(
      finish(await go('face', { purpose: 'step-up', actor: person })),
    ).rejects.toMatchObject({ code: 'identity-refused' });
    const done = await finish(await go('anna', { purpose: 'step-up', actor: person }));
    expect(done.setCookies).not.toEqual([]);
    const renewed = await town.person(cookieOf(done.setCookies));
    expect(renewed.sessionId).not.toBe(person.sessionId);
  });
});

it('keeps the second factor for staff who come through a provider', async () => {
  const { cookie, secret, personId } = await town.staff('works@example.org', 'moderator');
  await finish(
    await go('face', { code: 'works', purpose: 'link', actor: await town.person(cookie) }),
  );
  const done = await signIn('face', 'works');
  expect(done.next).toBe('second-factor');
  const actor = await town.person(done.cookie);
  expect(actor).toMatchObject({ personId, secondFactor: false, assurance: 'biometric' });
  expect(actor.provenAt).toBeUndefined();
  const given = await town.service.verifyTotp(actor, { code: town.code(secret) });
  expect(await town.person(cookieOf(given.setCookies))).toMatchObject({
    secondFactor: true,
    assurance: 'biometric',
  });
});
