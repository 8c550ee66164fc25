import { beforeAll, describe, expect, test } from 'vitest';
import { addGrant, ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor } from '@otklik/kernel';
import { confirmContact, contactFor } from '@otklik/notices';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { forgetDayOff, makeDayOff } from '../../../tests/support/corrected-calendar.ts';
import { recountAppeals } from '../src/jobs/recount-appeals.ts';
import {
  proven,
  REGION,
  staff,
  useInstallation,
  visitor,
} from '../../../tests/support/installation.ts';

const house = useInstallation();
const DAY_MS = 86_400_000;
const everywhere = { kind: 'region' } as const;
const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
let author: Actor;
let coordinator: Actor;

async function person(email: string, role?: 'coordinator'): Promise<Actor> {
  const id = await house.it.app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const personId = await contactFor(tx, { email, locale: 'ru' });
      await confirmContact(tx, personId);
      await ensurePerson(tx, personId);
      if (role) await addGrant(tx, { personId, role, reach: everywhere, grantedBy: null });
      return personId;
    },
    { now: house.it.clock.now() },
  );
  return staff(id, ...(role ? [{ role, reach: everywhere }] : []));
}

const lanes = (open: boolean) =>
  house.it.faces.complaints.importLanes(clockwork, {
    emergency: [{ code: '112', number: '112', ru: 'все службы', en: 'all services' }],
    duty_email: null,
    appeals: {
      open,
      url: null,
      registration_days: 3,
      answer_days: 30,
      extension_days: 30,
      forwarding_days: 7,
      roll: 'previous',
    },
  });

beforeAll(async () => {
  author = await person('author@example.org');
  coordinator = await person('coordinator@example.org', 'coordinator');
  await lanes(true);
});

async function filed(): Promise<string> {
  const { complaints } = house.it.faces;
  const { number } = await complaints.fileComplaint(author, {
    clinic: 'msk-a-001-x',
    topic: 'no-shoe-covers',
    story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
    facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
  });
  await complaints.publishComplaint(moderator, { number });
  await complaints.fileAppeal(author, {
    number,
    text: 'Прошу сообщить, когда на входе снова появятся бахилы и кто за это отвечает.',
    surname: 'Иванова',
    address: 'Москва, улица Лесная, дом 1',
  });
  return number;
}

/** What the job does every ten minutes. */
async function tick(): Promise<void> {
  const { complaints } = house.it.faces;
  for (const number of await complaints.listLateAppeals(clockwork, {}))
    await complaints.noteLateAppeal(clockwork, { number });
  await house.it.runJobs();
}
const told = (to: string): number =>
  house.it.letters.filter((one) => one.to === to && /просрочено|Срок по 59-ФЗ/.test(one.subject))
    .length;

test('a term of an appeal that has passed is told once, and shown in the coordinators’ list', async () => {
  const { complaints } = house.it.faces;
  const number = await filed();
  await expect(complaints.listAppeals(moderator, {})).rejects.toMatchObject({ code: 'forbidden' });
  expect((await complaints.listAppeals(coordinator, {})).appeals).toMatchObject([
    { number, state: 'filed', late: false },
  ]);
  await tick();
  expect(told('author@example.org')).toBe(0);
  house.it.clock.advance(5 * DAY_MS);
  await tick();
  await tick();
  expect(told('author@example.org')).toBe(1);
  expect(told('coordinator@example.org')).toBe(1);
  const overdue = await complaints.listAppeals(coordinator, { which: 'overdue' });
  expect(overdue.appeals.map((one) => one.number)).toEqual([number]);
  await complaints.registerAppeal(coordinator, { number, registrationNumber: '7-26' });
  expect((await complaints.listAppeals(coordinator, { which: 'overdue' })).appeals).toEqual([]);
  // The seven days of forwarding are no lateness of whoever answers.
  house.it.clock.advance(9 * DAY_MS);
  await tick();
  expect(told('author@example.org')).toBe(1);
  house.it.clock.advance(30 * DAY_MS);
  await tick();
  expect(told('author@example.org')).toBe(2);
});

test('is filed by the complaint’s author where the channel is open, decided and read by whose it is', async () => {
  const { complaints, registry } = house.it.faces;
  const { number } = await complaints.fileComplaint(author, {
    clinic: 'msk-a-001-x',
    topic: 'no-shoe-covers',
    story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
    facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
  });
  const words = {
    number,
    text: 'Прошу сообщить, когда на входе снова появятся бахилы.',
    surname: 'Иванова',
    address: 'Москва, улица Лесная, дом 1',
  };
  const stranger = await person('passer-by@example.org');
  await expect(complaints.fileAppeal(stranger, words)).rejects.toMatchObject({ code: 'not-found' });
  await lanes(false);
  await expect(complaints.fileAppeal(author, words)).rejects.toMatchObject({
    code: 'topic-closed',
  });
  await lanes(true);
  await complaints.fileAppeal(author, words);
  // Neither a coordinator of the clinic it is about nor one who wrote it decides about it.
  const { id } = await registry.getClinic(visitor(), { code: 'msk-a-001-x' });
  const near = staff(newId(), { role: 'coordinator', reach: { kind: 'clinic', id } });
  const { personId } = author as Extract<Actor, { kind: 'person' }>;
  const own = staff(personId, { role: 'coordinator', reach: everywhere });
  await complaints.publishComplaint(moderator, { number });
  for (const who of [near, own, moderator])
    await expect(
      complaints.registerAppeal(who, { number, registrationNumber: '9-26' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  await complaints.registerAppeal(coordinator, { number, registrationNumber: '9-26' });
  const seen = async (who: Actor) => (await complaints.getComplaint(who, { number })).appeal;
  const closed = { text: null, surname: null, address: null };
  expect(await seen(moderator)).toMatchObject({ may: false, state: 'registered', ...closed });
  for (const who of [author, coordinator])
    expect(await seen(who)).toMatchObject({ text: words.text, surname: 'Иванова' });
  const day = (at: Date): string => at.toISOString().slice(0, 10);
  const forwarding = (await seen(author))!.clocks.find(({ stage }) => stage === 'forwarding');
  expect(forwarding!.dueDate).toBe(day(new Date(house.it.clock.now().getTime() + 7 * DAY_MS)));
});

test('the notice of an extension stays beside the answer', async () => {
  const { complaints } = house.it.faces;
  const number = await filed();
  await complaints.registerAppeal(coordinator, { number, registrationNumber: '8-26' });
  await complaints.extendAppeal(coordinator, {
    number,
    days: 10,
    notice: 'Ждём ответа поставщика.',
  });
  const before = (await complaints.getComplaint(author, { number })).appeal!;
  expect(before.answer).toBeNull();
  await complaints.answerAppeal(coordinator, { number, text: 'Бахилы завезены, автомат починен.' });
  const { answer, notices } = (await complaints.getComplaint(author, { number })).appeal!;
  expect(answer).toBe('Бахилы завезены, автомат починен.');
  expect(notices).toMatchObject([{ days: 10, text: 'Ждём ответа поставщика.' }]);
  expect((await complaints.getComplaint(visitor(), { number })).appeal).toBeNull();
});

test('the body to which an appeal is forwarded gets a letter, without a word of the author’s', async () => {
  const { cases, complaints } = house.it.faces;
  const number = await filed();
  const chief = proven(staff(newId(), { role: 'administrator', reach: everywhere }));
  const code = 'health-authority';
  await cases.saveBody(chief, {
    code,
    version: 0,
    name_ru: 'Надзор',
    name_en: 'Authority',
    url: null,
    organisation: null,
    position: 90,
    email: 'body@example.org',
  });
  await complaints.registerAppeal(coordinator, { number, registrationNumber: '9-26' });
  await complaints.forwardAppeal(coordinator, { number, body: code });
  await house.it.runJobs();
  const letters = house.it.letters.filter(({ to }) => to === 'body@example.org');
  expect(letters).toHaveLength(1);
  expect(letters[0]!.subject).toContain(number);
  expect(letters[0]!.text).not.toMatch(/Иванова|Лесная|снова появятся/);
  expect((await complaints.getComplaint(author, { number })).appeal).toMatchObject({
    state: 'forwarded',
    forwardedTo: code,
  });
});

test('what could be promised no date gets one when the calendar comes', async () => {
  const { cases, complaints } = house.it.faces;
  const boss = await clientFor(house.it.superUrl);
  const executor = staff(newId(), { role: 'executor', reach: everywhere });
  const friend = await person('friend@example.org');
  const numbersOf = async () => [
    ...(await cases.listDue(clockwork, { what: 'dateless' })),
    ...(await complaints.listLateAppeals(clockwork, { what: 'dateless' })),
  ];
  try {
    // Its reply has a date; the proposal beside it gets none.
    const asked = await filed();
    // Settled long ago; what its clinic adds to the answer is checked all the same.
    const settled = await filed();
    await cases.handInAnswer(executor, {
      number: settled,
      text: 'Автомат с бахилами починили.',
      outcome: 'change-made',
      signerName: 'Петрова',
      signerPost: 'врач',
    });
    await cases.publishAnswer(moderator, { number: settled });
    await cases.giveVerdict(author, { number: settled, verdict: 'confirmed' });
    const changeOf = async () => {
      const { answers } = (await complaints.getComplaint(moderator, { number: settled })).case;
      return answers[0]!.changes[0]!.clock!;
    };
    const { rows } = await boss.query<Record<string, unknown>>(
      `delete from calendars where scope = 'RU' and year = 2026 returning *`,
    );
    const words = 'Второй автомат поставили у бокового входа.';
    await cases.addToAnswer(executor, { number: settled, text: words });
    expect((await changeOf()).dueAt).toBeNull();
    await cases.askQuestion(executor, { number: asked, text: 'У какого входа это было?' });
    const number = await filed();
    await complaints.registerAppeal(coordinator, { number, registrationNumber: '10-26' });
    await cases.supportCase(friend, { number });
    const before = (await complaints.getComplaint(author, { number })).appeal!;
    expect(before.clocks.find(({ stage }) => stage === 'answer')).toMatchObject({ dueAt: null });
    expect((await cases.listOwnSupports(friend, {}))[0]).toMatchObject({ dueAt: null });
    expect((await numbersOf()).toSorted()).toEqual([asked, settled, number, number].toSorted());
    for (const table of rows)
      await boss.query(
        `insert into calendars (scope, year, version, content, act, verified) values ($1, $2, $3, $4, $5, $6)`,
        [
          table['scope'],
          table['year'],
          table['version'],
          JSON.stringify(table['content']),
          JSON.stringify(table['act']),
          table['verified'],
        ],
      );
    for (const one of new Set(await numbersOf()))
      await cases.recountCase(clockwork, { number: one });
    expect(await complaints.recountAppeal(clockwork, { number })).toEqual({ recounted: true });
    expect(await complaints.recountAppeal(clockwork, { number })).toEqual({ recounted: false });
    expect(await numbersOf()).toEqual([]);
    const after = (await complaints.getComplaint(author, { number })).appeal!;
    expect(after.clocks.find(({ stage }) => stage === 'answer')!.dueAt).not.toBeNull();
    expect((await cases.listOwnSupports(friend, {}))[0]!.dueAt).toBeInstanceOf(Date);
    const { clocks } = (await complaints.getComplaint(moderator, { number: asked })).case;
    expect(clocks.find(({ stage }) => stage === 'proposal')!.dueAt).toBeInstanceOf(Date);
    expect((await changeOf()).dueAt).toBeInstanceOf(Date);
  } finally {
    await boss.end();
  }
});

test('a corrected calendar moves the term of an appeal, by the hour’s own job, once, and its author is told', async () => {
  const { complaints } = house.it.faces;
  const boss = await clientFor(house.it.superUrl);
  const number = await filed();
  await complaints.registerAppeal(coordinator, { number, registrationNumber: '11-26' });
  const termOf = async () =>
    (await complaints.getComplaint(author, { number })).appeal!.clocks.find(
      ({ stage }) => stage === 'answer',
    )!;
  const job = () =>
    recountAppeals.run({ app: house.it.app, signal: new AbortController().signal } as never);
  const letters = () => house.it.letters.filter(({ text }) => text.includes(number)).length;
  try {
    const { dueDate } = await termOf();
    await job();
    expect((await termOf()).dueDate).toBe(dueDate);
    await house.it.runJobs();
    const before = letters();
    await makeDayOff(boss, dueDate!);
    await expect(complaints.listMovedAppeals(coordinator, {})).rejects.toMatchObject({
      code: 'forbidden',
    });
    await job();
    await job();
    expect((await termOf()).dueDate! < dueDate!).toBe(true);
    expect((await complaints.listMovedAppeals(clockwork, {})).numbers).toEqual([]);
    await house.it.runJobs();
    expect(letters()).toBe(before + 1);
    const { rows } = await boss.query(
      `select 1 from complaint_appeal_entries e join complaint_appeals a on a.id = e.appeal_id
       join cases c on c.id = a.case_id where c.number = $1 and e.step = 'recount'`,
      [number],
    );
    expect(rows).toHaveLength(1);
  } finally {
    await forgetDayOff(boss);
    await boss.end();
  }
});

describe('an appeal with no complaint before it', () => {
  const CLINIC = 'msk-a-001-x';
  const lawful = {
    text: 'Прошу сообщить, когда на входе снова появятся бахилы и кто за это отвечает.',
    surname: 'Сидорова',
    address: 'Москва, улица Садовая, дом 5',
  };
  const alone = async (over: object = {}) =>
    house.it.faces.complaints.fileLoneAppeal(author, { clinic: CLINIC, ...lawful, ...over });

  test('is filed, registered, extended and answered, and seen by nobody else', async () => {
    const { complaints } = house.it.faces;
    await expect(
      complaints.fileLoneAppeal(visitor(), { clinic: CLINIC, ...lawful }),
    ).rejects.toMatchObject({ code: 'sign-in-required' });
    const { number } = await alone({ topic: 'no-shoe-covers' });
    const stranger = await person('stranger@example.org');
    for (const who of [
      stranger,
      moderator,
      staff(newId(), { role: 'executor', reach: everywhere }),
    ])
      await expect(complaints.getAppeal(who, { number })).rejects.toMatchObject({
        code: 'not-found',
      });
    // It is no case: nothing of it stands among them.
    await expect(complaints.getComplaint(author, { number })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await complaints.listMyAppeals(author, {})).toMatchObject([{ number, state: 'filed' }]);
    const listed = (await complaints.listAppeals(coordinator, {})).appeals;
    expect(listed.find((one) => one.number === number)).toMatchObject({ isAlone: true });

    await complaints.registerAppeal(coordinator, { number, registrationNumber: '20-26' });
    await complaints.extendAppeal(coordinator, { number, days: 10, notice: 'Ждём поставщика.' });
    await complaints.answerAppeal(coordinator, {
      number,
      text: 'Бахилы завезены, автомат починен.',
    });
    const seen = await complaints.getAppeal(author, { number });
    expect(seen).toMatchObject({ audience: 'author', bodies: [] });
    expect(seen.appeal).toMatchObject({
      ...lawful,
      state: 'answered',
      registrationNumber: '20-26',
      answer: 'Бахилы завезены, автомат починен.',
      notices: [{ days: 10 }],
    });
    await house.it.runJobs();
    const step = house.it.letters.findLast(
      ({ to, text }) => to === 'author@example.org' && text.includes(`/appeals/${number}`),
    );
    expect(step?.text).not.toMatch(/Сидорова|Садовая/);
    // Who opened it is told to its author.
    house.it.clock.advance(DAY_MS);
    await complaints.getAppeal(coordinator, { number });
    const { looks } = await complaints.listLooks(author, {});
    expect(looks[0]).toMatchObject({ number, what: 'appeal', roles: ['coordinator'] });
  });

  test('is told when late, dated when a calendar comes, and forwarded never to whom it is about', async () => {
    const { complaints } = house.it.faces;
    const { number } = await alone();
    const { bodies } = await complaints.getAppeal(coordinator, { number });
    expect(bodies.length).toBeGreaterThan(0);
    house.it.clock.advance(5 * DAY_MS);
    expect(await complaints.listLateAppeals(clockwork, {})).toContain(number);
    const before = told('author@example.org');
    expect(await complaints.noteLateAppeal(clockwork, { number })).toEqual({ told: true });
    await house.it.runJobs();
    expect(told('author@example.org')).toBe(before + 1);
    expect(await complaints.recountAppeal(clockwork, { number })).toEqual({ recounted: false });
    await complaints.registerAppeal(coordinator, { number, registrationNumber: '21-26' });
    await complaints.forwardAppeal(coordinator, { number, body: bodies[0]!.code });
    expect((await complaints.getAppeal(author, { number })).appeal.state).toBe('forwarded');
  });

  test('is refused where the channel is closed, and read by moderators when it sounds like danger', async () => {
    const { complaints } = house.it.faces;
    const { number } = await alone({ text: 'Отец потерял сознание прямо в очереди, помогите.' });
    expect(await complaints.getAppeal(moderator, { number })).toMatchObject({
      audience: 'staff',
      danger: true,
      appeal: { may: false },
    });
    await house.it.runJobs();
    const path = `/desk/appeals/${number}`;
    const letters = house.it.letters.filter(({ text }) => text.includes(path));
    expect(letters.map(({ to }) => to)).toContain('coordinator@example.org');
    await lanes(false);
    await expect(alone()).rejects.toMatchObject({ code: 'topic-closed' });
    await lanes(true);
  });

  test('is taken home by its author, and erased with the account once it is over', async () => {
    const { complaints } = house.it.faces;
    author = proven(await person('leaving@example.org'));
    const { number } = await alone();
    const { appeals } = await complaints.exportOwn(author, {});
    expect(appeals).toMatchObject([{ number, ...lawful }]);
    await expect(complaints.eraseOwnAccount(author, { agreed: 'erase' })).rejects.toMatchObject({
      data: { reason: 'appeal-runs' },
    });
    await complaints.registerAppeal(coordinator, { number, registrationNumber: '22-26' });
    await complaints.answerAppeal(coordinator, {
      number,
      text: 'Бахилы завезены, автомат починен.',
    });
    await complaints.eraseOwnAccount(author, { agreed: 'erase' });
    const left = await complaints.getAppeal(coordinator, { number });
    expect(left.appeal).toMatchObject({
      state: 'answered',
      text: null,
      surname: null,
      answer: null,
    });
    expect(left.erasedAt).toBeInstanceOf(Date);
  });
});
