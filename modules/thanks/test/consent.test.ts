import { describe, expect, test } from 'vitest';
import { newId } from '@otklik/kernel';
import { proven, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { CLINIC, citizen, post, worker } from '../../named-staff/test/people.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const faces = () => house.it.faces;
const TEXT = 'Спасибо Снегирёвой: Анна Петровна всё объяснила. К врачу Снегирёвой пойду снова.';
const HIDDEN = 'Спасибо […]: […] всё объяснила. К врачу […] пойду снова.';

/** Published thanks whose person a moderator found. */
async function thanked(email: string, lastName = 'Снегирёва') {
  const moderator = await worker(house.it, `m-${email}`, 'moderator');
  const head = proven(await worker(house.it, `h-${email}`, 'head'));
  const postId = await post(house.it, CLINIC, lastName);
  const doctor = await citizen(house.it, email);
  const { number } = await faces().thanks.sendThanks(
    visitor(newId()),
    {
      clinic: CLINIC,
      text: TEXT.replaceAll('Снегирёвой', `${lastName.slice(0, -1)}ой`),
      people: [`Врач ${lastName}`],
    },
    { proofOfWork: 'no-script' },
  );
  const { desk } = (await faces().thanks.getThanks(moderator, { number })) as {
    desk: { people: { id: string }[]; posts: { id: string; is_likely: boolean }[] };
  };
  const personId = desk.people[0]!.id;
  return { moderator, head, postId, doctor, number, personId, desk };
}

const read = async (number: string) =>
  (await faces().thanks.getThanks(visitor(), { number })).thanks;
const lettersTo = async (email: string, number: string) => {
  await house.it.runJobs();
  return house.it.letters.filter(({ to, subject }) => to === email && subject.includes(number));
};

describe('names in thanks', () => {
  test('appear with consent, go when it is taken back, and in every case of the name', async () => {
    const one = await thanked('doctor@example.org');
    const { number, personId, moderator, head, doctor, postId } = one;
    expect(one.desk.posts[0]).toMatchObject({ id: postId, is_likely: true });
    await faces().thanks.settlePerson(moderator, { number, personId, postId });
    await faces().namedStaff.tieAccount(head, { postId, email: 'doctor@example.org' });
    expect(await lettersTo('doctor@example.org', number)).toEqual([]);
    await faces().thanks.publishThanks(moderator, { number });

    expect(await read(number)).toMatchObject({ text: HIDDEN, people: [{ name: null }] });
    const letters = await lettersTo('doctor@example.org', number);
    expect(letters).toHaveLength(1);
    expect(letters[0]!.text).toContain('/my/thanks');
    expect(letters[0]!.text).not.toMatch(/объяснила|Снегир/);
    const { about } = await faces().thanks.listOwn(doctor, {});
    expect(about).toMatchObject([{ number, personId, consent: 'asked', words: TEXT }]);

    const answer = (given: 'given' | 'refused' | 'taken-back', actor = doctor) =>
      faces().thanks.answerConsent(actor, { number, personId, answer: given });
    await expect(answer('taken-back')).rejects.toMatchObject(code('already-done'));
    await answer('given');
    expect(await read(number)).toMatchObject({
      text: TEXT,
      people: [{ name: 'Снегирёва Анна Петровна' }],
    });
    expect(
      (await faces().thanks.listThanks(visitor(), { clinic: CLINIC })).thanks[0],
    ).toMatchObject({ text: TEXT });
    await answer('taken-back');
    expect(await read(number)).toMatchObject({ text: HIDDEN, people: [{ name: null }] });
    for (const stranger of [head, moderator, await citizen(house.it, 'stranger@example.org')])
      await expect(answer('given', stranger)).rejects.toMatchObject(code('not-found'));
    await expect(
      faces().thanks.answerConsent(visitor(), { number, personId, answer: 'given' }),
    ).rejects.toMatchObject(code('sign-in-required'));
    await answer('given');
    // Whoever agreed can take it back after the account was untied.
    await faces().namedStaff.untieAccount(head, { postId });
    await answer('taken-back');
    expect(await read(number)).toMatchObject({ text: HIDDEN });
    expect(await lettersTo('doctor@example.org', number)).toHaveLength(1);
  });

  test('without an account the head hands over in person; the head hears once', async () => {
    const { number, personId, moderator, head, postId } = await thanked(
      'nobody@example.org',
      'Соколова',
    );
    // Nobody was found yet: what nobody typed is for the moderator to cut.
    await expect(faces().thanks.publishThanks(moderator, { number })).rejects.toMatchObject(
      code('personal-data-left'),
    );
    const marked = TEXT.replaceAll('Снегирёвой', 'Соколовой').replace(
      'Анна Петровна',
      '[[Анна Петровна]]',
    );
    await faces().thanks.publishThanks(moderator, { number, marked });
    // Nobody was found yet: the words are kept out of the text all the same.
    expect((await read(number)).text).toBe(HIDDEN);
    expect((await read(number)).people).toEqual([]);
    await faces().thanks.settlePerson(moderator, { number, personId, postId });
    await expect(
      faces().thanks.settlePerson(moderator, { number, personId, postId }),
    ).rejects.toMatchObject(code('already-done'));
    expect(await lettersTo('h-nobody@example.org', number)).toHaveLength(1);
    const waiting = (await faces().thanks.listToHandOver(head, {})).find(
      (one) => one.number === number,
    );
    expect(waiting).toMatchObject({
      number,
      people: [{ words: 'Врач Соколова', deliveredAt: null }],
    });
    expect(waiting!.words).toContain('Соколовой');
    await expect(
      faces().thanks.markDelivered(moderator, { number, personId }),
    ).rejects.toMatchObject(code('forbidden'));
    await faces().thanks.markDelivered(head, { number, personId });
    await expect(faces().thanks.markDelivered(head, { number, personId })).rejects.toMatchObject(
      code('already-done'),
    );
  });

  test('another post begins anew, and one post is thanked once', async () => {
    const { number, personId, moderator, head, postId, doctor } = await thanked(
      'first@example.org',
      'Орлова',
    );
    await faces().thanks.settlePerson(moderator, { number, personId, postId });
    await faces().namedStaff.tieAccount(head, { postId, email: 'first@example.org' });
    await faces().thanks.publishThanks(moderator, { number });
    await faces().thanks.answerConsent(doctor, { number, personId, answer: 'given' });
    expect((await read(number)).text).toContain('Орловой');
    const second = await post(house.it, CLINIC, 'Галкина');
    await faces().thanks.settlePerson(moderator, { number, personId, postId: second });
    expect(await read(number)).toMatchObject({ text: HIDDEN, people: [{ name: null }] });
    await expect(
      faces().thanks.answerConsent(doctor, { number, personId, answer: 'given' }),
    ).rejects.toMatchObject(code('not-found'));
    await expect(
      faces().thanks.settlePerson(moderator, { number, postId: second }),
    ).rejects.toMatchObject(code('already-exists'));
    const elsewhere = await post(house.it, 'msk-a-002-x', 'Чижова');
    await expect(
      faces().thanks.settlePerson(moderator, { number, personId, postId: elsewhere }),
    ).rejects.toMatchObject(code('unknown-reference'));
    await faces().thanks.settlePerson(moderator, { number, personId });
    expect((await read(number)).people).toEqual([]);
  });

  test('an account that is erased takes its consent with it', async () => {
    const { number, personId, moderator, head, postId, doctor } = await thanked(
      'gone@example.org',
      'Лебедева',
    );
    await faces().thanks.settlePerson(moderator, { number, personId, postId });
    await faces().namedStaff.tieAccount(head, { postId, email: 'gone@example.org' });
    await faces().thanks.publishThanks(moderator, { number });
    await faces().thanks.answerConsent(doctor, { number, personId, answer: 'given' });
    expect((await read(number)).text).toContain('Лебедевой');
    await faces().complaints.eraseOwnAccount(proven(doctor), { agreed: 'erase' });
    expect(await read(number)).toMatchObject({ text: HIDDEN, people: [{ name: null }] });
  });
});
