import { describe, expect, test } from 'vitest';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { useInstallation, visitor } from '../../../tests/support/installation.ts';
import { citizen, CLINIC, naming, post, worker } from './people.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const named = () => house.it.faces.namedStaff;
const because = 'Автор назвал фамилию и кабинет.';
const OTHER = 'msk-a-002-y';
const publish = (moderator: Parameters<typeof settle>[0], number: string) =>
  house.it.faces.complaints.publishComplaint(moderator, { number });
const settle = (
  moderator: Awaited<ReturnType<typeof worker>>,
  number: string,
  postId: string,
  version = 0,
) =>
  named().settleLink(moderator, { number, decision: 'settled', postId, reason: because, version });

describe('whom a message names', () => {
  test('is seen by the author as typed, by a moderator whole, by nobody else before it is settled', async () => {
    const author = await citizen(house.it, 'author@example.org');
    const moderator = await worker(house.it, 'moderator@example.org', 'moderator');
    const executor = await worker(house.it, 'executor@example.org', 'executor');
    const coordinator = await worker(house.it, 'coordinator@example.org', 'coordinator');
    const postId = await post(house.it, CLINIC, 'Снегирёва');
    const { number } = await naming(house.it, author, { words: 'Снегирёва, терапевт', postId });

    expect(await named().getNamed(author, { number })).toMatchObject({
      eye: 'author',
      people: [
        {
          proposal: { words: 'Снегирёва, терапевт', post: { id: postId } },
          settled: null,
          decisions: [],
        },
      ],
    });
    expect(await named().getNamed(moderator, { number })).toMatchObject({
      eye: 'region',
      people: [{ state: null, proposal: { post: { name: 'Снегирёва Анна Петровна' } } }],
      next: 2,
    });
    await expect(named().getNamed(executor, { number })).rejects.toMatchObject(code('not-found'));
    await publish(moderator, number);
    expect(await named().getNamed(executor, { number })).toMatchObject({
      eye: 'clinic',
      people: [],
      next: null,
    });
    await expect(named().getNamed(coordinator, { number })).rejects.toMatchObject(
      code('forbidden'),
    );
    await expect(named().getNamed(visitor(), { number })).rejects.toMatchObject(
      code('sign-in-required'),
    );
    // The author sees that a moderator looked; the clinic was shown nobody, so it looked at nothing.
    const looks = async () =>
      (await house.it.faces.complaints.listLooks(author, {})).looks
        .filter(({ what }) => what === 'named')
        .map(({ roles }) => roles);
    expect(await looks()).toEqual([['moderator']]);
    // A stranger cannot tell from the answer which numbers exist.
    const stranger = await citizen(house.it, 'stranger@example.org');
    for (const one of [number, '26-999999-1'])
      await expect(named().getNamed(stranger, { number: one })).rejects.toMatchObject(
        code('forbidden'),
      );
  });

  test('is sealed, and a post of another clinic is not taken for one of this', async () => {
    const author = await citizen(house.it, 'sealed@example.org');
    const moderator = await worker(house.it, 'sealed-m@example.org', 'moderator');
    const foreign = await post(house.it, OTHER, 'Дроздова');
    const { number, id } = await naming(house.it, author, { words: 'Дроздова', postId: foreign });
    expect(await named().getNamed(moderator, { number })).toMatchObject({
      people: [{ proposal: { words: 'Дроздова', post: null } }],
    });
    await expect(settle(moderator, number, foreign)).rejects.toMatchObject(
      code('unknown-reference'),
    );
    const boss = await clientFor(house.it.superUrl);
    const { rows } = await boss.query(
      'select words_sealed from named_proposals where case_id = $1',
      [id],
    );
    await boss.end();
    expect(JSON.stringify(rows)).not.toContain('Дрозд');
  });

  test('never stands in what the public, an interface, a list, a preview or a search shows', async () => {
    const author = await citizen(house.it, 'public@example.org');
    const moderator = await worker(house.it, 'public-m@example.org', 'moderator');
    const postId = await post(house.it, CLINIC, 'Трясогузкина');
    const words = 'Трясогузкина из кабинета 7';
    const story = 'На входе нет бахил, и спросить о них было не у кого.';
    const { complaints } = house.it.faces;
    const form = {
      clinic: CLINIC,
      topic: 'no-shoe-covers',
      story,
      named: [{ words, postId }],
      facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
    };
    const preview = await complaints.previewComplaint(author, form);
    const { number } = await naming(house.it, author, { words, postId }, story);
    await publish(moderator, number);
    await settle(moderator, number, postId);
    for (const shown of [
      preview,
      await complaints.getComplaint(visitor(), { number }),
      await complaints.getComplaint(author, { number }),
      await complaints.listComplaints(visitor(), { q: 'бахил' }),
      await complaints.listComplaints(visitor(), { q: 'Трясогузкина' }),
      await complaints.getStatistics(visitor(), { clinic: CLINIC }),
    ]) {
      expect(JSON.stringify(shown)).not.toContain('Трясогуз');
      expect(JSON.stringify(shown)).not.toContain(postId);
    }
    // The author's own export has what the author typed, and nothing of what was settled.
    const own = JSON.stringify(
      await complaints.exportOwn({ ...author, provenAt: house.it.clock.now() }, {}),
    );
    expect(own).toContain(words);
    expect(own).not.toContain('Анна Петровна');
    expect(own).not.toContain(postId);
    // The chain that outlives an erasure names no post.
    const boss = await clientFor(house.it.superUrl);
    const { rows } = await boss.query("select * from audit_rows where action like 'named-staff.%'");
    await boss.end();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(postId);
  });

  test('is proposed for a cut in the story and in the answer, in every Russian case', async () => {
    const author = await citizen(house.it, 'cut@example.org');
    const moderator = await worker(house.it, 'cut-m@example.org', 'moderator');
    const second = await worker(house.it, 'cut-second@example.org', 'moderator');
    const executor = await worker(house.it, 'cut-x@example.org', 'executor');
    const postId = await post(house.it, CLINIC, 'Кравец');
    const story = 'На входе нет бахил. Спросили у кравца, но Кравец молчал, и мы ушли от Кравца.';
    const { number } = await naming(house.it, author, { words: 'доктор Кравец' }, story);
    const seen = await house.it.faces.complaints.getComplaint(moderator, { number });
    const cut = (text: string, found: readonly { start: number; end: number }[]) =>
      found.map(({ start, end }) => text.slice(start, end));
    expect(cut(story, seen.personal.story)).toEqual(['Кравец', 'Кравца']);
    await publish(moderator, number);
    await settle(moderator, number, postId);
    const text = 'Мы поговорили с Кравцом и поставили автомат с бахилами.';
    await house.it.faces.cases.handInAnswer(executor, {
      number,
      text,
      outcome: 'change-made',
      signerName: 'Иванова А. А.',
      signerPost: 'Главный врач',
    });
    const answered = await house.it.faces.complaints.getComplaint(second, { number });
    expect(cut(text, answered.personal.answer)).toContain('Кравцом');
  });

  test('goes when the case is erased', async () => {
    const author = await citizen(house.it, 'gone@example.org');
    const moderator = await worker(house.it, 'gone-m@example.org', 'moderator');
    const postId = await post(house.it, CLINIC, 'Чижова');
    const { number, id } = await naming(house.it, author, { words: 'Чижова', postId });
    await publish(moderator, number);
    await settle(moderator, number, postId);
    await house.it.faces.complaints.eraseComplaint(
      { kind: 'system', region: 'RU-MOW', name: 'cli' },
      { subjectId: id, ground: 'Просьба автора' },
    );
    const boss = await clientFor(house.it.superUrl);
    for (const table of ['named_proposals', 'named_links', 'named_explanations']) {
      const { rows } = await boss.query(`select 1 from ${table} where case_id = $1`, [id]);
      expect(rows, table).toEqual([]);
    }
    await boss.end();
    await expect(settle(moderator, number, postId)).rejects.toMatchObject(code('move-impossible'));
  });
});

describe('a link', () => {
  test('is settled, changed, taken back, each with a reason and once', async () => {
    const author = await citizen(house.it, 's-author@example.org');
    const moderator = await worker(house.it, 's-moderator@example.org', 'moderator');
    const other = await worker(house.it, 's-other@example.org', 'moderator');
    const [first, second] = [
      await post(house.it, CLINIC, 'Галкина'),
      await post(house.it, CLINIC, 'Воронина'),
    ];
    const { number } = await naming(house.it, author, { words: 'Галкина' });
    const decide = (
      decision: 'cannot-tell' | 'rejected' | 'removed',
      version: number,
      who = moderator,
    ) => named().settleLink(who, { number, decision, reason: because, version });

    await expect(decide('removed', 0)).rejects.toMatchObject(code('move-impossible'));
    await decide('cannot-tell', 0);
    await settle(other, number, first, 1);
    // Who decides by an old page decides nothing.
    await expect(settle(moderator, number, second, 1)).rejects.toMatchObject(
      code('changed-meanwhile'),
    );
    await expect(settle(moderator, number, first, 2)).rejects.toMatchObject(code('already-done'));
    await settle(moderator, number, second, 2);
    await decide('removed', 3);
    const [seen] = (await named().getNamed(moderator, { number })).people;
    expect(seen!.decisions.map(({ state }) => state)).toEqual([
      'removed',
      'settled',
      'settled',
      'cannot-tell',
    ]);
    expect(seen!.decisions[0]!.reason).toBe(because);
    expect(seen!.settled).toBeNull();
    await expect(
      named().settleLink(moderator, { number, decision: 'settled', reason: because, version: 4 }),
    ).rejects.toMatchObject(code('invalid-input'));
    const blank = { number, decision: 'cannot-tell' as const, reason: '  ', version: 4 };
    await expect(named().settleLink(moderator, blank)).rejects.toMatchObject(code('invalid-input'));
  });

  test('is no business of the clinic, a controller or the moderator who wrote the message', async () => {
    const own = await worker(house.it, 'own@example.org', 'moderator');
    const controller = await worker(house.it, 'own-c@example.org', 'controller');
    const head = await worker(house.it, 'own-h@example.org', 'head');
    const moderator = await worker(house.it, 'own-m@example.org', 'moderator');
    const postId = await post(house.it, CLINIC, 'Синицына');
    const { number } = await naming(house.it, own, { words: 'Синицына' });
    await publish(moderator, number);
    for (const actor of [own, controller, head])
      await expect(settle(actor, number, postId)).rejects.toMatchObject(code('forbidden'));
  });
});
