import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { citizen, worker, type Person } from '../../desk/test/people.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const crowd = () => house.it.faces.crowd;
const TEXT = 'Поставить на каждом этаже пеленальный столик и вешалку.';
const DIRECTIONS = ['comfort', 'feedback', 'access'].map((one) => ({
  code: one,
  ru: `Направление ${one}`,
  en: `Direction ${one}`,
}));
const RETENTION = { kind: 'system', region: REGION, name: 'retention' } as const;

let administrator: Person;
let moderator: Person;
let author: Person;
let count = 0;
let project = '';

const opened = async (opensOn: string, closesOn: string): Promise<string> => {
  count += 1;
  const made = await crowd().openProject(administrator, {
    code: `project-${count}`,
    titleRu: 'Что изменить',
    titleEn: 'What to change',
    goalRu: 'Спрашиваем, чего не хватает.',
    goalEn: 'We ask what is missing.',
    hostRu: 'Департамент',
    hostEn: 'The department',
    directions: DIRECTIONS,
    opensOn,
    closesOn,
  });
  return made.code;
};
const sent = async (text = TEXT, by = author): Promise<string> =>
  (await crowd().sendProposal(by, { project, direction: 'comfort', text })).number;
const listed = async () =>
  (await crowd().listProposals(visitor(), { project })).proposals.map(({ number }) => number);
const day = (days: number): string =>
  new Date(house.it.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

async function ask<Row extends Record<string, unknown>>(sql: string, values: unknown[] = []) {
  const boss = await clientFor(house.it.superUrl);
  const { rows } = await boss.query<Row>(sql, values);
  await boss.end();
  return rows;
}

beforeAll(async () => {
  administrator = await worker(house.it, 'administrator@example.org', 'administrator');
  moderator = await worker(house.it, 'moderator@example.org', 'moderator');
  author = await citizen(house.it, 'author@example.org');
});
beforeEach(async () => {
  project = await opened(day(-5), day(20));
});

describe('a proposal', () => {
  test('is nobody’s business before it is shown, and everybody’s after', async () => {
    const number = await sent();
    for (const actor of [visitor(), await citizen(house.it, 'other@example.org')])
      await expect(crowd().getProposal(actor, { number })).rejects.toMatchObject(code('not-found'));
    expect(await listed()).toEqual([]);
    const { waiting } = await crowd().listWaiting(moderator, {});
    expect(waiting.map((one) => one.number)).toContain(number);
    expect(JSON.stringify(waiting)).not.toContain('столик');
    const rows = await ask(`select * from crowd_proposals where number = $1`, [number]);
    expect(JSON.stringify(rows)).not.toContain('столик');
    await crowd().judgeProposal(moderator, { number, decision: 'show' });
    expect(await listed()).toEqual([number]);
    const shown = await crowd().getProposal(visitor(), { number });
    expect(shown).toMatchObject({ eye: 'public', proposal: { text: TEXT } });
    expect(JSON.stringify(shown)).not.toContain(author.personId);
    await expect(
      crowd().judgeProposal(moderator, { number, decision: 'reject', reason: 'insult' }),
    ).rejects.toMatchObject(code('already-done'));
  });

  test('is cut and not reworded, and never with a name left unseen', async () => {
    const number = await sent('Пусть Иванова Анна Петровна открывает кабинет в восемь.');
    const show = (rest: object) =>
      crowd().judgeProposal(moderator, { number, decision: 'show', ...rest });
    await expect(show({})).rejects.toMatchObject(code('personal-data-left'));
    await expect(show({ marked: 'Пусть кабинет открывают.' })).rejects.toMatchObject(
      code('invalid-input'),
    );
    await show({ marked: 'Пусть [[Иванова Анна Петровна]] открывает кабинет в восемь.' });
    const { proposal } = await crowd().getProposal(visitor(), { number });
    expect(proposal.text).toBe('Пусть […] открывает кабинет в восемь.');
  });

  test('goes back with a reason, is mended, and waits again', async () => {
    const number = await sent();
    await expect(
      crowd().judgeProposal(moderator, { number, decision: 'return' }),
    ).rejects.toMatchObject(code('invalid-input'));
    const before = house.it.letters.length;
    await crowd().judgeProposal(moderator, {
      number,
      decision: 'return',
      reason: 'composite',
      note: 'Столик и вешалка — разное.',
    });
    await house.it.runJobs();
    const letters = house.it.letters.slice(before).filter(({ text }) => text.includes(number));
    expect(letters).toHaveLength(1);
    expect(letters[0]!.text).not.toMatch(/столик|вешалк/i);
    const own = await crowd().getProposal(author, { number });
    expect(own).toMatchObject({
      eye: 'author',
      own: { state: 'returned', reason: 'composite', note: 'Столик и вешалка — разное.' },
    });
    const stranger = await citizen(house.it, 'stranger@example.org');
    const mended = { number, text: 'Поставить на каждом этаже пеленальный столик.' };
    await expect(crowd().mendProposal(stranger, mended)).rejects.toMatchObject(code('not-found'));
    await crowd().mendProposal(author, mended);
    expect(await crowd().getProposal(author, { number })).toMatchObject({
      own: { state: 'waiting', own: mended.text, reason: null, note: null },
    });
    await expect(crowd().mendProposal(author, mended)).rejects.toMatchObject(
      code('move-impossible'),
    );
  });

  test('is taken back by its author alone, and gone from the next answer on', async () => {
    const number = await sent();
    await crowd().judgeProposal(moderator, { number, decision: 'show' });
    const stranger = await citizen(house.it, 'stranger@example.org');
    await expect(crowd().withdrawProposal(stranger, { number })).rejects.toMatchObject(
      code('not-found'),
    );
    await crowd().withdrawProposal(author, { number });
    expect(await listed()).toEqual([]);
    await expect(crowd().getProposal(visitor(), { number })).rejects.toMatchObject(
      code('not-found'),
    );
    await expect(crowd().withdrawProposal(author, { number })).rejects.toMatchObject(
      code('already-done'),
    );
  });

  test('is not judged by whoever wrote it, nor by a moderator of one clinic', async () => {
    const number = await sent(TEXT, moderator);
    await expect(
      crowd().judgeProposal(moderator, { number, decision: 'show' }),
    ).rejects.toMatchObject(code('forbidden'));
    expect(
      (await crowd().listWaiting(moderator, {})).waiting.map((one) => one.number),
    ).not.toContain(number);
    const near = staff(newId(), { role: 'moderator', reach: { kind: 'clinic', id: newId() } });
    await expect(crowd().judgeProposal(near, { number, decision: 'show' })).rejects.toMatchObject(
      code('forbidden'),
    );
  });

  test('that sounds like danger goes to the duty at once and waits first', async () => {
    const calm = await sent();
    const letters = () =>
      house.it.letters.filter(({ text }) => text.includes('/desk/crowd')).length;
    await house.it.runJobs();
    const before = letters();
    const number = await sent('Поставьте лавку. И помогите: дома муж угрожает ножом.');
    await house.it.runJobs();
    expect(letters()).toBeGreaterThan(before);
    const { waiting } = await crowd().listWaiting(moderator, {});
    expect(waiting[0]).toMatchObject({ number, danger: true });
    expect(waiting.find((one) => one.number === calm)).toMatchObject({ danger: false });
    // Sent back and mended, it waits like any other.
    await crowd().judgeProposal(moderator, { number, decision: 'return', reason: 'off-topic' });
    await crowd().mendProposal(author, { number, text: TEXT });
    const now = (await crowd().listWaiting(moderator, {})).waiting;
    expect(now.find((one) => one.number === number)).toMatchObject({ danger: false });
  });

  test('is short, of a direction of its project, and sent by somebody signed in', async () => {
    const send = (rest: object, by: Parameters<ReturnType<typeof crowd>['sendProposal']>[0]) =>
      crowd().sendProposal(by, { project, direction: 'comfort', text: TEXT, ...rest });
    await expect(send({ text: 'я'.repeat(601) }, author)).rejects.toMatchObject(
      code('invalid-input'),
    );
    await expect(send({ direction: 'elsewhere' }, author)).rejects.toMatchObject(
      code('unknown-reference'),
    );
    await expect(send({}, visitor())).rejects.toMatchObject(code('sign-in-required'));
    await send({ text: 'я'.repeat(600) }, author);
  });
});

describe('a project', () => {
  test('takes proposals on its days and on no other', async () => {
    const send = (to: string) =>
      crowd().sendProposal(author, { project: to, direction: 'comfort', text: TEXT });
    await expect(send(await opened(day(2), day(3)))).rejects.toMatchObject(code('window-over'));
    await expect(send(await opened(day(-9), day(-2)))).rejects.toMatchObject(code('window-over'));
    await send(await opened(day(0), day(0)));
    const phases = await crowd().listProjects(visitor(), {});
    expect(new Set(phases.map(({ phase }) => phase))).toEqual(new Set(['coming', 'open', 'over']));
  });

  test('moves its dates only with a public reason once it has opened', async () => {
    const move = (rest: object) =>
      crowd().moveDates(administrator, { project, opensOn: day(-5), closesOn: day(40), ...rest });
    await expect(move({})).rejects.toMatchObject(code('reason-required'));
    await expect(move({ opensOn: day(-6), reason: 'Так.' })).rejects.toMatchObject(
      code('move-impossible'),
    );
    await move({ reason: 'Праздники: дадим ещё время.' });
    expect(await crowd().getProject(visitor(), { code: project })).toMatchObject({
      closesOn: day(40),
      moves: [{ closesBefore: day(20), closesOn: day(40), reason: 'Праздники: дадим ещё время.' }],
    });
    const coming = await opened(day(5), day(6));
    await crowd().moveDates(administrator, {
      project: coming,
      opensOn: day(6),
      closesOn: day(7),
    });
    expect((await crowd().getProject(visitor(), { code: coming })).moves).toEqual([]);
  });

  test('is opened by an administrator of the region, under a name of its own', async () => {
    const again = { titleRu: 'Ещё раз', titleEn: 'Once more', goalRu: 'Спрашиваем опять.' };
    const input = {
      ...again,
      code: project,
      goalEn: 'We ask again.',
      hostRu: 'Город',
      hostEn: 'The city',
      directions: DIRECTIONS,
      opensOn: day(1),
      closesOn: day(2),
    };
    await expect(crowd().openProject(moderator, input)).rejects.toMatchObject(code('forbidden'));
    await expect(crowd().openProject(administrator, input)).rejects.toMatchObject(
      code('already-exists'),
    );
    const bad = [
      { ...input, code: 'propose' },
      { ...input, code: 'too-few', directions: DIRECTIONS.slice(0, 2) },
      { ...input, code: 'backwards', closesOn: day(0) },
    ];
    for (const one of bad)
      await expect(crowd().openProject(administrator, one)).rejects.toMatchObject(
        code('invalid-input'),
      );
  });

  test('shows proposals in an order of the day: one for everybody, another tomorrow', async () => {
    const numbers: string[] = [];
    for (let at = 0; at < 8; at += 1) {
      const number = await sent(`Предложение номер ${at} об одном и том же.`);
      await crowd().judgeProposal(moderator, { number, decision: 'show' });
      numbers.push(number);
    }
    const today = await listed();
    expect(today.toSorted()).toEqual(numbers.toSorted());
    expect(await listed()).toEqual(today);
    const pages = [];
    for (const page of [1, 2, 3])
      pages.push(
        ...(await crowd().listProposals(visitor(), { project, page, limit: 3 })).proposals,
      );
    expect(pages.map(({ number }) => number)).toEqual(today);
    const orders = new Set([today.join()]);
    for (let ahead = 0; ahead < 4; ahead += 1) {
      house.it.clock.advance(86_400_000);
      orders.add((await listed()).join());
    }
    expect(orders.size).toBeGreaterThan(1);
    expect(await crowd().listProposals(visitor(), { project })).toMatchObject({
      total: 8,
      byDirection: { comfort: 8 },
    });
  });
});

describe('what is kept', () => {
  test('words that were rejected or taken back are destroyed after their term', async () => {
    const [rejected, shown] = [await sent(), await sent()];
    await crowd().judgeProposal(moderator, {
      number: rejected,
      decision: 'reject',
      reason: 'off-topic',
    });
    await crowd().judgeProposal(moderator, { number: shown, decision: 'show' });
    await crowd().forgetSettled(RETENTION, {});
    expect(await crowd().getProposal(author, { number: rejected })).toMatchObject({
      own: { own: TEXT },
    });
    house.it.clock.advance(91 * 86_400_000);
    expect((await crowd().forgetSettled(RETENTION, {})).removed).toBeGreaterThan(0);
    expect(
      await ask(`select author_id, text_sealed from crowd_proposals where number = $1`, [rejected]),
    ).toEqual([{ author_id: null, text_sealed: '' }]);
    expect(await crowd().getProposal(author, { number: shown })).toMatchObject({
      own: { own: TEXT },
    });
  });

  test('somebody’s proposals are in the own export, and go with the account', async () => {
    const leaver = await citizen(house.it, 'leaver@example.org');
    const number = await sent(TEXT, leaver);
    await crowd().judgeProposal(moderator, { number, decision: 'show' });
    const proven = { ...leaver, provenAt: house.it.clock.now() };
    const own = await house.it.faces.complaints.exportOwn(proven, {});
    expect(own.proposals).toMatchObject([{ number, words: TEXT, state: 'shown' }]);
    await house.it.faces.complaints.eraseOwnAccount(proven, { agreed: 'erase' });
    expect(await listed()).toEqual([]);
    expect(
      await ask(
        `select author_id, text_public, text_sealed from crowd_proposals where number = $1`,
        [number],
      ),
    ).toEqual([{ author_id: null, text_public: null, text_sealed: '' }]);
  });
});
