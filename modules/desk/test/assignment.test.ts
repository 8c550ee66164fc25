import { describe, expect, test } from 'vitest';
import { regionScope, type Actor } from '@otklik/kernel';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { citizen, published, submitted, worker } from './people.ts';

const house = useInstallation();
const MINUTE_ms = 60_000;
const code = (refused: string) => ({ code: refused });
const desk = () => house.it.faces.desk;
const numbersFor = async (actor: Actor, held: 'mine' | 'free' | 'all', queue = 'moderation') =>
  (await desk().findInQueue(actor, { queue: queue as 'all', held })).cases.map(
    ({ number }) => number,
  );

describe('who holds a case', () => {
  test('is shown in the queue, and "mine" and "free" keep to it', async () => {
    const author = await citizen(house.it, 'author@example.org');
    const anna = await worker(house.it, 'anna@example.org', 'moderator');
    const boris = await worker(house.it, 'boris@example.org', 'moderator');
    const held = await submitted(house.it, author);
    house.it.clock.advance(MINUTE_ms);
    const free = await submitted(house.it, author);
    await desk().takeCase(anna, { number: held });

    expect(await numbersFor(anna, 'mine')).toEqual([held]);
    expect(await numbersFor(anna, 'free')).toEqual([free]);
    expect(await numbersFor(boris, 'mine')).toEqual([]);
    expect(await numbersFor(boris, 'all')).toEqual([held, free]);
    const [shown] = (await desk().findInQueue(boris, { queue: 'moderation' })).cases;
    expect(shown!.holder).toMatchObject({ by: 'anna@example.org', oneself: false });
    await expect(desk().takeCase(visitor(), { number: free })).rejects.toMatchObject(
      code('sign-in-required'),
    );
  });

  test('is free again once whoever held it works here no more, and the board says so', async () => {
    const author = await citizen(house.it, 'g-author@example.org');
    const anna = await worker(house.it, 'g-anna@example.org', 'moderator');
    const boris = await worker(house.it, 'g-boris@example.org', 'moderator');
    const number = await submitted(house.it, author);
    await desk().takeCase(anna, { number });
    const rowOf = async () =>
      (await desk().showBoard(boris, {})).holders.find(({ id }) => id === anna.personId);
    const { free } = await desk().showBoard(boris, {});
    expect(await numbersFor(boris, 'free')).not.toContain(number);
    expect(await rowOf()).toMatchObject({ total: 1, gone: false });
    await house.it.app.store.withScope(
      regionScope(REGION),
      (tx) =>
        tx.db
          .updateTable('grants')
          .set({ revoked_at: tx.now })
          .where('person_id', '=', anna.personId)
          .execute(),
      { now: house.it.clock.now() },
    );
    expect(await numbersFor(boris, 'free')).toContain(number);
    expect(await rowOf()).toMatchObject({ total: 1, gone: true });
    expect((await desk().showBoard(boris, {})).free).toBe(free + 1);
    await desk().takeCase(boris, { number, from: 'g-anna@example.org' });
    expect(await numbersFor(boris, 'free')).not.toContain(number);
  });

  test('changes only from the holder that was seen', async () => {
    const author = await citizen(house.it, 't-author@example.org');
    const anna = await worker(house.it, 't-anna@example.org', 'moderator');
    const boris = await worker(house.it, 't-boris@example.org', 'moderator');
    const number = await submitted(house.it, author);
    const taken = await Promise.allSettled([
      desk().takeCase(anna, { number }),
      desk().takeCase(boris, { number }),
    ]);
    expect(taken.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [winner, loser, address] =
      taken[0]!.status === 'fulfilled'
        ? [anna, boris, 't-anna@example.org']
        : [boris, anna, 't-boris@example.org'];

    await expect(desk().takeCase(winner, { number })).rejects.toMatchObject(code('already-done'));
    await expect(desk().giveBack(loser, { number })).rejects.toMatchObject(
      code('changed-meanwhile'),
    );
    await desk().takeCase(loser, { number, from: address });
    await expect(desk().takeCase(winner, { number, from: address })).rejects.toMatchObject(
      code('changed-meanwhile'),
    );
    await desk().giveBack(loser, { number });
    expect((await desk().openPage(loser, { number })).holder).toBeNull();
  });

  test('is handed over with a note that reaches the colleague', async () => {
    const author = await citizen(house.it, 'h-author@example.org');
    const anna = await worker(house.it, 'h-anna@example.org', 'moderator');
    const boris = await worker(house.it, 'h-boris@example.org', 'moderator');
    const clinic = await worker(house.it, 'h-clinic@example.org', 'executor');
    const number = await published(house.it, author, anna);
    await desk().takeCase(anna, { number });
    for (const to of ['h-clinic@example.org', 'h-author@example.org'])
      await expect(desk().handOver(anna, { number, to })).rejects.toMatchObject(
        code('unknown-reference'),
      );
    await desk().handOver(anna, { number, to: 'h-boris@example.org', note: 'Я в отпуске.' });
    const { holder } = await desk().openPage(boris, { number });
    expect(holder).toMatchObject({ by: 'h-boris@example.org', oneself: true });
    const [mention] = await desk().listMentions(boris, {});
    expect(mention).toMatchObject({ number, by: 'h-anna@example.org' });
    expect(mention!.text).toContain('Я в отпуске.');
    // The clinic's side holds the case by itself, and does not learn who holds it elsewhere.
    expect((await desk().openPage(clinic, { number })).holder).toBeNull();
    await desk().takeCase(clinic, { number });
    expect(await numbersFor(clinic, 'mine', 'replies')).toEqual([number]);
    expect((await desk().openPage(boris, { number })).holder).toMatchObject({ oneself: true });
  });
});

describe('who has a case open', () => {
  test('is told to colleagues of the same side for ten minutes', async () => {
    const author = await citizen(house.it, 'p-author@example.org');
    const anna = await worker(house.it, 'p-anna@example.org', 'moderator');
    const boris = await worker(house.it, 'p-boris@example.org', 'controller');
    const clinic = await worker(house.it, 'p-clinic@example.org', 'executor');
    const number = await published(house.it, author, anna);
    const opened = house.it.clock.now();
    expect((await desk().openPage(anna, { number })).others).toEqual([]);
    house.it.clock.advance(3 * MINUTE_ms);
    expect((await desk().openPage(boris, { number })).others).toEqual([
      { by: 'p-anna@example.org', at: opened },
    ]);
    expect((await desk().openPage(clinic, { number })).others).toEqual([]);
    house.it.clock.advance(7 * MINUTE_ms);
    expect((await desk().openPage(boris, { number })).others).toHaveLength(1);
    house.it.clock.advance(1000);
    expect((await desk().openPage(boris, { number })).others).toEqual([]);
    await expect(desk().openPage(author, { number })).rejects.toMatchObject(code('forbidden'));
  });
});
