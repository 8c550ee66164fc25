import { describe, expect, test } from 'vitest';
import { settledLinkCounts } from '../src/index.ts';
import { proven, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { citizen, CLINIC, inRegion, naming, post, worker } from './people.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const named = () => house.it.faces.namedStaff;
const DAY_ms = 86_400_000;
const OTHER = 'msk-a-002-y';
type Worker = Awaited<ReturnType<typeof worker>>;

let made = 0;
/** A published message with a settled link; each with people of its own. */
async function settled(lastName: string, { tied = true, clinic = CLINIC } = {}) {
  made += 1;
  const at = (name: string): string => `${name}-${made}@example.org`;
  const author = await citizen(house.it, at('author'));
  const moderator = await worker(house.it, at('moderator'), 'moderator');
  const head = proven(await worker(house.it, at('head'), 'head', clinic));
  const executor = await worker(house.it, at('executor'), 'executor', clinic);
  const doctor = await citizen(house.it, at('doctor'));
  const postId = await post(house.it, clinic, lastName);
  if (tied) await named().tieAccount(head, { postId, email: at('doctor') });
  const story = 'На входе нет бахил, объявления тоже нет.';
  const { number, id } = await naming(house.it, author, { words: lastName }, story, clinic);
  await named().settleLink(moderator, {
    number,
    decision: 'settled',
    postId,
    reason: 'Автор назвал.',
    version: 0,
  });
  const publish = () => house.it.faces.complaints.publishComplaint(moderator, { number });
  return { author, moderator, head, executor, doctor, postId, number, id, publish, at };
}

/** The first settled link that somebody sees. */
const settledFor = async (actor: Worker, number: string) =>
  (await named().getNamed(actor, { number })).people[0]?.settled;

async function lettersTo(address: string) {
  await house.it.runJobs();
  return house.it.letters.filter(({ to }) => to === address);
}

const answer = (head: Worker, number: string) =>
  house.it.faces.cases.handInAnswer(head, {
    number,
    text: 'Поставили автомат с бахилами у входа.',
    outcome: 'change-made',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
  });

describe('the person named', () => {
  test('is told once the message is with the clinic, by a letter that says nothing of it', async () => {
    const { doctor, publish, number, at, head, executor } = await settled('Соколова');
    expect(await lettersTo(at('doctor'))).toEqual([]);
    expect((await named().listOwn(doctor, {})).cases).toEqual([]);
    await publish();
    const [letter, ...more] = await lettersTo(at('doctor'));
    expect(more).toEqual([]);
    expect(letter!.text).toContain('/my/named');
    expect(letter!.text).not.toMatch(/бахил, объявления|Соколов/);
    expect((await lettersTo(at('head'))).filter(({ text }) => text.includes(number))).toEqual([]);

    const { cases } = await named().listOwn(doctor, {});
    expect(cases).toMatchObject([{ number, canExplain: true, explanations: [] }]);
    // Wednesday noon: two working days end with Monday, for 12 June is a holiday.
    expect(cases[0]!.explainBy!.toISOString()).toBe('2026-06-15T21:00:00.000Z');

    await named().explain(doctor, { number, text: 'Бахилы лежали на стойке, их разобрали.' });
    for (const actor of [executor, head])
      expect(await settledFor(actor, number)).toMatchObject({
        post: { name: 'Соколова Анна Петровна' },
        told: { how: 'letter' },
        explanations: [{ text: 'Бахилы лежали на стойке, их разобрали.', late: false }],
      });
  });

  test('explains late too, adds twice, and no more once an answer stands', async () => {
    const { doctor, publish, number, head, moderator, at } = await settled('Орлова');
    const second = await worker(house.it, at('second'), 'moderator');
    await publish();
    const say = (text: string) => named().explain(doctor, { number, text });
    await say('Первое объяснение.');
    house.it.clock.advance(6 * DAY_ms);
    expect(await say('Второе объяснение.')).toMatchObject({ late: true });
    // The term holds nobody up: the clinic answers when it is ready.
    await answer(head, number);
    await say('Третье объяснение.');
    await expect(say('Четвёртое объяснение.')).rejects.toMatchObject(code('already-done'));
    await house.it.faces.cases.publishAnswer(second, { number });
    await expect(say('После ответа.')).rejects.toMatchObject(code('window-over'));
    expect((await settledFor(moderator, number))!.explanations).toHaveLength(3);
  });

  test('sees nothing that is not theirs, and nobody else sees theirs', async () => {
    const { doctor, publish, number, author, executor } = await settled('Зимородок');
    const stranger = await citizen(house.it, 'stranger@example.org');
    await publish();
    await named().explain(doctor, { number, text: 'Меня в этот день не было.' });
    const text = 'Чужое объяснение.';
    for (const actor of [stranger, author, executor])
      await expect(named().explain(actor, { number, text })).rejects.toMatchObject(
        code('not-found'),
      );
    await expect(named().explain(visitor(), { number, text })).rejects.toMatchObject(
      code('sign-in-required'),
    );
    await expect(named().getNamed(doctor, { number })).rejects.toMatchObject(code('forbidden'));
    expect((await named().listOwn(stranger, {})).cases).toEqual([]);
    for (const actor of [author, visitor()]) {
      const shown = await house.it.faces.complaints.getComplaint(actor, { number });
      expect(JSON.stringify(shown)).not.toContain('не было');
    }
    expect(JSON.stringify(await named().getNamed(author, { number }))).not.toContain('не было');
  });
});

describe('without an account', () => {
  test('the head gets the task, tells in words, or ties an account and the letter goes', async () => {
    const { head, publish, number, postId, at, doctor, executor } = await settled('Ласточкина', {
      tied: false,
    });
    await publish();
    const [letter] = await lettersTo(at('head'));
    expect(letter!.text).toContain(`/desk/cases/${number}`);
    expect(letter!.text).not.toContain('Ласточк');
    expect(await named().listToTell(head, {})).toMatchObject([{ number, post: { id: postId } }]);
    await expect(named().listToTell(executor, {})).rejects.toMatchObject(code('forbidden'));
    const person = { number, postId };
    await expect(named().markTold(executor, person)).rejects.toMatchObject(code('forbidden'));

    await named().tieAccount(head, { postId, email: at('doctor') });
    expect(await lettersTo(at('doctor'))).toHaveLength(1);
    expect(await named().listToTell(head, {})).toEqual([]);
    await expect(named().markTold(head, person)).rejects.toMatchObject(code('already-done'));
    await expect(
      named().tieAccount(head, { postId, email: 'another@example.org' }),
    ).rejects.toMatchObject(code('already-exists'));
    await named().untieAccount(head, { postId });
    expect((await named().listOwn(doctor, {})).cases).toEqual([]);
  });

  test('told in words: the term runs from then', async () => {
    const { head, publish, number, postId, executor } = await settled('Иволгина', {
      tied: false,
    });
    await publish();
    const { explainBy } = await named().markTold(head, { number, postId });
    expect(explainBy!.getTime()).toBeGreaterThan(house.it.clock.now().getTime());
    expect((await settledFor(executor, number))!.told).toMatchObject({
      how: 'in-person',
    });
  });

  test('a head ties accounts to posts of the own clinic alone', async () => {
    const { postId } = await settled('Щеглова');
    const elsewhere = proven(await worker(house.it, 'far-head@example.org', 'head', OTHER));
    for (const deed of [
      () => named().tieAccount(elsewhere, { postId, email: 'mine@example.org' }),
      () => named().untieAccount(elsewhere, { postId }),
    ])
      await expect(deed()).rejects.toMatchObject(code('not-found'));
  });
});

describe('counts for signals', () => {
  const countOf = async (postId: string): Promise<number> =>
    (await inRegion(house.it, (tx) => settledLinkCounts(tx)))
      .filter((one) => one.postId === postId)
      .reduce((sum, { n }) => sum + n, 0);

  test('hold settled links of published messages, by post, topic and month', async () => {
    const { publish, postId } = await settled('Филинова');
    expect(await countOf(postId)).toBe(0);
    await publish();
    const month = house.it.clock.now().toISOString().slice(0, 7);
    const counts = await inRegion(house.it, (tx) =>
      settledLinkCounts(tx, { from: month, to: month }),
    );
    expect(counts.find((one) => one.postId === postId)).toMatchObject({
      topicCode: 'no-shoe-covers',
      month,
      n: 1,
    });
    expect(await inRegion(house.it, (tx) => settledLinkCounts(tx, { to: '2020-01' }))).toEqual([]);
  });

  test('leave out the proposed, the rejected, the removed and the withdrawn', async () => {
    const proposed = await settled('Совина');
    await proposed.publish();
    for (const decision of ['removed', 'rejected', 'cannot-tell'] as const) {
      const seen = await named().getNamed(proposed.moderator, { number: proposed.number });
      await named().settleLink(proposed.moderator, {
        number: proposed.number,
        decision,
        reason: 'Ошибка.',
        version: seen.people[0]!.version,
      });
      expect(await countOf(proposed.postId), decision).toBe(0);
    }
    const withdrawn = await settled('Грачёва');
    await withdrawn.publish();
    expect(await countOf(withdrawn.postId)).toBe(1);
    await house.it.faces.cases.withdrawCase(withdrawn.author, { number: withdrawn.number });
    expect(await countOf(withdrawn.postId)).toBe(0);

    const refused = await settled('Дятлова');
    await house.it.faces.cases.rejectCase(refused.moderator, {
      number: refused.number,
      reason: 'no-facts',
    });
    expect(await countOf(refused.postId)).toBe(0);
  });

  test('leave out an erased message, and one that went to another clinic', async () => {
    const erased = await settled('Цаплина');
    await erased.publish();
    await house.it.faces.complaints.eraseComplaint(
      { kind: 'system', region: 'RU-MOW', name: 'cli' },
      { subjectId: erased.id, ground: 'Просьба автора' },
    );
    expect(await countOf(erased.postId)).toBe(0);

    const moved = await settled('Аистова');
    await moved.publish();
    const coordinator = await worker(house.it, 'moves@example.org', 'coordinator');
    await house.it.faces.cases.rerouteCase(coordinator, {
      number: moved.number,
      clinic: OTHER,
    });
    expect(await countOf(moved.postId)).toBe(0);
    const theirs = await worker(house.it, 'theirs@example.org', 'executor', OTHER);
    expect((await named().getNamed(theirs, { number: moved.number })).people).toEqual([]);
    expect((await named().listOwn(moved.doctor, {})).cases).toEqual([]);
  });
});
