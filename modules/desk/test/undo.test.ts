import { describe, expect, test } from 'vitest';
import { regionScope, type Actor } from '@otklik/kernel';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { makeDelayedSteps } from '../src/jobs/make-delayed-steps.ts';
import { citizen, published, submitted, worker } from './people.ts';

const house = useInstallation();
const MINUTE_ms = 60_000;
const code = (refused: string) => ({ code: refused });
const desk = () => house.it.faces.desk;
const holder = async (actor: Actor, number: string) =>
  (await desk().openPage(actor, { number })).holder?.by ?? null;

describe('a step', () => {
  test('is taken back by whoever made it, once, while nobody has gone on', async () => {
    const author = await citizen(house.it, 'u-author@example.org');
    const anna = await worker(house.it, 'u-anna@example.org', 'moderator');
    const boris = await worker(house.it, 'u-boris@example.org', 'moderator');
    const number = await submitted(house.it, author);

    const taken = await desk().takeCase(anna, { number });
    const undo = (actor: Actor, { stepId }: { stepId: string }) =>
      desk().undoStep(actor, { stepId });
    await expect(undo(boris, taken)).rejects.toMatchObject(code('not-found'));
    expect((await desk().myPlace(anna, {})).steps).toMatchObject([{ kind: 'take', number }]);
    await undo(anna, taken);
    expect(await holder(anna, number)).toBeNull();
    await expect(undo(anna, taken)).rejects.toMatchObject(code('already-done'));
    expect((await desk().myPlace(anna, {})).steps).toEqual([]);

    await desk().takeCase(anna, { number });
    const back = await desk().giveBack(anna, { number });
    await undo(anna, back);
    expect(await holder(anna, number)).toBe('u-anna@example.org');

    const over = await desk().handOver(anna, { number, to: boris.personId });
    expect(await desk().listMentions(boris, {})).toHaveLength(1);
    await undo(anna, over);
    expect(await holder(anna, number)).toBe('u-anna@example.org');
    expect(await desk().listMentions(boris, {})).toEqual([]);

    const again = await desk().handOver(anna, { number, to: boris.personId });
    await desk().giveBack(boris, { number });
    await expect(undo(anna, again)).rejects.toMatchObject(code('changed-meanwhile'));
    const late = await desk().takeCase(anna, { number });
    house.it.clock.advance(61 * MINUTE_ms);
    await expect(undo(anna, late)).rejects.toMatchObject(code('window-over'));
  });

  test('of a mention brings the mention back', async () => {
    const author = await citizen(house.it, 'm-author@example.org');
    const anna = await worker(house.it, 'm-anna@example.org', 'moderator');
    const boris = await worker(house.it, 'm-boris@example.org', 'moderator');
    const number = await submitted(house.it, author);
    await desk().addNote(anna, { number, text: 'Посмотрите.', mentions: [boris.personId] });
    const [mention] = await desk().listMentions(boris, {});
    const { stepId } = await desk().settleMention(boris, { noteId: mention!.noteId });
    expect(await desk().listMentions(boris, {})).toEqual([]);
    await desk().undoStep(boris, { stepId });
    expect(await desk().listMentions(boris, {})).toHaveLength(1);
  });
});

describe('a holder', () => {
  test('is handed over only from the one that was seen', async () => {
    const author = await citizen(house.it, 's-author@example.org');
    const anna = await worker(house.it, 's-anna@example.org', 'moderator');
    const boris = await worker(house.it, 's-boris@example.org', 'moderator');
    const vera = await worker(house.it, 's-vera@example.org', 'moderator');
    const number = await submitted(house.it, author);
    await desk().takeCase(boris, { number });
    // Seen free, or with somebody who holds it no more.
    for (const from of [undefined, vera.personId])
      await expect(
        desk().handOver(anna, { number, to: vera.personId, ...(from ? { from } : {}) }),
      ).rejects.toMatchObject(code('changed-meanwhile'));
    await desk().handOver(anna, { number, to: vera.personId, from: boris.personId });
    expect(await holder(anna, number)).toBe('s-vera@example.org');
  });

  test('holds it no more once the case is settled', async () => {
    const author = await citizen(house.it, 'r-author@example.org');
    const anna = await worker(house.it, 'r-anna@example.org', 'moderator');
    const clinic = await worker(house.it, 'r-clinic@example.org', 'executor');
    const number = await published(house.it, author, anna);
    await desk().takeCase(anna, { number });
    await desk().takeCase(clinic, { number });
    await house.it.faces.cases.withdrawCase(author, { number });
    expect((await desk().openPage(anna, { number })).holder).toBeNull();
    await expect(desk().takeCase(anna, { number })).rejects.toMatchObject(
      code('changed-meanwhile'),
    );
  });

  test('is called by the name that they chose', async () => {
    const author = await citizen(house.it, 'c-author@example.org');
    const anna = await worker(house.it, 'c-anna@example.org', 'moderator');
    const boris = await worker(house.it, 'c-boris@example.org', 'moderator');
    const number = await submitted(house.it, author);
    await desk().takeCase(anna, { number });
    await desk().nameOneself(anna, { name: 'Анна Петровна Ёлкина' });
    expect(await holder(boris, number)).toBe('Анна Петровна Ёлкина');
    const of = async (beginning: string) =>
      (await desk().listColleagues(boris, { number, beginning })).map(({ name }) => name);
    expect(await of('ёлк')).toEqual(['Анна Петровна Ёлкина']);
    expect(await of('c-an')).toEqual([]);
    expect(await of('нна')).toEqual([]);
    await desk().nameOneself(anna, { name: '' });
    expect(await of('c-an')).toEqual(['c-anna@example.org']);
    await expect(desk().nameOneself(anna, { name: '<b>' })).rejects.toMatchObject(
      code('invalid-input'),
    );
  });
});

describe('a moderator’s step', () => {
  const rowOf = (number: string) =>
    house.it.app.store.withScope(regionScope(REGION), (tx) =>
      tx.db.selectFrom('cases').selectAll().where('number', '=', number).executeTakeFirstOrThrow(),
    );
  /** What the minute's job does, and the letters that come of it. */
  const makeDue = async () => {
    const { app, runJobs } = house.it;
    await makeDelayedSteps.run({ app, payload: {}, signal: new AbortController().signal });
    await runJobs();
  };
  const since = (from: number, number: string) =>
    house.it.letters.slice(from).filter((letter) => letter.text.includes(number));

  test('waits a minute: taken back meanwhile nothing of it has happened', async () => {
    const { faces, letters, runJobs, clock } = house.it;
    const author = await citizen(house.it, 'd-author@example.org');
    const anna = await worker(house.it, 'd-anna@example.org', 'moderator');
    const boris = await worker(house.it, 'd-boris@example.org', 'moderator');
    for (const step of ['publish', 'reject', 'return-message'] as const) {
      const number = await submitted(house.it, author);
      await runJobs();
      const from = letters.length;
      const why = step === 'publish' ? {} : { reason: 'no-facts', note: 'Напишите, где это было.' };
      const { stepId, runAt } = await desk().delayStep(anna, { number, step, ...why });
      expect(runAt.getTime() - clock.now().getTime()).toBe(MINUTE_ms);
      await makeDue();
      expect(await rowOf(number)).toMatchObject({ state: 'submitted', published_at: null });
      await expect(faces.complaints.getComplaint(visitor(), { number })).rejects.toMatchObject(
        code('not-found'),
      );
      // Whoever looks sees it; in the queue the case waits no more; a second step finds the first.
      expect((await desk().openPage(boris, { number })).delayed).toMatchObject({
        step,
        stepId: null,
      });
      const { cases } = await desk().findInQueue(boris, { queue: 'moderation' });
      expect(cases.map((one) => one.number)).not.toContain(number);
      await expect(desk().delayStep(boris, { number, step: 'publish' })).rejects.toMatchObject(
        code('changed-meanwhile'),
      );
      await expect(desk().undoStep(boris, { stepId })).rejects.toMatchObject(code('not-found'));
      await desk().undoStep(anna, { stepId });
      clock.advance(2 * MINUTE_ms);
      await makeDue();
      expect(await rowOf(number)).toMatchObject({ state: 'submitted', version: 1 });
      expect(since(from, number)).toEqual([]);
    }
  });

  test('not taken back it is made as whoever made it, and then it is too late', async () => {
    const { app, letters, clock } = house.it;
    const author = await citizen(house.it, 'e-author@example.org');
    const anna = await worker(house.it, 'e-anna@example.org', 'moderator');
    const number = await submitted(house.it, author);
    const from = letters.length;
    const { stepId } = await desk().delayStep(anna, { number, step: 'publish' });
    clock.advance(MINUTE_ms + 1000);
    await makeDue();
    const row = await rowOf(number);
    expect(row).toMatchObject({ state: 'in-work', published_at: expect.any(Date) });
    expect(since(from, number).map(({ to }) => to)).toContain('e-author@example.org');
    const entry = await app.store.withScope(regionScope(REGION), (tx) =>
      tx.db
        .selectFrom('case_entries')
        .select(['actor', 'role'])
        .where('case_id', '=', row.id)
        .where('move', '=', 'publish')
        .executeTakeFirstOrThrow(),
    );
    expect(entry).toEqual({ actor: `person:${anna.personId}`, role: 'moderator' });
    await expect(desk().undoStep(anna, { stepId })).rejects.toMatchObject(code('window-over'));
    expect((await desk().myPlace(anna, {})).steps).toEqual([]);
  });

  test('keeps its cuts, and refuses a number for life at once', async () => {
    const { faces, clock } = house.it;
    const author = await citizen(house.it, 'g-author@example.org');
    const anna = await worker(house.it, 'g-anna@example.org', 'moderator');
    const story = 'Ирина стояла на входе час: нет бахил, автомат не работает.';
    const number = await submitted(house.it, author, story);
    const publish = { number, step: 'publish' } as const;
    const marked = `[[${story.slice(0, 5)}]]${story.slice(5)}`;
    await desk().delayStep(anna, { ...publish, marked });
    clock.advance(MINUTE_ms + 1000);
    await makeDue();
    const shown = await faces.complaints.getComplaint(visitor(), { number });
    expect(shown.story).toBe(`[…]${story.slice(5)}`);

    const told = await submitted(house.it, author, 'Мой СНИЛС 112-233-445 95, очередь стояла час.');
    const again = { ...publish, number: told };
    await expect(desk().delayStep(anna, again)).rejects.toMatchObject(code('personal-data-left'));
    await desk().delayStep(anna, { ...again, acknowledged: true });
    clock.advance(MINUTE_ms + 1000);
    await makeDue();
    expect(await rowOf(told)).toMatchObject({ state: 'in-work' });
  });

  test('what would refuse it refuses it at once; what has changed meanwhile is not run over', async () => {
    const { faces, clock } = house.it;
    const author = await citizen(house.it, 'f-author@example.org');
    const anna = await worker(house.it, 'f-anna@example.org', 'moderator');
    const boris = await worker(house.it, 'f-boris@example.org', 'moderator');
    const number = await submitted(house.it, author);
    await expect(desk().delayStep(anna, { number, step: 'reject' })).rejects.toMatchObject(
      code('reason-required'),
    );
    await expect(desk().delayStep(anna, { number, step: 'publish-answer' })).rejects.toMatchObject(
      code('move-impossible'),
    );
    await expect(desk().delayStep(author, { number, step: 'publish' })).rejects.toMatchObject(
      code('not-found'),
    );
    await desk().delayStep(anna, { number, step: 'publish' });
    await faces.cases.returnCase(boris, { number, reason: 'no-facts' });
    clock.advance(MINUTE_ms + 1000);
    await makeDue();
    expect(await rowOf(number)).toMatchObject({ state: 'returned', published_at: null });
  });
});
