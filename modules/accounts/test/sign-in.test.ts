import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REGION } from '../../../tests/support/installation.ts';
import { completeBare, cookieOf, FIREFOX, openTown, VISITOR, type Town } from './people.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const refusal = (code: string) => expect.objectContaining({ code });

describe('signing in', () => {
  it('makes a citizen of a confirmed address, and sets a careful cookie', async () => {
    const token = await town.linkFor('citizen@example.org');
    const link = { token, userAgent: FIREFOX };
    const { setCookies, next, personId } = await town.service.completeSignIn(VISITOR, link);
    expect(next).toBe('home');
    expect(setCookies).toHaveLength(1);
    expect(setCookies[0]).toMatch(/^__Host-otklik_session=/);
    expect(setCookies[0]).toMatch(/; Secure/i);
    expect(setCookies[0]).not.toMatch(/Domain=/i);
    expect(setCookies[0]).toMatch(/HttpOnly/i);
    expect(setCookies[0]).toMatch(/SameSite=Lax/i);
    expect(setCookies[0]).toMatch(/Path=\//i);
    const actor = await town.person(cookieOf(setCookies));
    expect(actor).toMatchObject({ personId, grants: [], secondFactor: false });
    const profile = await town.service.myProfile(actor, {});
    expect(profile).toMatchObject({ email: 'citizen@example.org', enrolled: false });
  });

  it('finds the same person again, in a new session', async () => {
    const first = await town.person(await town.signIn('again@example.org'));
    town.stand.clock.advance(60_000);
    const second = await town.person(await town.signIn('Again@Example.org'));
    expect(second.personId).toBe(first.personId);
    expect(second.sessionId).not.toBe(first.sessionId);
  });

  it('writes in the language of the page that asks, and keeps it once the address has answered', async () => {
    const email = 'languages@example.org';
    await town.signIn(email);
    town.stand.clock.advance(60_000);
    await town.service.requestSignIn(VISITOR, { email, locale: 'en' });
    await town.stand.runJobs();
    const letter = town.stand.letters.at(-1)!;
    expect(letter.locale).toBe('en');
    const token = /sign-in\/([\w-]+)/.exec(letter.text)![1]!;
    const link = { token, userAgent: FIREFOX, locale: 'en' } as const;
    const { setCookies } = await town.service.completeSignIn(VISITOR, link);
    const actor = await town.person(cookieOf(setCookies));
    expect((await town.service.myProfile(actor, {})).locale).toBe('en');
  });

  it('refuses a link that was used, invented or is late, all alike', async () => {
    const token = await town.linkFor('once@example.org');
    await completeBare(town, token);
    await expect(completeBare(town, token)).rejects.toEqual(refusal('link-expired'));
    await expect(completeBare(town, 'invented')).rejects.toEqual(refusal('link-expired'));
    const late = await town.linkFor('late@example.org');
    town.stand.clock.advance(15 * 60_000);
    await expect(completeBare(town, late)).rejects.toEqual(refusal('link-expired'));
  });

  it('lets one of eight completions of a link win', async () => {
    const token = await town.linkFor('race@example.org');
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => completeBare(town, token)),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const { rows } = await town.stand.raw(
      `select count(*) from sessions s join people p using (region_id) where s.person_id = p.id
       and p.id = (select contact_id from sign_in_links order by created_at desc limit 1)`,
    );
    expect(rows[0].count).toBe(1);
  });

  it('answers known and unknown addresses with the same words', async () => {
    await town.signIn('known@example.org');
    town.stand.clock.advance(3_600_000);
    const ask = (email: string) =>
      town.service.requestSignIn({ ...VISITOR, origin: email }, { email, locale: 'ru' });
    expect(await ask('unknown@example.org')).toEqual(await ask('known@example.org'));
  });

  it('makes each further link for an address wait longer, for unknown ones too', async () => {
    const email = 'flooded@example.org';
    const ask = (origin: string) =>
      town.service.requestSignIn({ ...VISITOR, origin }, { email, locale: 'ru' });
    for (const [index, pause_s] of [0, 30, 60, 300, 900].entries()) {
      if (pause_s > 0)
        await expect(ask(`f${index}`)).rejects.toMatchObject({
          code: 'too-many-requests',
          data: { retryAfter_s: pause_s },
        });
      town.stand.clock.advance(pause_s * 1000);
      await ask(`g${index}`);
    }
  });

  it('lets one origin ask for twenty links an hour', async () => {
    town.stand.clock.set(
      new Date(Math.ceil(town.stand.clock.now().getTime() / 3_600_000) * 3_600_000),
    );
    const ask = (email: string) =>
      town.service.requestSignIn({ ...VISITOR, origin: 'one-house' }, { email, locale: 'ru' });
    for (let i = 0; i < 20; i += 1) await ask(`neighbour${i}@example.org`);
    await expect(ask('neighbour20@example.org')).rejects.toEqual(refusal('too-many-requests'));
  });

  it('does not know a cookie that was changed, of another region or of nobody', async () => {
    const cookie = await town.signIn('cookie@example.org');
    expect((await town.who(cookie)).kind).toBe('person');
    expect((await town.who(cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).kind).toBe(
      'visitor',
    );
    expect((await town.who('__Host-otklik_session=abc.def')).kind).toBe('visitor');
    expect((await town.who(null)).kind).toBe('visitor');
    const abroad = await town.service.actorFromRequest({ cookie, region: 'RU-SPE', origin: 'x' });
    expect(abroad.kind).toBe('visitor');
    const { rows } = await town.stand.raw('select distinct region_id from sessions');
    expect(rows).toEqual([{ region_id: REGION }]);
  });

  it('ends at sign-out, on both sides', async () => {
    const cookie = await town.signIn('leaving@example.org');
    const emptied = await town.service.signOut(await town.person(cookie), { cookie });
    expect(emptied.join()).toMatch(/otklik_session=;/);
    expect((await town.who(cookie)).kind).toBe('visitor');
  });

  it('ends after thirty days', async () => {
    const cookie = await town.signIn('month@example.org');
    town.stand.clock.advance(30 * 86_400_000);
    expect((await town.who(cookie)).kind).toBe('visitor');
  });
});

describe('on plain http, which only the demo on this machine serves', () => {
  it('the cookie has a plain name and is kept by a browser', async () => {
    const demo = await openTown({});
    try {
      const token = await demo.linkFor('plain@example.org');
      const done = await demo.service.completeSignIn(VISITOR, { token, userAgent: null });
      expect(done.setCookies[0]).toMatch(/^otklik_session=/);
      expect(done.setCookies[0]).not.toMatch(/; Secure/i);
      expect((await demo.who(cookieOf(done.setCookies))).kind).toBe('person');
    } finally {
      await demo.close();
    }
  });
});
