import { describe, expect, test } from 'vitest';
import type { Actor } from '@otklik/kernel';
import { useInstallation } from '../../../tests/support/installation.ts';
import { citizen, CLINIC, published, submitted, worker } from './people.ts';

const house = useInstallation();
const DAY_ms = 86_400_000;
const desk = () => house.it.faces.desk;
type Question = Parameters<ReturnType<typeof desk>['findInQueue']>[1];
const found = async (actor: Actor, question: Partial<Question>) =>
  (await desk().findInQueue(actor, { queue: 'all', ...question } as Question)).cases.map(
    ({ number }) => number,
  );

describe('a queue', () => {
  test('is narrowed by state, place, topic, term, holder and words', async () => {
    const author = await citizen(house.it, 'f-author@example.org');
    const anna = await worker(house.it, 'f-anna@example.org', 'moderator');
    const clinic = await worker(house.it, 'f-clinic@example.org', 'executor');
    const waiting = await submitted(house.it, author);
    house.it.clock.advance(60_000);
    const out = await published(house.it, author, anna);
    await desk().takeCase(anna, { number: out });

    expect(await found(anna, { state: 'submitted' })).toEqual([waiting]);
    expect(await found(anna, { topic: 'no-shoe-covers' })).toHaveLength(2);
    expect(await found(anna, { topic: 'no-such-topic' })).toEqual([]);
    expect(await found(anna, { clinic: CLINIC })).toHaveLength(2);
    expect(await found(anna, { clinic: 'msk-a-002-y' })).toEqual([]);
    expect(await found(anna, { clinic: 'nowhere' })).toEqual([]);
    expect(await found(anna, { holder: anna.personId })).toEqual([out]);
    expect(await found(anna, { held: 'free' })).toEqual([waiting]);
    expect(await found(anna, { due: 'overdue' })).toEqual([]);
    // Words: of the number, the topic, the clinic, the published text and never the sealed one.
    expect(await found(anna, { q: waiting })).toEqual([waiting]);
    expect(await found(anna, { q: 'бахил' })).toHaveLength(2);
    expect(await found(anna, { q: 'автоматы работают' })).toEqual([out]);
    expect(await found(anna, { q: '%' })).toEqual([]);
    // The clinic finds nothing of what it may not read.
    expect(await found(clinic, { q: waiting })).toEqual([]);
    expect(await found(clinic, { q: 'автоматы работают' })).toEqual([out]);

    const parts = await desk().describeQueue(anna, { queue: 'all' });
    expect(parts.states.toSorted()).toEqual(['in-work', 'submitted']);
    expect(parts.topics.map(({ code }) => code)).toEqual(['no-shoe-covers']);
    expect(parts.clinics.map(({ code }) => code)).toEqual([CLINIC]);
    const [district] = parts.districts;
    if (district) expect(await found(anna, { district: district.id })).toHaveLength(2);
    expect(await found(anna, { district: 'no-such-place' })).toEqual([]);

    house.it.clock.advance(2 * DAY_ms);
    expect(await found(anna, { due: 'overdue' })).toEqual([waiting]);
    const list = await desk().findInQueue(anna, { queue: 'all', limit: 1 });
    expect(list).toMatchObject({ total: 2, more: false });
    expect(list.cases[0]!.left).toMatchObject({ late: true, unit: 'hours', days: 0, hours: 24 });
    const [reply] = (await desk().findInQueue(anna, { queue: 'all', state: 'in-work' })).cases;
    expect(reply!.left).toMatchObject({ late: false, unit: 'working-days' });
    // By age the pages go on where the last one ended.
    const first = await desk().findInQueue(anna, { queue: 'all', sort: 'age', limit: 1 });
    const second = { queue: 'all' as const, sort: 'age' as const, limit: 1, cursor: first.next! };
    expect(
      [...first.cases, ...(await desk().findInQueue(anna, second)).cases].map((one) => one.number),
    ).toEqual([waiting, out]);
  });

  test('shows what was chosen, and leaves out what is out of reach', async () => {
    const author = await citizen(house.it, 'l-author@example.org');
    const anna = await worker(house.it, 'l-anna@example.org', 'moderator');
    const clinic = await worker(house.it, 'l-clinic@example.org', 'executor');
    const waiting = await submitted(house.it, author);
    const out = await published(house.it, author, anna);
    const numbers = [out, waiting];
    const seen = await desk().lookAtCases(anna, { numbers });
    expect(seen.map(({ number }) => number)).toEqual(numbers);
    expect((await desk().lookAtCases(clinic, { numbers })).map(({ number }) => number)).toEqual([
      out,
    ]);
    for (const actor of [clinic, author])
      await expect(desk().lookAtCases(actor, { numbers: [waiting] })).rejects.toBeTruthy();
  });
});

describe('views', () => {
  test('are one’s own, twenty at most, and one of a queue is the first', async () => {
    const anna = await worker(house.it, 'v-anna@example.org', 'moderator');
    const boris = await worker(house.it, 'v-boris@example.org', 'moderator');
    const view = (name: string, isDefault = false) =>
      desk().saveView(anna, { name, queue: 'all', filters: { due: 'overdue' }, isDefault });
    const { viewId } = await view('Просрочено', true);
    await expect(view('просрочено')).rejects.toMatchObject({ code: 'already-exists' });
    const { viewId: second } = await view('Второй', true);
    expect((await desk().listViews(anna, {})).map((one) => [one.name, one.isDefault])).toEqual([
      ['Просрочено', false],
      ['Второй', true],
    ]);
    expect(await desk().listViews(boris, {})).toEqual([]);
    await expect(desk().deleteView(boris, { viewId })).rejects.toMatchObject({ code: 'not-found' });
    await desk().setDefaultView(anna, { viewId: second, isDefault: false });
    for (let made = 2; made < 20; made += 1) await view(`Вид ${made}`);
    await expect(view('Лишний')).rejects.toMatchObject({ code: 'invalid-input' });

    const { stepId } = await desk().deleteView(anna, { viewId });
    expect(await desk().listViews(anna, {})).toHaveLength(19);
    await expect(desk().undoStep(boris, { stepId })).rejects.toMatchObject({ code: 'not-found' });
    await desk().undoStep(anna, { stepId });
    expect((await desk().listViews(anna, {}))[0]!.name).toBe('Просрочено');
  });
});
