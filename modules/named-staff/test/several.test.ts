import { describe, expect, test } from 'vitest';
import { settledLinkCounts } from '../src/index.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { proven, useInstallation } from '../../../tests/support/installation.ts';
import { citizen, CLINIC, inRegion, naming, post, worker } from './people.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const named = () => house.it.faces.namedStaff;
const because = 'Автор назвал фамилию и кабинет.';

let made = 0;
/** A message that names three: a doctor with an account, one without, and somebody who works elsewhere. */
async function three() {
  made += 1;
  const at = (name: string): string => `${name}-${made}@several.example`;
  const [first, second] = [
    await post(house.it, CLINIC, 'Чайкина'),
    await post(house.it, CLINIC, 'Бекасова'),
  ];
  const author = await citizen(house.it, at('author'));
  const moderator = await worker(house.it, at('moderator'), 'moderator');
  const head = proven(await worker(house.it, at('head'), 'head'));
  const executor = await worker(house.it, at('executor'), 'executor');
  const doctor = await citizen(house.it, at('doctor'));
  await named().tieAccount(head, { postId: first, email: at('doctor') });
  const { number, id } = await naming(
    house.it,
    author,
    [
      { words: 'Чайкина, терапевт', postId: first },
      { words: 'Бекасова из процедурного' },
      { words: 'мужчина в белом халате' },
    ],
    'На входе нет бахил, и спросить о них было не у кого.',
  );
  const settle = (person: number, postId: string, version = 0) =>
    named().settleLink(moderator, {
      number,
      person,
      decision: 'settled',
      postId,
      reason: because,
      version,
    });
  const publish = () => house.it.faces.complaints.publishComplaint(moderator, { number });
  return {
    at,
    first,
    second,
    author,
    moderator,
    head,
    executor,
    doctor,
    number,
    id,
    settle,
    publish,
  };
}

const lettersTo = async (address: string, mark: string) => {
  await house.it.runJobs();
  return house.it.letters.filter(({ to, text }) => to === address && text.includes(mark));
};

describe('several people in one message', () => {
  test('are proposed together and settled one by one, each with versions of its own', async () => {
    const { author, moderator, executor, number, first, second, settle, publish } = await three();
    expect(
      (await named().getNamed(author, { number })).people.map((one) => one.proposal),
    ).toMatchObject([
      { words: 'Чайкина, терапевт', post: { id: first } },
      { words: 'Бекасова из процедурного', post: null },
      { words: 'мужчина в белом халате', post: null },
    ]);
    await settle(1, first);
    await settle(2, second);
    await named().settleLink(moderator, {
      number,
      person: 3,
      decision: 'cannot-tell',
      reason: 'Мужчин там трое.',
      version: 0,
    });
    const seen = await named().getNamed(moderator, { number });
    expect(seen.people.map(({ person, state, version }) => [person, state, version])).toEqual([
      [1, 'settled', 1],
      [2, 'settled', 1],
      [3, 'cannot-tell', 1],
    ]);
    expect(seen.people[2]!.decisions).toMatchObject([{ reason: 'Мужчин там трое.' }]);
    expect(seen.people[1]!.decisions).toMatchObject([{ reason: because }]);
    // Taking one back leaves the others as they are.
    await named().settleLink(moderator, {
      number,
      person: 1,
      decision: 'removed',
      reason: because,
      version: 1,
    });
    const after = await named().getNamed(moderator, { number });
    expect(after.people.map(({ state }) => state)).toEqual(['removed', 'settled', 'cannot-tell']);
    // The clinic sees who is settled, counted for itself: nothing tells how many others were named.
    await publish();
    const { people } = await named().getNamed(executor, { number });
    expect(people).toMatchObject([
      { person: 1, proposal: null, settled: { post: { id: second } } },
    ]);
  });

  test('one post is settled once a message; somebody only the text tells of is added, one at a time', async () => {
    const { moderator, number, first, second, settle } = await three();
    await settle(1, first);
    await expect(settle(2, first)).rejects.toMatchObject({
      code: 'already-exists',
      data: { kind: 'named-link' },
    });
    await expect(settle(5, second)).rejects.toMatchObject(code('unknown-reference'));
    await settle(4, second);
    const { people, next } = await named().getNamed(moderator, { number });
    expect(people[3]).toMatchObject({ proposal: null, settled: { post: { id: second } } });
    expect(next).toBe(5);
    // The table itself holds it, whoever writes past the command.
    const boss = await clientFor(house.it.superUrl);
    await expect(
      boss.query(
        `update named_links set state = 'settled', post_id = $1, clinic_id = (select clinic_id from posts where id = $1)
         where post_id = $2`,
        [first, second],
      ),
    ).rejects.toMatchObject({ constraint: 'one_settled_link_per_post' });
    await boss.end();
  });

  test('are told each, and each explains; a head is asked once for all without an account', async () => {
    const { at, first, second, head, executor, doctor, number, settle, publish } = await three();
    const third = await post(house.it, CLINIC, 'Куликова');
    await settle(1, first);
    await settle(2, second);
    await settle(3, third);
    await publish();
    expect(await lettersTo(at('doctor'), '/my/named')).toHaveLength(1);
    expect(await lettersTo(at('head'), `/desk/cases/${number}`)).toHaveLength(1);
    const waiting = (await named().listToTell(head, {})).filter((one) => one.number === number);
    expect(waiting.map((one) => one.post.id).toSorted()).toEqual([second, third].toSorted());

    await named().markTold(head, { number, postId: second });
    await expect(named().markTold(head, { number, postId: first })).rejects.toMatchObject(
      code('already-done'),
    );
    await named().tieAccount(head, { postId: third, email: at('third') });
    expect(await lettersTo(at('third'), '/my/named')).toHaveLength(1);
    const other = await citizen(house.it, at('third'));
    await named().explain(doctor, { number, text: 'Бахилы лежали на стойке.' });
    await named().explain(other, { number, text: 'Я в тот день была в отпуске.' });
    await expect(
      named().explain(other, { number, postId: first, text: 'Чужими словами.' }),
    ).rejects.toMatchObject(code('not-found'));
    const said = (await named().getNamed(executor, { number })).people.map(({ settled }) => [
      settled!.post.id,
      settled!.told?.how,
      settled!.explanations.map(({ text }) => text),
    ]);
    expect(said).toEqual([
      [first, 'letter', ['Бахилы лежали на стойке.']],
      [second, 'in-person', []],
      [third, 'letter', ['Я в тот день была в отпуске.']],
    ]);
    expect((await named().listOwn(other, {})).cases.map(({ post: one }) => one.id)).toEqual([
      third,
    ]);
  });

  test('who is named by two posts says as which of them', async () => {
    const { at, first, second, head, doctor, moderator, number, settle, publish } = await three();
    await named().tieAccount(head, { postId: second, email: at('doctor') });
    await settle(1, first);
    await settle(2, second);
    await publish();
    const { cases } = await named().listOwn(doctor, {});
    expect(cases.map(({ post: one }) => one.id).toSorted()).toEqual([first, second].toSorted());
    await named().explain(doctor, { number, postId: second, text: 'В процедурном была я.' });
    const { people } = await named().getNamed(moderator, { number });
    expect(people.map(({ settled }) => settled?.explanations.length ?? 0)).toEqual([0, 1, 0]);
  });

  test('settled after publication is told alone: nobody is reminded of the others by it', async () => {
    const { at, first, second, number, settle, publish } = await three();
    await publish();
    await settle(2, second);
    const asked = () => lettersTo(at('head'), `/desk/cases/${number}`);
    expect(await asked()).toHaveLength(1);
    await settle(1, first);
    expect(await lettersTo(at('doctor'), '/my/named')).toHaveLength(1);
    expect(await asked()).toHaveLength(1);
  });

  test('are counted each for signals, settled ones alone, and their surnames cut', async () => {
    const { first, second, head, moderator, number, settle, publish } = await three();
    await settle(1, first);
    await publish();
    const countOf = async (postId: string): Promise<number> =>
      (await inRegion(house.it, (tx) => settledLinkCounts(tx)))
        .filter((one) => one.postId === postId)
        .reduce((sum, { n }) => sum + n, 0);
    expect([await countOf(first), await countOf(second)]).toEqual([1, 0]);
    await settle(2, second);
    expect([await countOf(first), await countOf(second)]).toEqual([1, 1]);
    // The third is settled though the author named nobody; the name looks like a word to every detector.
    await settle(3, await post(house.it, CLINIC, 'Сорока'));
    const text = 'Спросили Чайкину и Бекасову, теперь у входа стойка, её проверяет Сорока.';
    await house.it.faces.cases.handInAnswer(head, {
      number,
      text,
      outcome: 'change-made',
      signerName: 'Иванова А. А.',
      signerPost: 'Главный врач',
    });
    const { personal } = await house.it.faces.complaints.getComplaint(moderator, { number });
    const cut = personal.answer.map(({ start, end }) => text.slice(start, end));
    expect(cut).toEqual(expect.arrayContaining(['Чайкину', 'Бекасову', 'Сорока']));
  });

  test('a message from before, which could name one alone, is read as a list of one', async () => {
    const { author, number, id } = await three();
    await inRegion(house.it, async (tx) => {
      const row = await tx.db
        .selectFrom('cases')
        .select('data_key_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const place = { table: 'named_proposals', column: 'words_sealed', row: id };
      const sealed = await tx.vault.seal(
        row.data_key_id,
        place,
        JSON.stringify({ words: 'Чибисова' }),
      );
      await tx.db
        .updateTable('named_proposals')
        .set({ words_sealed: sealed })
        .where('case_id', '=', id)
        .execute();
    });
    expect((await named().getNamed(author, { number })).people).toMatchObject([
      { person: 1, proposal: { words: 'Чибисова' } },
    ]);
  });
});
