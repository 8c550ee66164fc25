import { describe, expect, test } from 'vitest';
import { type Actor } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { useInstallation, visitor } from '../../../tests/support/installation.ts';
import { mentionedIn } from '../src/model/mentions.ts';
import { citizen, published, submitted, worker } from './people.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const desk = () => house.it.faces.desk;
const textsFor = async (actor: Actor, number: string) =>
  (await desk().listNotes(actor, { number })).map(({ text }) => text);

describe('internal notes', () => {
  test('are read by the side that wrote them, with who and when, and by nobody else', async () => {
    const author = await citizen(house.it, 'author@example.org');
    const anna = await worker(house.it, 'anna@example.org', 'moderator');
    const boris = await worker(house.it, 'boris@example.org', 'moderator');
    const clinic = await worker(house.it, 'clinic@example.org', 'executor');
    const elsewhere = await worker(house.it, 'far@example.org', 'executor', 'msk-a-002-y');
    const number = await published(house.it, author, boris);

    await desk().addNote(anna, { number, text: '  Третье дело о том же кабинете.  ' });
    await desk().addNote(clinic, { number, text: 'Спросить старшую сестру.' });

    const [note] = await desk().listNotes(boris, { number });
    expect(note).toMatchObject({
      text: 'Третье дело о том же кабинете.',
      by: 'anna@example.org',
      at: house.it.clock.now(),
    });
    expect(await textsFor(clinic, number)).toEqual(['Спросить старшую сестру.']);
    for (const actor of [author, elsewhere])
      await expect(desk().listNotes(actor, { number })).rejects.toMatchObject(code('forbidden'));
    await expect(desk().listNotes(visitor(), { number })).rejects.toMatchObject(
      code('sign-in-required'),
    );
    // Neither the author nor the public finds a word of it in what they are shown.
    for (const actor of [author, visitor(), clinic]) {
      const shown = await house.it.faces.complaints.getComplaint(actor, { number });
      expect(JSON.stringify(shown)).not.toContain('том же кабинете');
    }
  });

  test('stay with the clinic that wrote them, and so does who holds the case, when it is passed on', async () => {
    const { cases, complaints } = house.it.faces;
    const author = await citizen(house.it, 'moved@example.org');
    const anna = await worker(house.it, 'moved-anna@example.org', 'moderator');
    const boss = await worker(house.it, 'moved-boss@example.org', 'coordinator');
    const first = await worker(house.it, 'moved-first@example.org', 'executor');
    const friend = await worker(house.it, 'moved-friend@example.org', 'executor');
    const next = await worker(house.it, 'moved-next@example.org', 'executor', 'msk-a-002-y');
    const number = await published(house.it, author, anna);
    const answer = {
      text: 'Бахилы выдаёт соседний корпус, к нам это не относится вовсе.',
      outcome: 'no-change' as const,
      signerName: 'Орлова М. С.',
      signerPost: 'Заведующая',
    };
    await cases.handInAnswer(first, { number, ...answer });
    await cases.returnAnswer(anna, { number, reason: 'boilerplate-only' });
    await desk().takeCase(first, { number });
    await desk().openPage(first, { number });
    await desk().addNote(first, {
      number,
      text: 'Сказать завхозу.',
      mentions: ['moved-friend@example.org'],
    });
    await desk().addNote(anna, { number, text: 'Передать соседям.' });
    house.it.clock.advance(60_000);
    await cases.rerouteCase(boss, { number, clinic: 'msk-a-002-y' });

    expect(await textsFor(next, number)).toEqual([]);
    expect(await textsFor(anna, number)).toEqual(['Передать соседям.']);
    expect((await desk().listMentions(friend, {})).map((one) => one.number)).not.toContain(number);
    const opened = await desk().openPage(next, { number });
    expect([opened.holder, opened.others]).toEqual([null, []]);
    // The answer that a moderator sent back never left the clinic for the public: the next one does not read it.
    const shown = await complaints.getComplaint(next, { number });
    expect(shown.case.audience).toBe('clinic');
    expect(JSON.stringify(shown)).not.toMatch(/соседний корпус|Орлова|boilerplate/u);
    expect((await complaints.getComplaint(anna, { number })).case.answers).toHaveLength(1);
    await desk().addNote(next, { number, text: 'Наше, мы и ответим.' });
    expect(await textsFor(next, number)).toEqual(['Наше, мы и ответим.']);
  });

  test('a moderator reads none on a case of their own', async () => {
    const anna = await worker(house.it, 'own@example.org', 'moderator');
    const boris = await worker(house.it, 'other@example.org', 'moderator');
    const number = await published(house.it, anna, boris);
    await desk().addNote(boris, { number, text: 'Проверить ещё раз.' });
    await expect(desk().listNotes(anna, { number })).rejects.toMatchObject(code('forbidden'));
  });

  test('the clinic knows of none while the case is unpublished', async () => {
    const author = await citizen(house.it, 'early@example.org');
    const clinic = await worker(house.it, 'early-clinic@example.org', 'executor');
    const number = await submitted(house.it, author);
    const add = desk().addNote(clinic, { number, text: 'Что там?' });
    await expect(add).rejects.toMatchObject(code('not-found'));
  });

  test('go with the words of the case', async () => {
    const author = await citizen(house.it, 'gone@example.org');
    const anna = await worker(house.it, 'gone-anna@example.org', 'moderator');
    const number = await submitted(house.it, author);
    const { noteId } = await desk().addNote(anna, { number, text: 'Позвонить в пункт.' });
    const boss = await clientFor(house.it.superUrl);
    const { rows } = await boss.query<{ case_id: string; text_sealed: string }>(
      'select case_id, text_sealed from desk_notes where id = $1',
      [noteId],
    );
    await boss.end();
    expect(rows[0]!.text_sealed).not.toContain('Позвонить');
    await house.it.faces.complaints.eraseComplaint(
      { kind: 'system', region: 'RU-MOW', name: 'cli' },
      { subjectId: rows[0]!.case_id, ground: 'Просьба автора' },
    );
    expect(await textsFor(anna, number)).toEqual([null]);
  });
});

describe('mentions', () => {
  test('reach the colleague at the desk until they settle them', async () => {
    const author = await citizen(house.it, 'm-author@example.org');
    const anna = await worker(house.it, 'm-anna@example.org', 'moderator');
    const boris = await worker(house.it, 'm-boris@example.org', 'controller');
    const vera = await worker(house.it, 'm-vera@example.org', 'coordinator');
    const number = await published(house.it, author, anna);
    expect(await desk().listColleagues(anna, { number })).toContainEqual({
      personId: boris.personId,
      name: 'm-boris@example.org',
    });
    await desk().addNote(anna, {
      number,
      text: '@M-Boris@example.org, посмотрите.',
      mentions: ['m-vera@example.org', 'm-boris@example.org'],
    });
    const [mention, ...others] = await desk().listMentions(boris, {});
    expect(others).toEqual([]);
    expect(mention).toMatchObject({ number, by: 'm-anna@example.org' });
    expect(await desk().listMentions(vera, {})).toHaveLength(1);
    expect(await desk().listMentions(anna, {})).toEqual([]);

    const { noteId } = mention!;
    await expect(desk().settleMention(anna, { noteId })).rejects.toMatchObject(code('not-found'));
    await desk().settleMention(boris, { noteId });
    expect(await desk().listMentions(boris, {})).toEqual([]);
    expect(await desk().listMentions(vera, {})).toHaveLength(1);
    // Whose reach ends sees no more of it.
    const without = { ...(vera as Extract<Actor, { kind: 'person' }>), grants: boris.grants };
    expect(await desk().listMentions(without, {})).toHaveLength(1);
    const clinicOnly = { ...without, grants: [{ role: 'executor', reach: { kind: 'region' } }] };
    expect(await desk().listMentions(clinicOnly as Actor, {})).toEqual([]);
  });

  test('of somebody who does not work with the case on this side are refused', async () => {
    const author = await citizen(house.it, 'n-author@example.org');
    const anna = await worker(house.it, 'n-anna@example.org', 'moderator');
    await worker(house.it, 'n-clinic@example.org', 'executor');
    const number = await published(house.it, author, anna);
    for (const address of ['n-clinic@example.org', 'n-author@example.org', 'nobody@example.org'])
      await expect(
        desk().addNote(anna, { number, text: `@${address} видели?` }),
      ).rejects.toMatchObject(code('unknown-reference'));
    expect(await desk().listNotes(anna, { number })).toEqual([]);
  });

  test('are found at the beginning of a word alone', () => {
    expect(mentionedIn('Коллеги @a@example.org, (@b@example.org). И @a@Example.org.')).toEqual([
      'a@example.org',
      'b@example.org',
    ]);
    expect(mentionedIn('Писать на info@example.org или 5@6')).toEqual([]);
  });
});
