import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionsOf } from '../src/store/index.ts';
import type { Person } from './people.ts';
import { cookieOf, FIREFOX, openTown, VISITOR, type Town } from './people.ts';

let town: Town;
let chief: Person;
let chiefCookie: string;
const DAY = 86_400_000;
const CLINIC = { kind: 'clinic', id: 'c1' } as const;

beforeAll(async () => {
  town = await openTown();
  chiefCookie = (await town.staff('chief@example.org', 'administrator')).cookie;
  chief = await town.person(chiefCookie);
});
afterAll(() => town.close());

const invite = async (email: string, actor = chief) => {
  const reach = CLINIC;
  const { invitationId } = await town.service.inviteStaff(actor, {
    email,
    locale: 'ru',
    role: 'executor',
    reach,
  });
  return { invitationId, token: await town.tokenIn('invitation') };
};
const accept = (token: string) =>
  town.service.acceptInvitation(VISITOR, { token, userAgent: FIREFOX });

describe('invitations', () => {
  it('give the role and a session, and lead to the second factor', async () => {
    const { token } = await invite('answerer@example.org');
    const offer = await town.service.lookAtInvitation(VISITOR, { token });
    expect(offer).toMatchObject({ role: 'executor', reach: { kind: 'clinic', id: 'c1' } });
    const done = await accept(token);
    expect(done.next).toBe('enrol');
    const actor = await town.person(cookieOf(done.setCookies));
    expect(actor).toMatchObject({ secondFactor: false, grants: [{ role: 'executor' }] });
    await expect(accept(token)).rejects.toMatchObject({ code: 'link-expired' });
  });

  it('end with their term on every path', async () => {
    const { token, invitationId } = await invite('late@example.org');
    const back = town.stand.clock.now();
    town.stand.clock.advance(7 * DAY);
    const dead = { code: 'link-expired' };
    await expect(accept(token)).rejects.toMatchObject(dead);
    await expect(town.service.lookAtInvitation(VISITOR, { token })).rejects.toMatchObject(dead);
    await expect(town.service.revokeInvitation(chief, { invitationId })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(
      (await town.service.listInvitations(chief, {})).map((one) => one.invitationId),
    ).not.toContain(invitationId);
    await town.signIn('late@example.org').then(async (cookie) => {
      expect((await town.person(cookie)).grants).toEqual([]);
    });
    town.stand.clock.set(back);
  });

  it('end when revoked, when replaced and when their sender loses the right', async () => {
    const first = await invite('replaced@example.org');
    const second = await invite('replaced@example.org');
    await expect(accept(first.token)).rejects.toMatchObject({ code: 'link-expired' });
    await town.service.revokeInvitation(chief, { invitationId: second.invitationId });
    await expect(accept(second.token)).rejects.toMatchObject({ code: 'link-expired' });
    const deputy = await town.staff('deputy@example.org', 'administrator');
    const third = await invite('third@example.org', await town.person(deputy.cookie));
    await town.service.disablePerson(chief, { personId: deputy.personId });
    await expect(accept(third.token)).rejects.toMatchObject({ code: 'link-expired' });
  });

  it('are accepted once of five at the same moment', async () => {
    const { token } = await invite('race@example.org');
    const tries = await Promise.allSettled([1, 2, 3, 4, 5].map(() => accept(token)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('rights', () => {
  it('are given only by an administrator, within their own reach', async () => {
    const moderator = await town.person((await town.staff('mod@example.org', 'moderator')).cookie);
    const local = await town.person(
      (await town.staff('local@example.org', 'administrator', { kind: 'organisation', id: 'o1' }))
        .cookie,
    );
    const order = (reach: { kind: 'region' } | { kind: 'organisation'; id: string }) =>
      ({ email: 'x@example.org', locale: 'ru', role: 'executor', reach }) as const;
    const forbidden = { code: 'forbidden' };
    await expect(
      town.service.inviteStaff(moderator, order({ kind: 'region' })),
    ).rejects.toMatchObject(forbidden);
    await expect(town.service.inviteStaff(local, order({ kind: 'region' }))).rejects.toMatchObject(
      forbidden,
    );
    await expect(
      town.service.inviteStaff(local, order({ kind: 'organisation', id: 'o2' })),
    ).rejects.toMatchObject(forbidden);
    await expect(
      town.service.inviteStaff(local, order({ kind: 'organisation', id: 'o1' })),
    ).resolves.toBeDefined();
    await expect(
      town.service.inviteStaff(VISITOR, order({ kind: 'region' })),
    ).rejects.toMatchObject({ code: 'sign-in-required' });
    expect((await town.service.listStaff(local, {})).map((one) => one.email)).toEqual([
      'local@example.org',
    ]);
  });

  it('need the second factor to be used', async () => {
    await expect(
      town.service.listStaff({ ...chief, secondFactor: false }, {}),
    ).rejects.toMatchObject({
      code: 'second-factor-required',
    });
  });

  it('are never changed by their holder', async () => {
    const self = { personId: chief.personId };
    const forbidden = { code: 'forbidden' };
    await expect(town.service.disablePerson(chief, self)).rejects.toMatchObject(forbidden);
    await expect(
      town.service.grantRole(chief, { ...self, role: 'moderator', reach: { kind: 'region' } }),
    ).rejects.toMatchObject(forbidden);
    const own = (await town.service.listStaff(chief, {})).find((one) => one.oneself)!;
    await expect(
      town.service.revokeRole(chief, { grantId: own.grants[0]!.grantId, reason: 'test' }),
    ).rejects.toMatchObject(forbidden);
  });

  it('end together with the sessions they lived in', async () => {
    const { cookie, personId } = await town.staff('losing@example.org', 'moderator');
    expect((await town.who(cookie)).kind).toBe('person');
    const entry = (await town.service.listStaff(chief, {})).find(
      (one) => one.personId === personId,
    )!;
    await town.service.revokeRole(chief, {
      grantId: entry.grants[0]!.grantId,
      reason: 'Left the clinic',
    });
    expect((await town.who(cookie)).kind).toBe('visitor');
  });

  it('end on their day', async () => {
    const { personId } = await town.staff('term@example.org', 'moderator');
    const validTo = new Date(town.stand.clock.now().getTime() + DAY).toISOString();
    await town.service.grantRole(chief, {
      personId,
      role: 'controller',
      reach: { kind: 'region' },
      validTo,
    });
    town.stand.clock.advance(60_000);
    const cookie = await town.signIn('term@example.org');
    expect((await town.person(cookie)).grants).toHaveLength(2);
    town.stand.clock.advance(DAY);
    expect((await town.person(cookie)).grants).toHaveLength(1);
  });

  it('and sign-in are over for a disabled person at once', async () => {
    const { cookie, personId } = await town.staff('shut@example.org', 'moderator');
    const fresh = { ...chief, provenAt: town.stand.clock.now() };
    await town.service.disablePerson(fresh, { personId });
    expect((await town.who(cookie)).kind).toBe('visitor');
    // Not only turned away at the door: nothing is left that could open it again.
    const left = await town.stand.inRegion((tx) => sessionsOf(tx, personId));
    expect(left).toEqual([]);
    town.stand.clock.advance(60_000);
    await expect(town.signIn('shut@example.org')).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('come back to who was shut out by a new invitation alone, with a trace and without the old roles', async () => {
    const email = 'back@example.org';
    const { personId } = await town.staff(email, 'moderator');
    const fresh = (): Person => ({ ...chief, provenAt: town.stand.clock.now() });
    // An invitation that lay open when they were shut out opens nothing.
    const early = await invite(email, fresh());
    town.stand.clock.advance(60_000);
    await town.service.disablePerson(fresh(), { personId });
    const shut = { code: 'forbidden', data: { reason: 'disabled' } };
    await expect(accept(early.token)).rejects.toMatchObject(shut);
    town.stand.clock.advance(60_000);
    // Who may not shut out may not ask back either.
    const narrow = { ...fresh(), grants: [{ role: 'administrator', reach: CLINIC }] } as Person;
    await expect(invite(email, narrow)).rejects.toMatchObject(shut);
    const { token } = await invite(email, fresh());
    expect((await accept(token)).personId).toBe(personId);
    const people = await town.service.listStaff(fresh(), {});
    const one = people.find((person) => person.personId === personId)!;
    expect(one.disabled).toBe(false);
    expect(one.grants.map(({ role }) => role)).toEqual(['executor']);
  });
});

describe('sessions', () => {
  it('are listed in coarse words, and ended one by one or all others at once', async () => {
    const cookies: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      town.stand.clock.advance(600_000);
      cookies.push(await town.signIn('many@example.org'));
    }
    const me = await town.person(cookies[0]!);
    const list = await town.service.mySessions(me, {});
    expect(list).toHaveLength(3);
    expect(list.map((one) => one.device)).toEqual(Array(3).fill('firefox/linux'));
    expect(list.filter((one) => one.current).map((one) => one.sessionId)).toEqual([me.sessionId]);
    const other = await town.person(cookies[1]!);
    await town.service.revokeSession(me, { sessionId: other.sessionId });
    expect((await town.who(cookies[1]!)).kind).toBe('visitor');
    expect((await town.who(cookies[2]!)).kind).toBe('person');
    expect(await town.service.revokeSession(me, { all: 'others' })).toEqual({ ended: 1 });
    expect((await town.who(cookies[2]!)).kind).toBe('visitor');
    expect((await town.who(cookies[0]!)).kind).toBe('person');
  });

  it('of others are not ended by a stranger', async () => {
    town.stand.clock.advance(3_600_000);
    const me = await town.person(await town.signIn('many@example.org'));
    const stranger = await town.person(await town.signIn('stranger@example.org'));
    await expect(
      town.service.revokeSession(stranger, { sessionId: me.sessionId }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
