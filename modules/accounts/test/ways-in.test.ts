import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '@otklik/kernel';
import {
  createAnswer,
  getAnswer,
  newSoftPasskey,
} from '../../../tests/support/soft-authenticator.ts';
import { REGION } from '../../../tests/support/installation.ts';
import { turnGrants } from '../src/commands/turn-grants.ts';
import {
  cookieOf,
  FIREFOX,
  openTown,
  PRODUCTION,
  VISITOR,
  type Person,
  type Town,
} from './people.ts';

let town: Town;
const publicUrl = PRODUCTION.PUBLIC_URL;
const DAY = 86_400_000;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town?.close());

const challengeIn = (options: string): string =>
  (JSON.parse(options) as { challenge: string }).challenge;
const lastLetter = async () => {
  await town.stand.runJobs();
  return town.stand.letters.at(-1)!;
};

async function register(actor: Person, verified = true) {
  const passkey = newSoftPasskey();
  const { options } = await town.service.beginPasskey(actor, {});
  const credential = createAnswer(passkey, {
    publicUrl,
    challenge: challengeIn(options),
    verified,
  });
  const done = await town.service.addPasskey(actor, { name: 'Key', credential });
  return { passkey, cookie: cookieOf(done.setCookies), credential };
}
async function prove(
  passkey: ReturnType<typeof newSoftPasskey>,
  more: { verified?: boolean; origin?: string; count?: number } = {},
) {
  const { options } = await town.service.beginPasskeyProof(VISITOR, {});
  const { count = 0, ...rest } = more;
  const credential = getAnswer(
    passkey,
    { publicUrl, challenge: challengeIn(options), ...rest },
    count,
  );
  return { credential, userAgent: FIREFOX };
}

describe('passkeys', () => {
  it('are a second factor only when the device asked for its owner', async () => {
    const { cookie: staff } = await town.staff('keys@example.org', 'moderator');
    const { passkey, cookie } = await register(await town.person(staff), true);
    expect((await lastLetter()).text).toContain('добавлен ключ доступа');
    expect((await town.who(staff)).kind).toBe('visitor');
    expect(await town.person(cookie)).toMatchObject({ secondFactor: true });
    const weak = await town.service.usePasskey(VISITOR, await prove(passkey, { verified: false }));
    expect(weak.next).toBe('second-factor');
    expect(await town.person(cookieOf(weak.setCookies))).toMatchObject({ secondFactor: false });
    const strong = await town.service.usePasskey(VISITOR, await prove(passkey));
    expect(strong.next).toBe('desk');
    expect(await town.person(cookieOf(strong.setCookies))).toMatchObject({ secondFactor: true });
  });

  it('answer a question once, for this site, with a counter that grows', async () => {
    const { passkey } = await register(await town.person(await town.signIn('once@example.org')));
    const answer = await prove(passkey, { count: 5 });
    await town.service.usePasskey(VISITOR, answer);
    const refused = (code: string) => ({ code });
    await expect(town.service.usePasskey(VISITOR, answer)).rejects.toMatchObject(
      refused('link-expired'),
    );
    for (const wrong of [
      await prove(passkey, { count: 5 }),
      await prove(passkey, { count: 9, origin: 'https://otklik.example.evil' }),
      await prove({ ...newSoftPasskey(), id: passkey.id }, { count: 9 }),
      await prove(newSoftPasskey()),
    ])
      await expect(town.service.usePasskey(VISITOR, wrong)).rejects.toMatchObject(
        refused('credential-invalid'),
      );
  });

  it('cannot be added by whoever holds the mailbox alone, nor in another’s session', async () => {
    const owner = await town.person(await town.signIn('boxed@example.org'));
    await register(owner);
    town.stand.clock.advance(60_000);
    const thief = await town.person(await town.signIn('boxed@example.org'));
    await expect(town.service.beginPasskey(thief, {})).rejects.toMatchObject({
      code: 'step-up-required',
    });
    await expect(town.service.mailStepUp(thief, {})).rejects.toMatchObject({
      code: 'second-factor-required',
    });
  });
});

describe('a new address', () => {
  it('is shown to be one’s own, moves the letters, and both addresses are told', async () => {
    const person = await town.person(await town.signIn('old@example.org'));
    await town.service.requestAddress(person, { email: 'new@example.org', locale: 'ru' });
    const token = /address\/([\w-]{43})/.exec((await lastLetter()).text)![1]!;
    const done = await town.service.confirmAddress(person, { token });
    await town.stand.runJobs();
    const told = town.stand.letters.slice(-2).map(({ to }) => to);
    expect(told.toSorted()).toEqual(['new@example.org', 'old@example.org']);
    town.stand.clock.advance(60_000);
    const again = await town.person(await town.signIn('new@example.org'));
    expect(again.personId).toBe(person.personId);
    expect((await town.person(cookieOf(done.setCookies))).sessionId).not.toBe(person.sessionId);
  });

  it('is not taken from somebody who is here', async () => {
    await town.signIn('there@example.org');
    town.stand.clock.advance(60_000);
    const person = await town.person(await town.signIn('wants@example.org'));
    await town.service.requestAddress(person, { email: 'there@example.org', locale: 'ru' });
    const token = /address\/([\w-]{43})/.exec((await lastLetter()).text)![1]!;
    await expect(town.service.confirmAddress(person, { token })).rejects.toMatchObject({
      code: 'identity-taken',
    });
  });
});

describe('letters with links', () => {
  it('fill nobody’s box: the next one waits longer, whoever names the address', async () => {
    const signedIn = async (who: string) => town.person(await town.signIn(`${who}@example.org`));
    const one = await signedIn('one');
    const two = await signedIn('two');
    const three = await signedIn('three');
    const ask = (who: Person) =>
      town.service.requestAddress(who, { email: 'flooded@example.org', locale: 'ru' }).then(
        () => 'sent',
        ({ code, data }) => `${code} ${data.retryAfter_s}`,
      );
    expect(await ask(one)).toBe('sent');
    expect(await ask(two)).toBe('too-many-requests 30');
    town.stand.clock.advance(30_000);
    expect(await ask(two)).toBe('sent');
    town.stand.clock.advance(30_000);
    expect(await ask(three)).toBe('too-many-requests 30');
    town.stand.clock.advance(24 * 3_600_000);
    expect(await ask(await signedIn('one'))).toBe('sent');
  });

  it('start their wait anew once one of them was used', async () => {
    const person = await town.person(await town.signIn('again@example.org'));
    const mailed = async (): Promise<string> => {
      await town.service.mailStepUp(person, {});
      await town.stand.runJobs();
      const texts = town.stand.letters
        .filter(({ to }) => to === 'again@example.org')
        .map(({ text }) => /again\/([\w-]{43})/.exec(text)?.[1]);
      return texts.findLast((token) => token !== undefined)!;
    };
    await mailed();
    town.stand.clock.advance(30_000);
    await mailed();
    town.stand.clock.advance(60_000);
    const token = await mailed();
    const done = await town.service.confirmStepUp(person, { token });
    const renewed = await town.person(cookieOf(done.setCookies));
    // Three in all: without the one that was used the wait would be five minutes.
    town.stand.clock.advance(30_000);
    await expect(town.service.mailStepUp(renewed, {})).resolves.toEqual({ sent: true });
  });
});

describe('a role', () => {
  it('is a deputy’s for its days alone, and its history says by whom and why', async () => {
    const chief = await town.person(
      (await town.staff('chief@example.org', 'administrator')).cookie,
    );
    const holder = await town.staff('holder@example.org', 'controller');
    const deputy = await town.staff('deputy@example.org', 'moderator');
    const now = town.stand.clock.now().getTime();
    const staff = await town.service.listStaff({ ...chief, provenAt: new Date(now) }, {});
    const grant = staff.find((one) => one.personId === holder.personId)!.grants[0]!;
    const dates = {
      validFrom: new Date(now + DAY).toISOString(),
      validTo: new Date(now + 3 * DAY).toISOString(),
    };
    const order = { grantId: grant.grantId, toPersonId: deputy.personId, reason: 'Holiday' };
    await expect(
      town.service.handOverRole({ ...chief, provenAt: new Date(now - 600_000) }, order),
    ).rejects.toMatchObject({ code: 'step-up-required' });
    await town.service.handOverRole({ ...chief, provenAt: new Date(now) }, { ...order, ...dates });
    const rolesOf = async (email: string) =>
      (await town.person(await town.signIn(email))).grants.map(({ role }) => role);
    expect(await rolesOf('deputy@example.org')).toEqual(['moderator']);
    const turn = () =>
      runCommand(
        town.stand.app,
        { kind: 'system', region: REGION, name: 'accounts.turn-grants' },
        turnGrants,
        {},
      );
    town.stand.clock.set(new Date(now + DAY + 1000));
    expect(await turn()).toEqual({ people: 1 });
    const cookie = await town.signIn('deputy@example.org');
    expect((await town.person(cookie)).grants).toHaveLength(2);
    expect(await rolesOf('holder@example.org')).toEqual(['controller']);
    town.stand.clock.set(new Date(now + 3 * DAY + 1000));
    expect((await town.person(cookie)).grants).toHaveLength(1);
    expect(await turn()).toEqual({ people: 1 });
    expect((await town.who(cookie)).kind).toBe('visitor');
    const asked = { personId: deputy.personId };
    const [last] = await town.service.listRoleHistory(chief, asked);
    expect(last).toMatchObject({
      role: 'controller',
      grantedByEmail: 'chief@example.org',
      reason: 'Holiday',
      handedFrom: grant.grantId,
      revokeReason: 'term',
      state: 'over',
    });
    // The same may be handed over again once the term is over.
    const fresh = { ...chief, provenAt: town.stand.clock.now() };
    await town.service.handOverRole(fresh, order);
    expect(await town.service.listRoleHistory(chief, { personId: holder.personId })).toMatchObject([
      { state: 'over', revokedByEmail: 'chief@example.org', revokeReason: 'Holiday' },
    ]);
  });
});
