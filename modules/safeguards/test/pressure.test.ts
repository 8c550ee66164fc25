import { describe, expect, test } from 'vitest';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { useInstallation, visitor } from '../../../tests/support/installation.ts';
import { citizen, published, worker } from '../../desk/test/people.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const safe = () => house.it.faces.safeguards;
const words = 'Звонила старшая сестра и просила забрать жалобу.';

describe('a report of pressure', () => {
  test('waits for the controller with a letter, and for nobody else', async () => {
    const author = await citizen(house.it, 'author@example.org');
    const moderator = await worker(house.it, 'moderator@example.org', 'moderator');
    const controller = await worker(house.it, 'controller@example.org', 'controller');
    const executor = await worker(house.it, 'executor@example.org', 'executor');
    const head = await worker(house.it, 'head@example.org', 'head');
    const number = await published(house.it, author, moderator);
    await safe().reportPressure(author, { number, occasion: 'withdrawal', words });
    await expect(
      safe().reportPressure(author, { number, occasion: 'verdict', words }),
    ).rejects.toMatchObject(code('already-done'));

    await house.it.runJobs();
    const letters = house.it.letters.filter(({ text }) => text.includes('/desk/pressure'));
    expect(letters.map(({ to }) => to)).toEqual(['controller@example.org']);
    expect(letters[0]!.text).not.toContain('сестра');

    const [waiting] = await safe().listPressure(controller, {});
    expect(waiting).toMatchObject({ number, words, occasion: 'withdrawal' });
    const { looks } = await house.it.faces.complaints.listLooks(author, {});
    expect(looks.filter(({ what }) => what === 'pressure')).toMatchObject([
      { number, roles: ['controller'] },
    ]);
    for (const actor of [executor, head, moderator, author]) {
      await expect(safe().listPressure(actor, {})).rejects.toBeTruthy();
      const shown = await house.it.faces.complaints.getComplaint(actor, { number });
      expect(JSON.stringify(shown)).not.toContain('сестра');
    }
    expect(await safe().getSafeguards(executor, { number })).toMatchObject({ reports: [] });

    const settle = (actor: typeof controller) =>
      safe().settlePressure(actor, {
        id: waiting!.id,
        outcome: 'confirmed',
        finding: 'Поговорили с главным врачом, звонков больше не будет.',
      });
    await expect(settle(moderator)).rejects.toMatchObject(code('forbidden'));
    await settle(controller);
    await expect(settle(controller)).rejects.toMatchObject(code('already-done'));
    expect(await safe().listPressure(controller, {})).toEqual([]);
    expect(await safe().getSafeguards(author, { number })).toMatchObject({
      eye: 'author',
      reports: [{ settledAt: house.it.clock.now() }],
    });
    // What follows is another report.
    await safe().reportPressure(author, { number, occasion: 'other', words });
  });

  test('of a controller reaches another one; outside of the reach it does not exist', async () => {
    const own = await worker(house.it, 'own@example.org', 'controller');
    const other = await worker(house.it, 'other@example.org', 'controller');
    const moderator = await worker(house.it, 'own-m@example.org', 'moderator');
    const number = await published(house.it, own, moderator);
    await safe().reportPressure(own, { number, occasion: 'verdict', words });
    const of = async (actor: typeof own) =>
      (await safe().listPressure(actor, {})).filter((one) => one.number === number);
    expect(await of(own)).toEqual([]);
    const [waiting] = await of(other);
    const settled = { id: waiting!.id, outcome: 'passed-on' as const, finding: 'Передано.' };
    await expect(safe().settlePressure(own, settled)).rejects.toMatchObject(code('not-found'));
    const far = {
      ...other,
      grants: [{ role: 'controller' as const, reach: { kind: 'district' as const, id: 'none' } }],
    };
    expect(await of(far)).toEqual([]);
    // Whose grant is over the clinic alone is no controller of the department.
    const reach = { kind: 'organisation' as const, id: 'dzm' };
    const near = { ...other, grants: [{ role: 'controller' as const, reach }] };
    await expect(of(near)).rejects.toMatchObject(code('forbidden'));
    await expect(safe().settlePressure(far, settled)).rejects.toMatchObject(code('not-found'));
  });

  test('is sealed, goes with the words of the case, and is refused to strangers', async () => {
    const author = await citizen(house.it, 'gone@example.org');
    const moderator = await worker(house.it, 'gone-m@example.org', 'moderator');
    const controller = await worker(house.it, 'gone-c@example.org', 'controller');
    const number = await published(house.it, author, moderator);
    await expect(
      safe().reportPressure(visitor(), { number, occasion: 'other', words }),
    ).rejects.toMatchObject(code('sign-in-required'));
    await expect(
      safe().reportPressure(moderator, { number, occasion: 'other', words }),
    ).rejects.toMatchObject(code('not-found'));
    await safe().reportPressure(author, { number, occasion: 'other', words });
    const boss = await clientFor(house.it.superUrl);
    const { rows } = await boss.query<{ case_id: string; words_sealed: string }>(
      'select r.* from pressure_reports r join cases c on c.id = r.case_id where c.number = $1',
      [number],
    );
    await boss.end();
    expect(rows[0]!.words_sealed).not.toContain('сестра');
    await house.it.faces.complaints.eraseComplaint(
      { kind: 'system', region: 'RU-MOW', name: 'cli' },
      { subjectId: rows[0]!.case_id, ground: 'Просьба автора' },
    );
    const left = (await safe().listPressure(controller, {})).find((one) => one.number === number);
    expect(left).toMatchObject({ words: null });
    await safe().settlePressure(controller, {
      id: left!.id,
      outcome: 'not-confirmed',
      finding: 'Слова стёрты.',
    });
  });
});

describe('a report beside a verdict by the link in a letter', () => {
  /** An answered case, and the secret of the link that asks its author for a verdict. */
  async function asked(name: string) {
    const author = await citizen(house.it, `${name}@links.example`);
    const moderator = await worker(house.it, `${name}-m@links.example`, 'moderator');
    const head = await worker(house.it, `${name}-h@links.example`, 'head');
    const controller = await worker(house.it, `${name}-c@links.example`, 'controller');
    const number = await published(house.it, author, moderator);
    await house.it.faces.cases.handInAnswer(head, {
      number,
      text: 'Поставили автомат с бахилами у входа.',
      outcome: 'change-made',
      signerName: 'Иванова А. А.',
      signerPost: 'Главный врач',
    });
    const second = await worker(house.it, `${name}-s@links.example`, 'moderator');
    await house.it.faces.cases.publishAnswer(second, { number });
    await house.it.runJobs();
    const pattern = /\/say\/([\w-]{43})/;
    const letter = house.it.letters.find(
      ({ to, text }) => to === `${name}@links.example` && pattern.test(text),
    )!;
    const token = pattern.exec(letter.text)![1]!;
    const of = async () =>
      (await safe().listPressure(controller, {})).filter((one) => one.number === number);
    return { author, number, token, of };
  }
  const verdict = (token: string) =>
    house.it.faces.cases.sayByLink(visitor(), { what: 'verdict', token, verdict: 'confirmed' });

  test('goes to the controller like one by account, and leaves the link for the verdict', async () => {
    const { token, of, number, author } = await asked('linked');
    await safe().reportByLink(visitor(), { token, words });
    expect(await of()).toMatchObject([{ number, occasion: 'verdict', words }]);
    await house.it.runJobs();
    expect(
      house.it.letters.filter(
        ({ to, text }) => to === 'linked-c@links.example' && text.includes('/desk/pressure'),
      ),
    ).toHaveLength(1);
    await expect(safe().reportByLink(visitor(), { token, words })).rejects.toMatchObject(
      code('already-done'),
    );
    await verdict(token);
    expect((await safe().getSafeguards(author, { number })).reports).toHaveLength(1);
  });

  test('is taken only while the link asks for a verdict', async () => {
    const { token, of } = await asked('spent');
    await expect(
      safe().reportByLink(visitor(), { token: 'x'.repeat(43), words }),
    ).rejects.toMatchObject(code('not-found'));
    await verdict(token);
    await expect(safe().reportByLink(visitor(), { token, words })).rejects.toMatchObject(
      code('already-done'),
    );
    // A link that asks for something else tells nothing of pressure.
    const other = await asked('other-link');
    const boss = await clientFor(house.it.superUrl);
    await boss.query(
      `update case_author_links set purpose = 'question'
       from cases where cases.id = case_id and number = $1`,
      [other.number],
    );
    await boss.end();
    await expect(
      safe().reportByLink(visitor(), { token: other.token, words }),
    ).rejects.toMatchObject(code('not-found'));
    const late = await asked('late');
    house.it.clock.advance(40 * 86_400_000);
    await expect(
      safe().reportByLink(visitor(), { token: late.token, words }),
    ).rejects.toMatchObject(code('link-expired'));
    expect([...(await of()), ...(await late.of())]).toEqual([]);
  });
});
