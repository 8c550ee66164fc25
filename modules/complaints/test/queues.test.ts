import { beforeAll, expect, test } from 'vitest';
import { newId, type Actor } from '@otklik/kernel';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';

const house = useInstallation();
const region = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: region });
const coordinator = staff(newId(), { role: 'coordinator', reach: region });
let mine: Actor;
let theirs: Actor;
let other: string;
let numbers: string[];

const facts = { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' };
const answer = (number: string) => ({
  number,
  text: 'Проверили расписание и добавили второй кабинет с понедельника.',
  outcome: 'change-made' as const,
  signerName: 'Иванова А. А.',
  signerPost: 'Главный врач',
});

beforeAll(async () => {
  const { accounts, faces } = house.it;
  const link = await accounts.signInLinkFor(REGION, 'citizen');
  const token = link.split('/').at(-1)!;
  const { personId } = await accounts.completeSignIn(visitor(), { token, userAgent: null });
  const person = staff(personId);
  const { clinics } = await faces.registry.findClinics(visitor(), { limit: 2 });
  const [own, neighbour] = await Promise.all(
    clinics.map(({ code }) => faces.registry.getClinic(visitor(), { code })),
  );
  mine = staff(newId(), { role: 'executor', reach: { kind: 'clinic', id: own!.id } });
  theirs = staff(newId(), { role: 'executor', reach: { kind: 'clinic', id: neighbour!.id } });
  other = neighbour!.code;
  numbers = [];
  const story = 'Ждали у двери два с половиной часа, никто ничего не объяснил.';
  for (let index = 0; index < 9; index += 1) {
    const filed = await faces.complaints.fileComplaint(person, {
      clinic: clinics[index % 2]!.code,
      topic: 'wait-at-door-over-1h',
      story: `${story} ${index}`,
      facts,
    });
    numbers.push(filed.number);
  }
  for (const number of numbers.slice(0, 6))
    await faces.complaints.publishComplaint(moderator, { number });
});

const countsOf = async (actor: Actor) =>
  Object.fromEntries(
    (await house.it.faces.cases.countQueues(actor, {})).map((one) => [
      one.queue,
      [one.total, one.late],
    ]),
  );

test('each sees the queues of the own roles, a clinic its own published cases alone', async () => {
  expect(await countsOf(moderator)).toEqual({
    danger: [0, 0],
    moderation: [3, 0],
    appeals: [0, 0],
    answers: [0, 0],
    proposals: [0, 0],
    overdue: [0, 0],
    all: [9, 0],
  });
  // Three of the six published are about this clinic; of the unpublished it knows nothing.
  expect(await countsOf(mine)).toEqual({ replies: [3, 0], overdue: [0, 0], all: [3, 0] });
});

test('pages follow each other without a gap or a repeat, with the names of clinics', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  let last: string | null = null;
  do {
    const page = await house.it.faces.cases.listQueue(moderator, {
      queue: 'all',
      limit: 2,
      ...(cursor ? { cursor } : {}),
    });
    for (const one of page.cases) {
      seen.push(one.number);
      expect(one.clinic?.nameRu).toBeTruthy();
    }
    cursor = page.next ?? undefined;
    last = page.previous;
  } while (cursor);
  expect(seen.toSorted()).toEqual(numbers.toSorted());
  // And back again, page by page, to the first, which has none before it.
  const back: string[] = [];
  let edge: string | null = last;
  while (edge) {
    const page = await house.it.faces.cases.listQueue(moderator, {
      queue: 'all',
      limit: 2,
      before: edge,
    });
    expect(page.next).not.toBeNull();
    back.unshift(...page.cases.map((one) => one.number));
    edge = page.previous;
  }
  expect(back).toEqual(seen.slice(0, -1));
  await expect(
    house.it.faces.cases.listQueue(moderator, { queue: 'all', cursor: "x'~y" }),
  ).rejects.toMatchObject({ code: 'invalid-input' });
});

test('an answer that was sent back is marked until another one replaces it; late ones count', async () => {
  const { cases } = house.it.faces;
  const number = numbers[0]!;
  await cases.handInAnswer(mine, answer(number));
  await cases.returnAnswer(moderator, { number, reason: 'boilerplate-only' });
  const marked = async (who = mine) =>
    (await cases.listQueue(who, { queue: 'replies' })).cases
      .filter((one) => one.answerReturned)
      .map((one) => one.number);
  expect(await marked()).toEqual([number]);
  house.it.clock.advance(30 * 86_400_000);
  expect(await countsOf(mine)).toEqual({ replies: [3, 3], overdue: [3, 3], all: [3, 3] });
  await cases.handInAnswer(mine, answer(number));
  expect(await marked()).toEqual([]);
  // What was sent back to one clinic is nothing of the next.
  await cases.returnAnswer(moderator, { number, reason: 'boilerplate-only' });
  expect(await marked()).toEqual([number]);
  house.it.clock.advance(60_000);
  await cases.rerouteCase(coordinator, { number, clinic: other });
  expect((await cases.listQueue(theirs, { queue: 'replies' })).cases).toContainEqual(
    expect.objectContaining({ number, answerReturned: false }),
  );
  await cases.handInAnswer(theirs, answer(number));
  await cases.returnAnswer(moderator, { number, reason: 'boilerplate-only' });
  expect(await marked(theirs)).toEqual([number]);
});
