import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { newId, regionScope, type Actor, type Tx } from '@otklik/kernel';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';

const house = useInstallation();
const everywhere = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
const executor = staff(newId(), { role: 'executor', reach: everywhere });
const controller = staff(newId(), { role: 'controller', reach: everywhere });
const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };
const DAY_MS = 86_400_000;
const WORDS = {
  text: 'Разобрались: бахилы закончились в субботу, запас удвоен, автомат починен.',
  outcome: 'change-made',
  signerName: 'Петрова',
  signerPost: 'врач',
} as const;
const { outcome: _, ...signed } = WORDS;
const code = (refused: string) => ({ code: refused });

let people = 0;
/** A published case of somebody who has nothing but an address. */
async function published(): Promise<{ number: string; email: string }> {
  const { faces, clock, runJobs, letters } = house.it;
  people += 1;
  const email = `linked-${people}@example.org`;
  const { number } = await faces.complaints.fileComplaint(
    visitor(`linked-${people}`),
    {
      clinic: 'msk-a-001-x',
      topic: 'no-shoe-covers',
      story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
      facts: { seen_at: clock.now().toISOString().slice(0, 16) },
      email,
    },
    { proofOfWork: 'no-script' },
  );
  await runJobs();
  const letter = letters.findLast((one) => one.to === email)!;
  const token = /\/confirm\/([\w-]{43})/.exec(letter.text)![1]!;
  await faces.complaints.confirmComplaint(visitor(), { token });
  await faces.complaints.publishComplaint(moderator, { number });
  return { number, email };
}
async function answer(number: string) {
  await house.it.faces.cases.handInAnswer(executor, { number, ...WORDS } as never);
  await house.it.faces.cases.publishAnswer(moderator, { number });
}
/** The link in the last letter to somebody. */
async function linkTo(email: string): Promise<string> {
  const { letters, runJobs } = house.it;
  await runJobs();
  // Letters of one delivery come in any order.
  const pattern = /\/say\/([\w-]{43})/;
  const letter = letters.findLast((one) => one.to === email && pattern.test(one.text))!;
  return pattern.exec(letter.text)![1]!;
}
const inRegion = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.it.app.store.withScope(regionScope(REGION), work, { now: house.it.clock.now() });
const stateOf = async (number: string) =>
  (await house.it.faces.complaints.getComplaint(visitor(), { number })).case.state;

describe('the link in a letter', () => {
  test('gives the verdict without signing in, once, and opens nothing else', async () => {
    const { faces } = house.it;
    const { number, email } = await published();
    await answer(number);
    const token = await linkTo(email);
    // A scanner of mail that follows the link changes nothing.
    for (let look = 0; look < 2; look += 1) {
      const asked = await faces.cases.readAuthorLink(visitor(), { token });
      expect(asked).toMatchObject({ what: 'verdict', number, state: 'open', words: WORDS.text });
    }
    expect(await stateOf(number)).toBe('answered');
    const reply = { what: 'question', token, text: 'В понедельник.' } as const;
    await expect(faces.cases.sayByLink(visitor(), reply)).rejects.toMatchObject(code('not-found'));
    await expect(
      faces.cases.sayByLink(visitor(), { what: 'verdict', token, verdict: 'disputed' }),
    ).rejects.toMatchObject(code('invalid-input'));
    await faces.cases.sayByLink(visitor(), { what: 'verdict', token, verdict: 'confirmed' });
    expect(await stateOf(number)).toBe('confirmed');
    await expect(
      faces.cases.sayByLink(visitor(), { what: 'verdict', token, verdict: 'partly' }),
    ).rejects.toMatchObject(code('already-done'));
    expect(await faces.cases.readAuthorLink(visitor(), { token })).toMatchObject({ state: 'used' });
    // Kept is its digest alone.
    const kept = await house.it.app.store.withScope(regionScope(REGION), (tx) =>
      tx.db.selectFrom('case_author_links').selectAll().execute(),
    );
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  test('takes what is still wrong, and photos of whoever holds a link that works', async () => {
    const { faces } = house.it;
    const create = { width: 64, height: 48, channels: 3, background: '#888' } as const;
    const photos = [new Uint8Array(await sharp({ create }).jpeg().toBuffer())];
    const { number, email } = await published();
    await answer(number);
    const token = await linkTo(email);
    const word = {
      what: 'verdict',
      verdict: 'disputed',
      unanswered: 'Когда починят?',
      stillWrong: 'Автомат пуст и сегодня.',
      photos,
    } as const;
    await expect(
      faces.cases.sayByLink(visitor(), { ...word, token: 'x'.repeat(43) }),
    ).rejects.toMatchObject(code('not-found'));
    await faces.cases.sayByLink(visitor(), { ...word, token });
    await expect(faces.cases.sayByLink(visitor(), { ...word, token })).rejects.toMatchObject(
      code('link-expired'),
    );
    const seen = (await faces.complaints.getComplaint(controller, { number })).case;
    expect(seen.verdicts).toMatchObject([{ stillWrong: word.stillWrong }]);
    expect(seen.photos.filter(({ side }) => side === 'dispute')).toHaveLength(1);
    const shown = (await faces.complaints.getComplaint(visitor(), { number })).case.photos;
    expect(shown).toEqual([]);
  });

  test('raises the alarm like every other door', async () => {
    const { faces } = house.it;
    const { number, email } = await published();
    await faces.cases.askQuestion(executor, { number, text: 'В какой день это было?' });
    await faces.cases.decideProposal(moderator, { number, finding: 'accepted' });
    await faces.cases.sayByLink(visitor(), {
      what: 'question',
      token: await linkTo(email),
      text: 'Сегодня, и человек в очереди задыхается.',
    });
    // The public does not learn of it; whoever moderates does.
    const seen = await faces.complaints.getComplaint(moderator, { number });
    expect(seen.case.state).toBe('danger');
  });

  test('of two who press at once one has the word', async () => {
    const { faces } = house.it;
    const { number, email } = await published();
    await answer(number);
    const token = await linkTo(email);
    const press = (verdict: 'confirmed' | 'partly') =>
      faces.cases.sayByLink(visitor(), { what: 'verdict', token, verdict });
    const all = await Promise.allSettled([press('confirmed'), press('partly'), press('confirmed')]);
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  test('is over with its term, and with its round', async () => {
    const { faces, clock } = house.it;
    const first = await published();
    await answer(first.number);
    const old = await linkTo(first.email);
    const unanswered = 'Бахил нет.';
    await faces.cases.sayByLink(visitor(), {
      what: 'verdict',
      token: old,
      verdict: 'disputed',
      unanswered,
    });
    expect(await stateOf(first.number)).toBe('disputed');
    const second = await published();
    await answer(second.number);
    const token = await linkTo(second.email);
    clock.advance(40 * DAY_MS);
    expect(await faces.cases.readAuthorLink(visitor(), { token })).toMatchObject({ state: 'over' });
    await expect(
      faces.cases.sayByLink(visitor(), { what: 'verdict', token, verdict: 'confirmed' }),
    ).rejects.toMatchObject(code('link-expired'));
    // A second answer is another question, with a link of its own.
    await faces.cases.decideControl(controller, {
      number: first.number,
      finding: 'dispute-upheld',
      note: 'Бахил нет.',
    });
    await answer(first.number);
    const fresh = await linkTo(first.email);
    expect(fresh).not.toBe(old);
    await faces.cases.sayByLink(visitor(), { what: 'verdict', token: fresh, verdict: 'partly' });
    expect(await stateOf(first.number)).toBe('partly');
    // A link that nobody has used, and whose term still runs, ends with its round all the same.
    const third = await published();
    await answer(third.number);
    const unused = await linkTo(third.email);
    const { id: caseId } = await inRegion((tx) =>
      tx.db
        .selectFrom('cases')
        .select('id')
        .where('number', '=', third.number)
        .executeTakeFirstOrThrow(),
    );
    const author: Actor = { kind: 'receipt', region: REGION, caseId, origin: 'x' };
    await faces.cases.giveVerdict(author, { number: third.number, verdict: 'confirmed' });
    await faces.cases.reopenCase(author, { number: third.number, note: 'Опять пусто.' });
    await answer(third.number);
    await expect(
      faces.cases.sayByLink(visitor(), { what: 'verdict', token: unused, verdict: 'partly' }),
    ).rejects.toMatchObject(code('link-expired'));
    expect(await stateOf(third.number)).toBe('answered');
    // An answer that was taken out of sight is out of sight here too.
    const shown = await linkTo(third.email);
    const words = async () => (await faces.cases.readAuthorLink(visitor(), { token: shown })).words;
    expect(await words()).toBe(WORDS.text);
    await inRegion((tx) =>
      tx.db
        .updateTable('case_answers')
        .set({ hidden_at: tx.now })
        .where('case_id', '=', caseId)
        .execute(),
    );
    expect(await words()).toBeNull();
  });

  test('answers the clinic’s question, and says whether a promised day was kept', async () => {
    const { faces, clock } = house.it;
    const { number, email } = await published();
    await faces.cases.askQuestion(executor, { number, text: 'В какой день это было?' });
    await faces.cases.decideProposal(moderator, { number, finding: 'accepted' });
    const token = await linkTo(email);
    expect(await faces.cases.readAuthorLink(visitor(), { token })).toMatchObject({
      what: 'question',
      words: 'В какой день это было?',
    });
    await faces.cases.sayByLink(visitor(), { what: 'question', token, text: 'В понедельник.' });
    expect(await stateOf(number)).toBe('in-work');
    const until = new Date(clock.now().getTime() + 5 * DAY_MS).toISOString().slice(0, 10);
    await faces.cases.promiseDate(executor, { number, ...signed, until });
    await faces.cases.decideProposal(moderator, { number, finding: 'accepted' });
    clock.advance(6 * DAY_MS);
    await faces.cases.settleCase(clockwork, { number });
    const asked = await linkTo(email);
    await faces.cases.sayByLink(visitor(), { what: 'plan', token: asked, kept: 'yes' });
    expect(await stateOf(number)).toBe('confirmed');
  });
});

describe('an answer after its publication', () => {
  const CHANGED = 'Мы ошиблись: автомат починят завтра, бахилы выдают в регистратуре.';
  const shown = async (number: string) =>
    (await house.it.faces.complaints.getComplaint(visitor(), { number })).case.answers[0]!;
  const changeOf = (number: string, id: string) =>
    house.it.app.store.withScope(regionScope(REGION), (tx) =>
      tx.db
        .selectFrom('case_answer_changes')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    );

  test('is mended in half an hour, read by a moderator first, and the author is told', async () => {
    const { faces, clock, letters, runJobs } = house.it;
    const { number, email } = await published();
    await answer(number);
    clock.advance(29 * 60_000);
    const { change } = await faces.cases.amendAnswer(executor, { number, text: CHANGED });
    await expect(
      faces.cases.addToAnswer(executor, { number, text: CHANGED }),
    ).rejects.toMatchObject(code('already-done'));
    expect(await shown(number)).toMatchObject({ text: WORDS.text, amendedAt: null, changes: [] });
    expect(JSON.stringify(await changeOf(number, change))).not.toContain('Мы ошиблись');
    expect(await faces.cases.listAnswerChanges(moderator, {})).toMatchObject([{ number }]);
    await expect(
      faces.cases.settleAnswerChange(executor, { number, change, finding: 'published' }),
    ).rejects.toMatchObject(code('forbidden'));
    // Nor by who wrote it, whatever else they are.
    const { personId } = executor as Extract<Actor, { kind: 'person' }>;
    const both = staff(personId, { role: 'moderator', reach: everywhere });
    await expect(
      faces.cases.settleAnswerChange(both, { number, change, finding: 'published' }),
    ).rejects.toMatchObject({ data: { reason: 'second-look-by-the-same-person' } });
    await faces.cases.settleAnswerChange(moderator, { number, change, finding: 'published' });
    const mended = await shown(number);
    expect(mended).toMatchObject({ text: CHANGED, amendedAt: clock.now(), changes: [] });
    // What stood there is kept, and nobody reads it.
    expect((await changeOf(number, change)).was_sealed).toBeTruthy();
    await runJobs();
    const told = letters.filter((one) => one.to === email).map(({ subject }) => subject);
    expect(told).toContain(`Клиника поправила ответ: обращение ${number}`);
  });

  test('is later only added to, with its day; what a moderator refuses nobody sees', async () => {
    const { faces, clock, letters, runJobs } = house.it;
    const { number, email } = await published();
    await answer(number);
    clock.advance(31 * 60_000);
    await expect(
      faces.cases.amendAnswer(executor, { number, text: CHANGED }),
    ).rejects.toMatchObject(code('window-over'));
    const first = await faces.cases.addToAnswer(executor, { number, text: CHANGED });
    const refuse = { number, change: first.change, finding: 'refused' } as const;
    await expect(faces.cases.settleAnswerChange(moderator, refuse)).rejects.toMatchObject(
      code('invalid-input'),
    );
    await faces.cases.settleAnswerChange(moderator, { ...refuse, reason: 'boilerplate-only' });
    expect((await shown(number)).changes).toEqual([]);
    // A number that belongs to a person for life is not let out by oversight.
    const named = `${CHANGED} СНИЛС 112-233-445 95.`;
    const own = await faces.cases.addToAnswer(executor, { number, text: named });
    const let_out = { number, change: own.change, finding: 'published' } as const;
    await expect(faces.cases.settleAnswerChange(moderator, let_out)).rejects.toMatchObject(
      code('personal-data-left'),
    );
    const { change } = own;
    const back = { number, change, finding: 'refused', reason: 'boilerplate-only' } as const;
    await faces.cases.settleAnswerChange(moderator, back);
    const second = await faces.cases.addToAnswer(executor, { number, text: CHANGED });
    clock.advance(DAY_MS);
    await faces.cases.settleAnswerChange(moderator, {
      number,
      change: second.change,
      finding: 'published',
    });
    const added = await shown(number);
    expect(added).toMatchObject({ text: WORDS.text, amendedAt: null });
    expect(added.changes).toMatchObject([{ kind: 'addition', text: CHANGED, at: clock.now() }]);
    await runJobs();
    const told = letters.filter((one) => one.to === email).map(({ subject }) => subject);
    expect(told).toContain(`Клиника дополнила ответ: обращение ${number}`);
    // Nothing is left of it beside an erased message.
    await expect(
      faces.cases.addToAnswer(moderator, { number, text: CHANGED }),
    ).rejects.toMatchObject(code('forbidden'));
  });

  test('is let out with cuts whose gaps are marked, never reworded; the clinic sees what was cut', async () => {
    const { faces, clock } = house.it;
    const text = 'Бахилы выдаёт Анна, звоните ей по номеру 8 (495) 123-45-67 до шести.';
    const telephone = '8 (495) 123-45-67';
    const marked = text.replace(telephone, `[[${telephone}]]`);
    const shownAs = text.replace(telephone, '[…]');
    const { number } = await published();
    await answer(number);
    const mended = await faces.cases.amendAnswer(executor, { number, text });
    // What a moderator had better look at is proposed, as in an answer.
    const { personal } = await faces.complaints.getComplaint(moderator, { number });
    expect(personal.change.map(({ type, start, end }) => [type, text.slice(start, end)])).toEqual([
      ['phone', telephone],
    ]);
    expect((await faces.complaints.getComplaint(executor, { number })).personal.change).toEqual([]);
    const settle = { number, change: mended.change, finding: 'published' } as const;
    await expect(
      faces.cases.settleAnswerChange(moderator, { ...settle, marked: `${marked} Да.` }),
    ).rejects.toMatchObject({ ...code('invalid-input'), data: { reason: 'reworded' } });
    await faces.cases.settleAnswerChange(moderator, { ...settle, marked });
    expect(await shown(number)).toMatchObject({ text: shownAs, original: null });
    const seen = async () =>
      (await faces.complaints.getComplaint(executor, { number })).case.answers[0]!;
    expect(await seen()).toMatchObject({ text: shownAs, original: text });
    clock.advance(DAY_MS);
    const { change } = await faces.cases.addToAnswer(executor, { number, text });
    await faces.cases.settleAnswerChange(moderator, {
      number,
      change,
      finding: 'published',
      marked,
    });
    expect((await shown(number)).changes).toMatchObject([
      { text: shownAs, original: null, clock: null },
    ]);
    expect((await seen()).changes).toMatchObject([{ text: shownAs, original: text }]);
  });
});
