import { beforeAll, describe, expect, test } from 'vitest';
import { addGrant, ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor, type Letter } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { REGION, staff, useInstallation } from '../../../tests/support/installation.ts';
import { LADDERS } from '../src/model/ladder.ts';
import { OWED_BY, type State } from '../src/model/states.ts';
import { MOVE_OF_TIME } from '../src/model/timed.ts';

const house = useInstallation();
const everywhere = { kind: 'region' } as const;
const staffOf = (role: 'moderator' | 'executor' | 'controller' | 'coordinator') =>
  staff(newId(), { role, reach: everywhere });
const moderator = staffOf('moderator');
const executor = staffOf('executor');
/** Signs for the clinic, which has a head's account in these tests. */
const head = staff(newId(), { role: 'head', reach: everywhere });
const controller = staffOf('controller');
const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };
const DAY_MS = 86_400_000;
const CLINIC = 'msk-a-001-x';
/** Above the clinic, which the bundled registry does not know. */
const ORGANISATION = newId();

// Everybody who may be told of anything, one address each.
beforeAll(async () => {
  const { app, clock } = house.it;
  await app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const clinic = await tx.db
        .selectFrom('clinics')
        .select('id')
        .where('code', '=', CLINIC)
        .executeTakeFirstOrThrow();
      const inClinic = { kind: 'clinic', id: clinic.id } as const;
      const people = {
        executor: ['executor', inClinic],
        head: ['head', inClinic],
        organisation: ['coordinator', { kind: 'organisation', id: ORGANISATION }],
        moderator: ['moderator', everywhere],
        controller: ['controller', everywhere],
        department: ['coordinator', everywhere],
      } as const;
      for (const [name, [role, reach]] of Object.entries(people)) {
        const id = await contactFor(tx, { email: `${name}@late.example`, locale: 'ru' });
        await ensurePerson(tx, id);
        await addGrant(tx, { personId: id, role, reach, grantedBy: null });
      }
    },
    { now: clock.now() },
  );
});

let people = 0;
async function filed(rest: object = {}): Promise<{ number: string; author: Actor; email: string }> {
  const { app, clock, faces } = house.it;
  people += 1;
  const email = `author-${people}@example.org`;
  const personId = await app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const id = await contactFor(tx, { email, locale: 'ru' });
      await ensurePerson(tx, id);
      return id;
    },
    { now: clock.now() },
  );
  const author: Actor = {
    kind: 'person',
    region: REGION,
    personId,
    sessionId: newId(),
    grants: [],
    secondFactor: false,
    origin: `late-${people}`,
  };
  const { number } = await faces.complaints.fileComplaint(author, {
    clinic: CLINIC,
    topic: 'no-shoe-covers',
    story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
    facts: { seen_at: clock.now().toISOString().slice(0, 16) },
    ...rest,
  });
  await app.store.withScope(regionScope(REGION), (tx) =>
    tx.db
      .updateTable('cases')
      .set({ organisation_id: ORGANISATION })
      .where('number', '=', number)
      .execute(),
  );
  return { number, author, email };
}
const rowOf = (number: string) =>
  house.it.app.store.withScope(regionScope(REGION), (tx) =>
    tx.db.selectFrom('cases').selectAll().where('number', '=', number).executeTakeFirstOrThrow(),
  );

/** Lets the running deadline pass, by what the minute's jobs call, and reads who was told what. */
async function letPass(
  number: string,
  act = () => house.it.faces.cases.noteOverdue(clockwork, { number }),
) {
  const { clock, letters, runJobs } = house.it;
  await runJobs();
  clock.set(new Date((await rowOf(number)).due_at!.getTime() + 1000));
  const from = letters.length;
  await act();
  await act();
  await runJobs();
  const told = letters.slice(from).filter((letter) => letter.text.includes(number));
  const staffTold = told.filter(({ to }) => to.endsWith('@late.example'));
  return {
    staff: staffTold.map(({ to }) => to.split('@')[0]!).toSorted(),
    words: [...new Set(staffTold.map(({ subject }) => subject))],
    author: told.filter(({ to }) => to.startsWith('author-')) as Letter[],
  };
}
const answer = {
  text: 'Разобрались: бахилы закончились в субботу, запас удвоен, автомат починен.',
  outcome: 'change-made',
  signerName: 'Петрова',
  signerPost: 'врач',
} as const;
const { outcome: _, ...signed } = answer;
const disputed = async () => {
  const { faces } = house.it;
  const { number, author } = await filed();
  await faces.complaints.publishComplaint(moderator, { number });
  await faces.cases.handInAnswer(head, { number, ...answer } as never);
  await faces.cases.publishAnswer(moderator, { number });
  await faces.cases.giveVerdict(author, { number, verdict: 'disputed', unanswered: 'Бахил нет.' });
  return { number, author };
};

describe('who hears that a step is late', () => {
  test('every step that somebody but the author owes has a ladder, or time decides it', () => {
    for (const [state, { role, stage }] of Object.entries(OWED_BY)) {
      const told = stage !== null && (stage === 'danger' || LADDERS[stage] !== undefined);
      expect([state, told || role === 'author' || state in MOVE_OF_TIME]).toEqual([state, true]);
    }
    expect(Object.keys(OWED_BY) as State[]).toContain('danger');
  });

  test('a check of a message: the moderators, never the clinic, and the author hears whose delay it is', async () => {
    const { number } = await filed();
    const told = await letPass(number);
    expect(told.staff).toEqual(['moderator']);
    expect(told.words).toEqual([`Обращение ${number} не проверено вовремя`]);
    expect(told.author).toHaveLength(1);
    expect(told.author[0]!.text).toContain('ещё не опубликовано, и клиника его не видит');
    expect(told.author[0]!.text).not.toContain('видят все');
    // A day later the department hears it too; the clinic never does.
    const { clock, faces, letters, runJobs } = house.it;
    const { notice_at: at } = await rowOf(number);
    clock.set(at!);
    const from = letters.length;
    await faces.cases.sendNotice(clockwork, { number });
    await runJobs();
    const later = letters.slice(from).filter((one) => one.text.includes(number));
    expect(later.map(({ to }) => to.split('@')[0]).toSorted()).toEqual(['department', 'moderator']);
  });

  test('danger: the duty and those above it, with the numbers to call for the author', async () => {
    const { faces, clock } = house.it;
    const { number } = await filed({ danger: 'yes' });
    expect(await faces.cases.listDue(clockwork, { what: 'danger' })).not.toContain(number);
    clock.set(new Date((await rowOf(number)).due_at!.getTime() + 1000));
    expect(await faces.cases.listDue(clockwork, { what: 'danger' })).toContain(number);
    expect(await faces.cases.listDue(clockwork, { what: 'overdue' })).not.toContain(number);
    expect((await faces.cases.noteOverdue(clockwork, { number })).noted).toBe(false);
    const waiting = await faces.cases.measureWaiting(clockwork, {});
    expect(waiting.earliestDangerDueAt!.getTime()).toBeLessThan(clock.now().getTime());
    const told = await letPass(number, () =>
      faces.complaints
        .noteLateDanger(clockwork, { number })
        .then(() => ({ noted: true, proposal: false })),
    );
    expect(told.staff).toEqual(['department', 'moderator']);
    expect(told.words).toEqual([`Опасность не разобрана вовремя: обращение ${number}`]);
    expect(told.author[0]!.text).toContain('звоните 112 или 103');
    await faces.cases.settleDanger(moderator, {
      number,
      finding: 'false-alarm',
      reason: 'misread',
    });
  });

  test('an appeal against a refusal: the moderators', async () => {
    const { faces } = house.it;
    const { number, author } = await filed();
    await faces.cases.rejectCase(moderator, { number, reason: 'no-facts' });
    await faces.cases.appealRejection(author, { number, note: 'Факты есть.' });
    const told = await letPass(number);
    expect(told.staff).toEqual(['moderator']);
    expect(told.words[0]).toContain('Жалоба на отказ');
    expect(told.author[0]!.text).toContain('Обращение не опубликовано');
  });

  test('the answer itself: the clinic up to its organisation', async () => {
    const { faces } = house.it;
    const { number } = await filed();
    await faces.complaints.publishComplaint(moderator, { number });
    const told = await letPass(number);
    expect(told.staff).toEqual(['executor', 'head', 'organisation']);
    expect(told.words).toEqual([
      `Срок прошёл: обращение ${number}`,
      `Клиника не ответила вовремя: обращение ${number}`,
    ]);
    expect(told.author[0]!.text).toContain('Задержку видят все');
  });

  test('the check of an answer: the moderators; the clinic kept its term and stays in time', async () => {
    const { faces } = house.it;
    const { number } = await filed();
    await faces.complaints.publishComplaint(moderator, { number });
    await faces.cases.handInAnswer(head, { number, ...answer } as never);
    const told = await letPass(number);
    expect(told.staff).toEqual(['moderator']);
    expect(told.words).toEqual([`Ответ клиники не проверен вовремя: обращение ${number}`]);
    expect(told.author[0]!.text).toContain('Задержались мы, а не клиника');
    expect(await rowOf(number)).toMatchObject({ overdue_noted: true, clinic_late: false });
  });

  test('a check of a dispute: the controllers, and the department a day later', async () => {
    const { number } = await disputed();
    const told = await letPass(number);
    expect(told.staff).toEqual(['controller']);
    expect(told.words).toEqual([`Спор не проверен вовремя: обращение ${number}`]);
    expect(told.author[0]!.text).toContain('Контролёр не закончил вовремя');
  });

  test('a promised day that passed: the clinic; the author is asked instead', async () => {
    const { faces, clock } = house.it;
    const { number } = await filed();
    await faces.complaints.publishComplaint(moderator, { number });
    const until = new Date(clock.now().getTime() + 9 * DAY_MS).toISOString().slice(0, 10);
    await faces.cases.promiseDate(executor, { number, ...signed, until });
    await faces.cases.decideProposal(moderator, { number, finding: 'accepted' });
    clock.set(new Date((await rowOf(number)).due_at!.getTime() + 1000));
    await faces.cases.settleCase(clockwork, { number });
    const told = await letPass(number);
    expect(told.staff).toEqual(['executor', 'head', 'organisation']);
    expect(told.author).toEqual([]);
  });
});

describe('a proposal of the clinic', () => {
  test('is sorted and called late by its own clock, and its deciders hear of it', async () => {
    const { faces, clock } = house.it;
    const first = await filed();
    const second = await filed();
    for (const { number } of [first, second])
      await faces.complaints.publishComplaint(moderator, { number });
    // The second case was proposed about earlier, though both answers are due the same day.
    await faces.cases.disownCase(executor, {
      number: second.number,
      reason: 'not-our-competence',
      text: 'Вход обслуживает управа района.',
    });
    clock.advance(2 * DAY_MS);
    await faces.cases.disownCase(executor, {
      number: first.number,
      reason: 'not-our-competence',
      text: 'Вход обслуживает управа района.',
    });
    const coordinator = staffOf('coordinator');
    const { cases } = await faces.cases.listQueue(coordinator, { queue: 'routing' });
    const numbers = cases.map((one) => one.number);
    expect(numbers.indexOf(second.number)).toBeLessThan(numbers.indexOf(first.number));
    const asked = (await rowOf(second.number)).proposal_due_at!;
    clock.set(new Date(Math.max(asked.getTime(), clock.now().getTime()) + 1000));
    const again = await faces.cases.listQueue(coordinator, { queue: 'routing' });
    expect(again.cases.find((one) => one.number === second.number)).toMatchObject({
      late: true,
      dueAt: asked,
    });
    const counted = await faces.cases.countQueues(coordinator, {});
    expect(counted.find((one) => one.queue === 'routing')!.late).toBeGreaterThan(0);
    expect(await faces.cases.listDue(clockwork, { what: 'proposals' })).toContain(second.number);
    const { letters, runJobs } = house.it;
    await runJobs();
    const from = letters.length;
    const { number } = second;
    expect((await faces.cases.noteOverdue(clockwork, { number })).proposal).toBe(true);
    expect((await faces.cases.noteOverdue(clockwork, { number })).proposal).toBe(false);
    await runJobs();
    const told = letters.slice(from).filter((one) => one.text.includes(number));
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([
      ['department@late.example', `Предложение клиники ждёт решения: обращение ${number}`],
    ]);
  });
});

describe('a change of a published answer', () => {
  test('has the term of an answer’s check; passed, it is told once to the moderators and above them', async () => {
    const { faces, clock, letters, runJobs } = house.it;
    const { number } = await filed();
    await faces.complaints.publishComplaint(moderator, { number });
    await faces.cases.handInAnswer(head, { number, ...answer } as never);
    await faces.cases.publishAnswer(moderator, { number });
    const { change } = await faces.cases.addToAnswer(head, {
      number,
      text: 'Бахилы завезли, выдаёт Анна, звоните ей по номеру 8 (495) 123-45-67 до шести.',
    });
    const seen = async (actor: Actor) =>
      (await faces.complaints.getComplaint(actor, { number })).case.answers[0]!.changes[0]!;
    const { clock: running } = await seen(moderator);
    expect(running).toMatchObject({ stage: 'reply-moderation', amount: 1, unit: 'working-days' });
    const due = running!.dueAt!;
    const listed = async () =>
      (await faces.cases.listAnswerChanges(moderator, {})).find((one) => one.number === number);
    expect(await listed()).toMatchObject({ dueAt: due, late: false, flags: ['phone'] });
    expect(await faces.cases.listDue(clockwork, { what: 'answer-changes' })).toEqual([]);
    await runJobs();
    clock.set(new Date(due.getTime() + 1000));
    expect(await listed()).toMatchObject({ late: true });
    expect(await faces.cases.listDue(clockwork, { what: 'answer-changes' })).toEqual([number]);
    const from = letters.length;
    await faces.cases.noteOverdue(clockwork, { number });
    await faces.cases.noteOverdue(clockwork, { number });
    await runJobs();
    const subject = `Изменение ответа не проверено вовремя: обращение ${number}`;
    const told = letters.slice(from).filter((one) => one.subject === subject);
    expect(told.map(({ to }) => to).toSorted()).toEqual([
      'department@late.example',
      'moderator@late.example',
    ]);
    await faces.cases.settleAnswerChange(moderator, { number, change, finding: 'published' });
    expect((await seen(moderator)).clock).toMatchObject({ stoppedAt: clock.now(), late: true });
    // What is not let out the clinic hears of, and nobody else.
    const text = 'Второй автомат поставим у бокового входа.';
    const more = await faces.cases.addToAnswer(head, { number, text });
    await runJobs();
    const before = letters.length;
    const { change: refused } = more;
    const back = {
      number,
      change: refused,
      finding: 'refused',
      reason: 'boilerplate-only',
    } as const;
    await faces.cases.settleAnswerChange(moderator, back);
    await runJobs();
    expect(letters.slice(before).map(({ to }) => to)).toEqual(['executor@late.example']);
  });
});

describe('what is counted', () => {
  test('a second answer is timed apart from the first', async () => {
    const { faces, clock } = house.it;
    const { number } = await disputed();
    expect(await rowOf(number)).toMatchObject({ reply_days: 0, again_days: null });
    const finding = { finding: 'dispute-upheld', note: 'Бахил нет.' } as const;
    await faces.cases.decideControl(controller, { number, ...finding });
    clock.set(new Date((await rowOf(number)).due_at!.getTime() + 1000));
    await faces.cases.handInAnswer(head, { number, ...answer } as never);
    await faces.cases.publishAnswer(moderator, { number });
    const row = await rowOf(number);
    expect(row).toMatchObject({ reply_days: 0, reply_timing: 'in-time', again_timing: 'late' });
    expect(row.again_days).toBeGreaterThanOrEqual(8);
  });

  test('what was never published is counted by its reason, and by the author’s own word', async () => {
    const { faces, app } = house.it;
    const refused = await filed();
    await faces.cases.rejectCase(moderator, { number: refused.number, reason: 'insult' });
    const taken = await filed();
    await faces.cases.withdrawCase(taken.author, { number: taken.number });
    const counted = await app.store.withScope(regionScope(REGION), (tx) =>
      tx.db
        .selectFrom('case_tally_deltas')
        .select(['value', 'n'])
        .where('measure', '=', 'refused')
        .where('value', 'in', ['insult', 'withdrawn'])
        .execute(),
    );
    expect(counted).toContainEqual({ value: 'insult', n: 1 });
    expect(counted).toContainEqual({ value: 'withdrawn', n: 1 });
  });

  test('an author may take the case back while the answer is being checked', async () => {
    const { faces } = house.it;
    const { number, author } = await filed();
    await faces.complaints.publishComplaint(moderator, { number });
    await faces.cases.handInAnswer(head, { number, ...answer } as never);
    await faces.cases.withdrawCase(author, { number });
    expect((await rowOf(number)).state).toBe('withdrawn');
  });
});
