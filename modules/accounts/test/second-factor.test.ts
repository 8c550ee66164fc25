import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantsOf } from '@otklik/kernel';
import { cookieOf, FIREFOX, openTown, VISITOR, type Town } from './people.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

describe('the second factor', () => {
  it('is demanded: a mailed link alone makes no staff right count', async () => {
    const { secret } = await town.staff('moderator@example.org', 'moderator');
    town.stand.clock.advance(60_000);
    const token = await town.linkFor('moderator@example.org');
    const done = await town.service.completeSignIn(VISITOR, { token, userAgent: FIREFOX });
    expect(done.next).toBe('second-factor');
    const before = await town.person(cookieOf(done.setCookies));
    expect(before.grants).toHaveLength(1);
    expect(grantsOf(before)).toEqual([]);
    const given = await town.service.verifyTotp(before, { code: town.code(secret) });
    const after = await town.person(cookieOf(given.setCookies));
    expect(grantsOf(after)).toHaveLength(1);
    expect(after.sessionId).not.toBe(before.sessionId);
    expect((await town.who(cookieOf(done.setCookies))).kind).toBe('visitor');
  });

  it('is asked again after twelve hours', async () => {
    const { cookie } = await town.staff('half-day@example.org', 'controller');
    expect((await town.person(cookie)).secondFactor).toBe(true);
    town.stand.clock.advance(12 * 3_600_000);
    expect((await town.person(cookie)).secondFactor).toBe(false);
  });

  it('leads staff without one to enrol, and their grants do not count before', async () => {
    await town.staff('new@example.org', 'executor', { kind: 'clinic', id: 'c1' });
    const { rows } = await town.stand.raw(`select person_id from grants where reach_id = 'c1'`);
    await town.stand.raw('delete from second_factors where person_id = $1', [rows[0].person_id]);
    town.stand.clock.advance(60_000);
    const token = await town.linkFor('new@example.org');
    const done = await town.service.completeSignIn(VISITOR, { token, userAgent: FIREFOX });
    expect(done.next).toBe('enrol');
    expect(grantsOf(await town.who(cookieOf(done.setCookies)))).toEqual([]);
  });

  it('takes a code once, and no wrong one', async () => {
    const { cookie, secret } = await town.staff('codes@example.org', 'moderator');
    const code = town.code(secret);
    const given = await town.service.verifyTotp(await town.person(cookie), { code });
    const actor = await town.person(cookieOf(given.setCookies));
    for (const wrong of [code, '000000'])
      await expect(town.service.verifyTotp(actor, { code: wrong })).rejects.toMatchObject({
        code: 'credential-invalid',
      });
  });

  it('takes one code of two at the same moment', async () => {
    const { secret } = await town.staff('twice@example.org', 'moderator');
    town.stand.clock.advance(60_000);
    const actor = await town.person(await town.signIn('twice@example.org'));
    const code = town.code(secret);
    const tries = await Promise.allSettled(
      [1, 2].map(() => town.service.verifyTotp(actor, { code })),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  /** At the start of a window of fixed limits, so that they do not come between. */
  const toWindow = () =>
    town.stand.clock.set(new Date(Math.ceil(town.stand.clock.now().getTime() / 900_000) * 900_000));
  const guessBy = async (cookie: string): Promise<string> => {
    const actor = await town.person(cookie);
    return town.service.verifyTotp(actor, { code: '123456' }).then(
      () => 'right',
      ({ code, data }) => [code, data.retryAfter_s ?? ''].join(' ').trim(),
    );
  };

  it('lets wrong codes wait longer and longer, at every door and in every session, until a right one', async () => {
    const { cookie, secret } = await town.staff('guessed@example.org', 'moderator');
    const other = await town.staff('not-guessed@example.org', 'moderator');
    town.stand.clock.advance(60_000);
    const bare = await town.signIn('guessed@example.org');
    toWindow();
    for (let i = 0; i < 5; i += 1)
      expect(await guessBy(i % 2 ? bare : cookie)).toBe('credential-invalid');
    expect(await guessBy(bare)).toBe('too-many-requests 30');
    await expect(
      town.service.useRecoveryCode(await town.person(bare), { code: 'aaaa-bbbb-cccc' }),
    ).rejects.toMatchObject({ code: 'too-many-requests' });
    expect(await guessBy(other.cookie)).toBe('credential-invalid');
    town.stand.clock.advance(30_000);
    expect(await guessBy(bare)).toBe('credential-invalid');
    town.stand.clock.advance(59_000);
    expect(await guessBy(cookie)).toBe('too-many-requests 1');
    town.stand.clock.advance(1000);
    const right = await town.service.verifyTotp(await town.person(cookie), {
      code: town.code(secret),
    });
    expect(await guessBy(cookieOf(right.setCookies))).toBe('credential-invalid');
  });

  it('counts many guesses at once one by one, and forgets them after half a day', async () => {
    const { cookie } = await town.staff('many@example.org', 'moderator');
    toWindow();
    const told = await Promise.all(Array.from({ length: 9 }, () => guessBy(cookie)));
    expect(told.filter((code) => code === 'credential-invalid')).toHaveLength(5);
    town.stand.clock.advance(12 * 3_600_000);
    for (let i = 0; i < 5; i += 1) expect(await guessBy(cookie)).toBe('credential-invalid');
    expect(await guessBy(cookie)).toBe('too-many-requests 30');
  });

  it('is replaced by ten recovery codes, each once', async () => {
    const bare = await town.signIn('recovery@example.org');
    const { recoveryCodes, cookie } = await town.enrol(bare);
    expect(new Set(recoveryCodes).size).toBe(10);
    const typed = recoveryCodes[0]!.toUpperCase().replace('-', ' ');
    const used = await town.service.useRecoveryCode(await town.person(cookie), { code: typed });
    expect(used.left).toBe(9);
    const actor = await town.person(cookieOf(used.setCookies));
    await expect(
      town.service.useRecoveryCode(actor, { code: recoveryCodes[0]! }),
    ).rejects.toMatchObject({ code: 'credential-invalid' });
  });

  it('cannot be replaced by whoever holds the mailbox alone', async () => {
    await town.staff('stolen@example.org', 'moderator');
    town.stand.clock.advance(60_000);
    const actor = await town.person(await town.signIn('stolen@example.org'));
    await expect(town.service.enrolTotp(actor, {})).rejects.toMatchObject({
      code: 'second-factor-required',
    });
  });

  it('is removed with one more code, which ends every session', async () => {
    const { cookie, secret } = await town.staff('remove@example.org', 'moderator');
    const actor = await town.person(cookie);
    await expect(town.service.removeTotp(actor, { code: '000000' })).rejects.toMatchObject({
      code: 'credential-invalid',
    });
    await town.service.removeTotp(actor, { code: town.code(secret) });
    expect((await town.who(cookie)).kind).toBe('visitor');
  });
});
