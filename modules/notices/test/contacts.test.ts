import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addressOf,
  confirmContact,
  contactFor,
  findContact,
  forgetContact,
  isConfirmed,
} from '../src/index.ts';
import { openStand, type Stand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());

describe('contacts', () => {
  it('find one contact for all spellings of an address, and keep none of them in clear', async () => {
    const ids: string[] = [];
    for (const email of [
      'Anna.Petrova@Example.org',
      ' anna.petrova@EXAMPLE.ORG ',
      'anna.petrova@example.org',
    ])
      ids.push(await stand.inRegion((tx) => contactFor(tx, { email, locale: 'ru' })));
    expect(new Set(ids).size).toBe(1);
    const { rows } = await stand.raw('select contacts::text as line from contacts');
    expect(rows).toHaveLength(1);
    expect(rows[0].line.toLowerCase()).not.toContain('petrova');
    expect(await stand.inRegion((tx) => addressOf(tx, ids[0]!))).toEqual({
      email: 'anna.petrova@example.org',
      locale: 'ru',
    });
  });

  it('write internationalised domains in one form', async () => {
    const one = await stand.inRegion((tx) =>
      contactFor(tx, { email: 'иван@Пример.рф', locale: 'ru' }),
    );
    const two = await stand.inRegion((tx) => findContact(tx, 'ИВАН@xn--e1afmkfd.xn--p1ai'));
    expect(two).toBe(one);
  });

  it.each([
    '',
    'a',
    'a@b',
    '@example.org',
    'a@@example.org',
    'a b@example.org',
    'a@exam_ple.org',
    'a@.org',
    'a@example.org@x.ru',
    'a\r\nBcc: b@x.ru',
  ])('refuse %j', async (email) => {
    await expect(
      stand.inRegion((tx) => contactFor(tx, { email, locale: 'ru' })),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      data: { issues: [{ path: 'email' }] },
    });
  });

  it('are made once by twelve senders at once', async () => {
    const email = 'crowd@example.org';
    const ids = await Promise.all(
      Array.from({ length: 12 }, () =>
        stand.inRegion((tx) => contactFor(tx, { email, locale: 'en' })),
      ),
    );
    expect(new Set(ids).size).toBe(1);
  });

  it('of one region are neither found nor opened in another', async () => {
    const email = 'border@example.org';
    const id = await stand.inRegion((tx) => contactFor(tx, { email, locale: 'ru' }));
    expect(await stand.inRegion((tx) => findContact(tx, email), 'RU-SPE')).toBeNull();
    expect(await stand.inRegion((tx) => addressOf(tx, id), 'RU-SPE')).toBeNull();
    const other = await stand.inRegion((tx) => contactFor(tx, { email, locale: 'ru' }), 'RU-SPE');
    expect(other).not.toBe(id);
    const { rows } = await stand.raw(
      'select distinct email_index from contacts where id = any($1)',
      [[id, other]],
    );
    expect(rows).toHaveLength(2);
  });

  it('remember when they were confirmed first, and are gone once forgotten', async () => {
    const email = 'leaving@example.org';
    const id = await stand.inRegion((tx) => contactFor(tx, { email, locale: 'ru' }));
    expect(await stand.inRegion((tx) => isConfirmed(tx, id))).toBe(false);
    await stand.inRegion((tx) => confirmContact(tx, id));
    expect(await stand.inRegion((tx) => isConfirmed(tx, id))).toBe(true);
    await stand.inRegion((tx) => forgetContact(tx, id));
    expect(await stand.inRegion((tx) => addressOf(tx, id))).toBeNull();
    expect(await stand.inRegion((tx) => findContact(tx, email))).toBeNull();
  });
});
