import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { markBounced, contactFor } from '@otklik/notices';
import { stopTicket, type Frequency } from '../src/index.ts';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { citizen, CLINIC, inRegion, MINUTE_ms, publish } from './town.ts';

const house = useInstallation();
let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
});
afterAll(() => boss.end());

const rows = async (sql: string, ...values: unknown[]) => (await boss.query(sql, values)).rows;
const NO_SCRIPT = { proofOfWork: 'no-script' };
let visitors = 0;
const ask = (
  email: string,
  target: object = { clinic: CLINIC },
  frequency: Frequency = 'daily',
) => {
  visitors += 1;
  return house.it.faces.subscriptions.subscribe(
    visitor(`origin-${visitors}`),
    { target, frequency, email, locale: 'ru' },
    NO_SCRIPT,
  );
};
/** The token of the last letter that asks this address. */
async function tokenFor(email: string): Promise<string> {
  await house.it.runJobs();
  const letter = house.it.letters.findLast((one) => one.to === email)!;
  return /\/subscribe\/confirm\/([\w-]{43})/.exec(letter.text)![1]!;
}
const contactOf = (email: string): Promise<string> =>
  inRegion(house.it, (tx) => contactFor(tx, { email, locale: 'ru' }));

describe('by e-mail alone', () => {
  test('nothing begins before the link of the letter is pressed', async () => {
    const { faces } = house.it;
    expect(await ask('anna@example.org')).toEqual({ asked: true });
    const contact = await contactOf('anna@example.org');
    expect(await rows('select 1 from subscriptions where contact_id = $1', contact)).toEqual([]);
    const token = await tokenFor('anna@example.org');
    const begun = await faces.subscriptions.confirmSubscription(visitor(), { token });
    expect(begun).toMatchObject({ frequency: 'daily' });
    // Pressed twice, by impatience or by a second tab, it is the same one.
    expect(await faces.subscriptions.confirmSubscription(visitor(), { token })).toEqual(begun);
    expect(
      await rows(
        'select s.state, s.next_at, c.confirmed_at is not null as confirmed from subscriptions s join contacts c on c.id = s.contact_id where s.contact_id = $1',
        contact,
      ),
    ).toEqual([{ state: 'active', next_at: new Date('2026-06-11T06:00:00Z'), confirmed: true }]);
  });

  test('the answer is the same whether the address is subscribed or not', async () => {
    const before = await ask('nobody-yet@example.org');
    const token = await tokenFor('nobody-yet@example.org');
    await house.it.faces.subscriptions.confirmSubscription(visitor(), { token });
    expect(await ask('nobody-yet@example.org')).toEqual(before);
    await house.it.runJobs();
    const [first, second] = house.it.letters.filter((one) => one.to === 'nobody-yet@example.org');
    const without = (text: string): string => text.replace(/[\w-]{43}/g, '');
    expect(without(second!.text)).toBe(without(first!.text));
  });

  test('an old link, one of nothing and one too many in a day are refused', async () => {
    const { faces, clock } = house.it;
    const confirm = (token: string) =>
      faces.subscriptions.confirmSubscription(visitor(), { token });
    await ask('late@example.org');
    const token = await tokenFor('late@example.org');
    clock.advance(48 * 60 * MINUTE_ms + 1);
    await expect(confirm(token)).rejects.toMatchObject({ code: 'link-expired' });
    await expect(confirm('x'.repeat(43))).rejects.toMatchObject({ code: 'link-expired' });
    for (let letter = 0; letter < 5; letter += 1) await ask('flood@example.org');
    await expect(ask('flood@example.org')).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  test('without an address, or of what nobody sees, there is none', async () => {
    const { faces } = house.it;
    const refused = (input: object) =>
      faces.subscriptions.subscribe(visitor(), input as never, NO_SCRIPT);
    await expect(refused({ target: { clinic: CLINIC }, frequency: 'daily' })).rejects.toMatchObject(
      { code: 'invalid-input' },
    );
    const email = 'curious@example.org';
    const author = await citizen(house.it, 'author@example.org');
    const { number } = await faces.complaints.fileComplaint(author, {
      clinic: CLINIC,
      topic: 'wait-at-door-over-1h',
      story: 'Записалась на девять утра, вошла в кабинет только в половине двенадцатого.',
      facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
    });
    for (const target of [{ number }, { number: '26-000000-5' }, { clinic: 'no-such' }])
      await expect(refused({ target, frequency: 'daily', email })).rejects.toMatchObject({
        code: 'not-found',
      });
  });
});

describe('one’s own', () => {
  test('begin at once, are listed, changed and stopped; others do not see them', async () => {
    const { faces } = house.it;
    const me = await citizen(house.it, 'me@example.org');
    const other = await citizen(house.it, 'other@example.org');
    const number = await publish(house.it);
    for (const target of [{}, { clinic: CLINIC }, { number }, { q: 'кабинет', clinic: CLINIC }])
      expect(
        await faces.subscriptions.subscribe(me, { target, frequency: 'weekly', locale: 'ru' }),
      ).toEqual({ asked: false });
    const { subscriptions } = await faces.subscriptions.listMine(me, {});
    expect(subscriptions.map((one) => one.title.ru).join()).toContain(`обращение ${number}`);
    expect(subscriptions).toHaveLength(4);
    const { id } = subscriptions.find((one) => one.path === '/complaints')!;
    await faces.subscriptions.changeSubscription(me, { id, frequency: 'at-once' });
    const strange = faces.subscriptions.stopSubscription(other, { id });
    await expect(strange).rejects.toMatchObject({ code: 'not-found' });
    await faces.subscriptions.stopSubscription(me, { id });
    const after = await faces.subscriptions.listMine(me, {});
    expect(after.subscriptions.at(-1)).toMatchObject({ id, state: 'stopped', stopReason: 'asked' });
    expect((await faces.subscriptions.listMine(other, {})).subscriptions).toEqual([]);
  });

  test('are stopped by the link of a letter, without signing in, one or all, again and again', async () => {
    const { faces, app } = house.it;
    const me = await citizen(house.it, 'linked@example.org');
    for (const target of [{}, { clinic: CLINIC }])
      await faces.subscriptions.subscribe(me, { target, frequency: 'daily', locale: 'ru' });
    const { subscriptions } = await faces.subscriptions.listMine(me, {});
    const [one, two] = subscriptions.map((some) => stopTicket(app.ports.keys, some.id));
    const stop = (ticket: string, all = false) =>
      faces.subscriptions.stopByLink(visitor(), { ticket, all });
    expect(await faces.subscriptions.lookAtLink(visitor(), { ticket: one! })).toMatchObject({
      state: 'active',
    });
    expect(await stop(one!)).toBe(1);
    expect(await stop(one!)).toBe(0);
    expect(await stop(two!, true)).toBe(1);
    for (const forged of [`${subscriptions[0]!.id}.${'x'.repeat(43)}`, '', 'a.b', two!.slice(1)])
      await expect(stop(forged)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('an address that refuses letters stops them, and so does its erasure, which leaves no row', async () => {
    const { faces, app } = house.it;
    const me = await citizen(house.it, 'gone@example.org');
    await faces.subscriptions.subscribe(me, {
      target: { clinic: CLINIC },
      frequency: 'daily',
      locale: 'ru',
    });
    const [row] = await rows('select id from subscriptions where contact_id = $1', me.personId);
    await inRegion(house.it, (tx) => markBounced(tx, me.personId));
    expect((await faces.subscriptions.listMine(me, {})).subscriptions[0]).toMatchObject({
      state: 'stopped',
      stopReason: 'bounced',
    });
    await ask('gone@example.org');
    const system = { kind: 'system', region: REGION, name: 'replay-erasures' } as const;
    await faces.notices.eraseContact(system, { subjectId: me.personId, ground: 'own wish' });
    for (const table of ['subscriptions', 'subscription_requests'])
      expect(await rows(`select 1 from ${table} where contact_id = $1`, me.personId)).toEqual([]);
    const ticket = stopTicket(app.ports.keys, row!.id as string);
    expect(await faces.subscriptions.stopByLink(visitor(), { ticket })).toBe(0);
    expect(await faces.subscriptions.lookAtLink(visitor(), { ticket })).toBeNull();
  });

  test('what was typed and never confirmed is forgotten after its term', async () => {
    const { faces, clock } = house.it;
    await ask('forgotten@example.org');
    clock.advance(73 * 60 * MINUTE_ms);
    const retention = { kind: 'system', region: REGION, name: 'retention' } as const;
    const { removed } = await faces.subscriptions.forgetRequests(retention, {});
    expect(removed).toBeGreaterThan(0);
    expect(await rows('select 1 from subscription_requests')).toEqual([]);
  });
});
