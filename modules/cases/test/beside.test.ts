import { describe, expect, test } from 'vitest';
import { addGrant, ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';

const house = useInstallation();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const everywhere = { kind: 'region' } as const;
const person = (role: 'moderator' | 'executor' | 'controller' | 'coordinator') =>
  staff(newId(), { role, reach: everywhere });
const moderator = person('moderator');
const executor = person('executor');
const controller = person('controller');
const coordinator = person('coordinator');
const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };
const PROMISE = 'Автомат с бахилами заказан, поставка по договору.';
const STORY = 'На входе нет бахил, автомат не работает уже вторую неделю.';

let people = 0;
/** A signed-in author, for cases of the same person too. */
const citizen = async (): Promise<Actor> => {
  people += 1;
  const email = `beside-${people}@example.org`;
  const personId = await house.it.app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const id = await contactFor(tx, { email, locale: 'ru' });
      await ensurePerson(tx, id);
      return id;
    },
    { now: house.it.clock.now() },
  );
  return {
    kind: 'person',
    region: REGION,
    personId,
    sessionId: newId(),
    grants: [],
    secondFactor: false,
    origin: `o${people}`,
  };
};

const file = async (author: Actor, rest: object = {}): Promise<string> =>
  (
    await house.it.faces.complaints.fileComplaint(author, {
      clinic: 'msk-a-001-x',
      topic: 'no-shoe-covers',
      story: STORY,
      facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
      ...rest,
    })
  ).number;
const published = async (author: Actor): Promise<string> => {
  const number = await file(author);
  await house.it.faces.complaints.publishComplaint(moderator, { number });
  return number;
};
const SIGNED = { signerName: 'Петрова', signerPost: 'врач' };
const answered = async (author: Actor): Promise<string> => {
  const number = await published(author);
  await answer(number);
  return number;
};
const answer = async (number: string) => {
  const { cases } = house.it.faces;
  const words = {
    text: PROMISE,
    outcome: 'change-made',
    signerName: 'Петрова',
    signerPost: 'врач',
  };
  await cases.handInAnswer(executor, { number, ...words } as never);
  await cases.publishAnswer(moderator, { number });
};
const view = async (number: string, actor: Actor = visitor()) =>
  (await house.it.faces.complaints.getComplaint(actor, { number })).case;
const inDays = (days: number) =>
  new Date(house.it.clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
const code = (refused: string) => ({ code: refused });

describe('before publication', () => {
  test('a message sent back pauses checking, is mended, and only twice', async () => {
    const { faces, clock } = house.it;
    const author = await citizen();
    const number = await file(author);
    const due = (await view(number, author)).next!.dueAt!;
    for (const turn of [1, 2]) {
      // What was used of the term stays used.
      clock.advance(HOUR_MS / 2);
      await faces.cases.returnCase(moderator, { number, reason: 'no-facts' });
      expect((await view(number, author)).next).toMatchObject({ role: 'author', stage: 'fix' });
      clock.advance(HOUR_MS);
      await faces.complaints.resubmitComplaint(author, { number, story: `${STORY} ${turn}` });
    }
    const mended = await house.it.faces.complaints.getComplaint(author, { number });
    expect(mended.original).toBe(`${STORY} 2`);
    expect(mended.case.next!.dueAt).toEqual(new Date(due.getTime() + 2 * HOUR_MS));
    await expect(
      faces.cases.returnCase(moderator, { number, reason: 'unclear' }),
    ).rejects.toMatchObject(code('pauses-used-up'));
    await expect(view(number)).rejects.toMatchObject(code('not-found'));
  });

  test('ten days of silence refuse it, and not a minute less', async () => {
    const { faces, clock } = house.it;
    const author = await citizen();
    const number = await file(author);
    await faces.cases.returnCase(moderator, { number, reason: 'no-facts' });
    const due = (await view(number, author)).next!.dueAt!;
    clock.set(new Date(due.getTime() - 1000));
    await expect(faces.cases.settleCase(clockwork, { number })).rejects.toMatchObject(
      code('move-impossible'),
    );
    clock.set(new Date(due.getTime() + 1000));
    await faces.cases.settleCase(clockwork, { number });
    const refused = await view(number, author);
    expect(refused.state).toBe('rejected');
    expect(refused.steps.at(-1)).toMatchObject({ move: 'no-reply', reason: 'no-reply' });
  });

  test('a refusal is appealed once, and decided by another moderator', async () => {
    const { faces } = house.it;
    const author = await citizen();
    const number = await file(author);
    await faces.cases.rejectCase(moderator, { number, reason: 'no-facts' });
    await faces.cases.appealRejection(author, { number, note: 'Факты есть.' });
    expect((await view(number, author)).next).toMatchObject({ stage: 'appeal' });
    await expect(
      faces.cases.decideAppeal(moderator, { number, finding: 'granted' }),
    ).rejects.toMatchObject(code('forbidden'));
    const refusal = {
      finding: 'refused',
      reason: 'no-facts',
      note: 'Нет ни дня, ни места.',
    } as const;
    await expect(faces.cases.decideAppeal(moderator, { number, ...refusal })).rejects.toMatchObject(
      code('forbidden'),
    );
    await faces.cases.decideAppeal(person('moderator'), { number, ...refusal });
    await expect(
      faces.cases.appealRejection(author, { number, note: 'Ещё раз.' }),
    ).rejects.toMatchObject(code('move-impossible'));
    // Fifteen days are given for it.
    const late = await file(author);
    await faces.cases.rejectCase(moderator, { number: late, reason: 'no-facts' });
    house.it.clock.advance(17 * DAY_MS);
    await expect(
      faces.cases.appealRejection(author, { number: late, note: 'Факты есть.' }),
    ).rejects.toMatchObject(code('window-over'));
  });
});

describe('while the clinic works', () => {
  test('a question reaches the author only through a moderator, and pauses the reply', async () => {
    const { faces, clock } = house.it;
    const author = await citizen();
    const number = await published(author);
    const due = (await view(number)).next!.dueAt!;
    await faces.cases.askQuestion(executor, { number, text: 'В какой день это было?' });
    expect((await view(number)).state).toBe('in-work');
    expect((await view(number)).proposals).toEqual([]);
    await faces.cases.decideProposal(moderator, { number, finding: 'accepted' });
    expect((await view(number)).proposals[0]!.text).toBe('В какой день это было?');
    clock.advance(3 * DAY_MS);
    await faces.cases.answerQuestion(author, { number, text: 'В понедельник.' });
    expect((await view(number)).next!.dueAt!.getTime()).toBeGreaterThan(due.getTime());
    // The answer is for the clinic: the public does not see it.
    expect((await view(number, executor)).proposals[0]!.reply).toBe('В понедельник.');
    expect((await view(number)).proposals[0]!.reply).toBeNull();
    await expect(
      faces.cases.askQuestion(executor, { number, text: 'И в котором часу?' }),
    ).rejects.toMatchObject(code('move-impossible'));
  });

  test('a promise is public with its date; when the day passes the case is overdue and the author asked', async () => {
    const { faces, clock, letters, runJobs } = house.it;
    const author = await citizen();
    const number = await published(author);
    await expect(
      faces.cases.promiseDate(executor, { number, text: PROMISE, until: inDays(62), ...SIGNED }),
    ).rejects.toMatchObject(code('date-unfit'));
    await faces.cases.promiseDate(executor, { number, text: PROMISE, until: inDays(5), ...SIGNED });
    await faces.cases.decideProposal(moderator, { number, finding: 'accepted' });
    const promised = await view(number);
    expect(promised).toMatchObject({ state: 'planned', pauses: 1 });
    expect(promised.next!.dueDate).toBe(promised.proposals[0]!.until);
    const longer = { reason: 'supplier', text: PROMISE } as const;
    const until = async () => (await view(number)).promises.map((one) => one.until);
    expect(await until()).toEqual([inDays(5)]);
    for (const day of [4, 5])
      await expect(
        faces.cases.askExtension(executor, { number, ...SIGNED, ...longer, until: inDays(day) }),
      ).rejects.toMatchObject(code('date-unfit'));
    await faces.cases.askExtension(executor, { number, ...SIGNED, ...longer, until: inDays(9) });
    expect(await until()).toEqual([inDays(5)]);
    await faces.cases.decideProposal(moderator, { number, finding: 'accepted' });
    // The promise itself has moved with what was let through, and is one.
    expect(await until()).toEqual([inDays(9)]);
    await faces.cases.askExtension(executor, { number, ...SIGNED, ...longer, until: inDays(12) });
    // The second only a controller grants.
    const no = { finding: 'refused', reason: 'no-good-reason' } as const;
    for (const decision of [{ finding: 'accepted' }, no] as const)
      await expect(
        faces.cases.decideProposal(moderator, { number, ...decision }),
      ).rejects.toMatchObject(code('forbidden'));
    await faces.cases.decideProposal(controller, { number, ...no });
    expect(await until()).toEqual([inDays(9)]);
    const proposals = (await view(number, executor)).proposals;
    expect(proposals.map(({ kind, state }) => `${kind} ${state}`)).toContain('extension refused');
    await faces.cases.askExtension(executor, { number, ...SIGNED, ...longer, until: inDays(12) });
    await faces.cases.decideProposal(controller, { number, finding: 'accepted' });
    clock.set(new Date((await view(number)).next!.dueAt!.getTime() + 1000));
    await faces.cases.settleCase(clockwork, { number });
    const passed = await view(number);
    expect(passed).toMatchObject({ state: 'in-work' });
    expect(passed.next).toMatchObject({ role: 'executor', stage: 'planned', late: true });
    const sent_before = letters.length;
    await runJobs();
    // The author is asked by a link to answer with; letters of one run leave in whatever order.
    expect(letters.slice(sent_before).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('/say/'),
    );
    await faces.cases.judgePlan(author, { number, kept: 'no', note: 'Автомата нет.' });
    await faces.cases.judgePlan(author, { number, kept: 'yes' });
    const done = await view(number);
    expect(done.state).toBe('confirmed');
    expect(done.clocks.findLast((clockOf) => clockOf.stage === 'planned')!.late).toBe(true);
  });

  test('“not ours” is the coordinator’s to decide, and never goes to the body complained about', async () => {
    const { faces } = house.it;
    const author = await citizen();
    const number = await published(author);
    const due = (await view(number)).next!.dueAt!;
    const disown = {
      reason: 'not-our-competence',
      text: 'Вход обслуживает управа района.',
    } as const;
    await faces.cases.disownCase(executor, { number, ...disown });
    expect((await view(number)).next!.dueAt).toEqual(due);
    await expect(
      faces.cases.keepCase(moderator, { number, reason: 'within-duties' }),
    ).rejects.toMatchObject(code('forbidden'));
    const send = { number, reason: 'not-our-competence' } as const;
    await expect(
      faces.cases.redirectCase(coordinator, { ...send, body: 'nobody' }),
    ).rejects.toMatchObject(code('unknown-reference'));
    await faces.cases.redirectCase(coordinator, { ...send, body: 'district-administration' });
    const stub = await faces.complaints.getComplaint(visitor(), { number });
    expect(stub.case.state).toBe('redirected');
    expect(stub.story).toBeNull();
    expect(stub.case.steps.at(-1)!.facts!.bodyRu).toBe('Управа района');
    await faces.cases.refuseRedirect(author, { number, note: 'Бахилы выдаёт клиника.' });
    expect((await view(number)).next).toMatchObject({ role: 'executor', stage: 'reply' });
  });

  test('another clinic and another topic keep the start of the clock; the shorter term wins', async () => {
    const { faces } = house.it;
    const author = await citizen();
    const number = await published(author);
    const before = (await view(number)).next!.dueAt!;
    await faces.complaints.changeTopic(moderator, { number, topic: 'wait-at-door-over-1h' });
    const changed = await view(number);
    expect(changed.subject.code).toBe('wait-at-door-over-1h');
    expect(changed.next!.dueAt!.getTime()).toBeLessThanOrEqual(before.getTime());
    const { clinics } = await faces.registry.findClinics(visitor(), { limit: 2 });
    const other = clinics.find((clinic) => clinic.code !== 'msk-a-001-x')!;
    await faces.cases.rerouteCase(coordinator, { number, clinic: other.code });
    const moved = await view(number);
    const { clinic } = await faces.complaints.getComplaint(visitor(), { number });
    expect(clinic.code).toBe(other.code);
    expect(moved.next!.dueAt!.getTime()).toBeLessThanOrEqual(before.getTime());
  });
});

describe('after the answer', () => {
  test('opening again keeps the answer and the lateness, with a new clock and a letter to the clinic', async () => {
    const { faces, clock, app } = house.it;
    const author = await citizen();
    const number = await published(author);
    clock.set(new Date((await view(number)).next!.dueAt!.getTime() + HOUR_MS));
    await faces.cases.explainDelay(executor, {
      number,
      reason: 'overlooked',
      signerName: 'Петрова В. В.',
      signerPost: 'Заведующая',
    });
    expect((await view(number)).steps.at(-1)).toMatchObject({
      reason: 'overlooked',
      facts: { name: 'Петрова В. В.' },
    });
    await answer(number);
    await faces.cases.giveVerdict(author, { number, verdict: 'confirmed' });
    clock.advance(14 * DAY_MS);
    await faces.cases.reopenCase(author, { number, note: 'Снова нет бахил.' });
    const again = await view(number);
    expect(again).toMatchObject({ state: 'in-work', round: 2 });
    expect(again.answers).toHaveLength(1);
    const replies = again.clocks.filter((one) => one.stage === 'reply');
    expect(replies.map((one) => one.late)).toEqual([true, false]);
    const row = await app.store.withScope(regionScope(REGION), (tx) =>
      tx.db.selectFrom('cases').selectAll().where('number', '=', number).executeTakeFirstOrThrow(),
    );
    expect(row.closed_at).toBeNull();
    await answer(number);
    await faces.cases.giveVerdict(author, { number, verdict: 'confirmed' });
    clock.advance(17 * DAY_MS);
    await expect(
      faces.cases.reopenCase(author, { number, note: 'Ещё раз.' }),
    ).rejects.toMatchObject(code('window-over'));
  });

  test('the third dispute about the same is published and counted, and not checked unless a controller lifts it', async () => {
    const { faces } = house.it;
    const author = await citizen();
    const dispute = { verdict: 'disputed', unanswered: 'Бахил нет.' } as const;
    for (const turn of [1, 2, 3]) {
      const number = await answered(author);
      expect((await view(number, author)).disputeIsChecked).toBe(turn < 3);
      await faces.cases.giveVerdict(author, { number, ...dispute });
      const after = await view(number);
      expect(after.state).toBe(turn < 3 ? 'disputed' : 'closed');
      expect(after.verdicts.map((one) => one.verdict)).toEqual(['disputed']);
      if (turn < 3) continue;
      await expect(faces.cases.liftLimit(moderator, { number })).rejects.toMatchObject(
        code('forbidden'),
      );
      await faces.cases.liftLimit(controller, { number });
      expect((await view(number)).next).toMatchObject({ role: 'controller', stage: 'control' });
    }
  });

  test('a finding is refuted once more, checked by another controller, and no third time', async () => {
    const { faces, app, clock } = house.it;
    const author = await citizen();
    const number = await answered(author);
    const finding = { finding: 'dispute-not-supported', note: 'Проверено.' } as const;
    await faces.cases.giveVerdict(author, { number, verdict: 'disputed', unanswered: 'Нет.' });
    await faces.cases.decideControl(controller, { number, ...finding });
    await faces.cases.refuteAgain(author, { number, note: 'Проверяли не тот вход.' });
    // Whoever refused the first check does not have the second look, whichever way it would go.
    for (const one of [finding, { ...finding, finding: 'dispute-upheld' } as const])
      await expect(faces.cases.decideControl(controller, { number, ...one })).rejects.toMatchObject(
        {
          ...code('forbidden'),
          data: { reason: 'second-look-by-the-same-person' },
        },
      );
    // While the region has another controller, the step is hers and nobody else's.
    const second = await citizen();
    const personId = (second as { personId: string }).personId;
    const grant = { role: 'controller', reach: everywhere } as const;
    const scope = regionScope(REGION);
    const inScope = <T>(act: Parameters<typeof app.store.withScope<T>>[1]) =>
      app.store.withScope(scope, act, { now: clock.now() });
    await inScope((tx) => addGrant(tx, { personId, ...grant, grantedBy: null }));
    await expect(
      faces.cases.decideControl(coordinator, { number, ...finding }),
    ).rejects.toMatchObject(code('forbidden'));
    expect((await view(number, coordinator)).can).not.toContain('refuse-dispute');
    await faces.cases.decideControl(staff(personId, grant), { number, ...finding });
    await inScope((tx) => tx.db.deleteFrom('grants').where('person_id', '=', personId).execute());
    await expect(
      faces.cases.refuteAgain(author, { number, note: 'И снова.' }),
    ).rejects.toMatchObject(code('move-impossible'));
  });
});

describe('where nobody else is left', () => {
  test('the coordinator has the second look, never one who moved the case before', async () => {
    const { faces } = house.it;
    const author = await citizen();
    const number = await answered(author);
    const finding = { finding: 'dispute-not-supported', note: 'Проверено.' } as const;
    await faces.cases.giveVerdict(author, { number, verdict: 'disputed', unanswered: 'Нет.' });
    await faces.cases.decideControl(controller, { number, ...finding });
    await faces.cases.refuteAgain(author, { number, note: 'Проверяли не тот вход.' });
    expect((await view(number, coordinator)).can).toContain('uphold-dispute');
    await faces.cases.decideControl(coordinator, {
      number,
      ...finding,
      finding: 'dispute-upheld',
    });
    expect((await view(number, coordinator)).steps.at(-1)).toMatchObject({
      move: 'uphold-dispute',
      role: 'coordinator',
    });
    // A new answer is a new matter: the controller is free again, and the coordinator is not.
    await answer(number);
    await faces.cases.giveVerdict(author, { number, verdict: 'disputed', unanswered: 'Нет.' });
    await expect(
      faces.cases.decideControl(coordinator, { number, ...finding }),
    ).rejects.toMatchObject(code('forbidden'));
    await faces.cases.decideControl(controller, { number, ...finding });
  });

  test('nobody publishes what they handed in for a clinic', async () => {
    const { faces } = house.it;
    const number = await published(await citizen());
    const both = staff(
      newId(),
      { role: 'executor', reach: everywhere },
      { role: 'moderator', reach: everywhere },
    );
    const text = 'Когда вы были в клинике и у какого входа?';
    await faces.cases.askQuestion(both, { number, text });
    const accept = { number, finding: 'accepted' } as const;
    const same = { ...code('forbidden'), data: { reason: 'second-look-by-the-same-person' } };
    await expect(faces.cases.decideProposal(both, accept)).rejects.toMatchObject(same);
    const no = { number, finding: 'refused', reason: 'no-good-reason' } as const;
    await faces.cases.decideProposal(moderator, no);
    // An interim answer and a later date are the clinic's words as well.
    await faces.cases.promiseDate(both, { number, text: PROMISE, until: inDays(5), ...SIGNED });
    await expect(faces.cases.decideProposal(both, accept)).rejects.toMatchObject(same);
    await faces.cases.decideProposal(moderator, accept);
    const longer = { reason: 'supplier', text: PROMISE, until: inDays(9) } as const;
    await faces.cases.askExtension(both, { number, ...longer, ...SIGNED });
    await expect(faces.cases.decideProposal(both, accept)).rejects.toMatchObject(same);
    await faces.cases.decideProposal(moderator, { ...no });
    await faces.cases.handInAnswer(both, {
      number,
      text: PROMISE,
      outcome: 'change-made',
      ...SIGNED,
    } as never);
    await expect(faces.cases.publishAnswer(both, { number })).rejects.toMatchObject({
      ...code('forbidden'),
      data: { reason: 'second-look-by-the-same-person' },
    });
    await faces.cases.publishAnswer(moderator, { number });
  });
});

describe('danger', () => {
  test('goes to the duty at once and comes back with its clock; the public sees nothing of it', async () => {
    const { faces } = house.it;
    const author = await citizen();
    const number = await published(author);
    const due = (await view(number)).next!.dueAt!;
    await faces.complaints.raiseDanger(author, { number });
    expect((await view(number, moderator)).state).toBe('danger');
    const { cases: first } = await faces.cases.listQueue(moderator, { queue: 'danger' });
    expect(first.map((one) => one.number)).toContain(number);
    const outside = await view(number);
    expect(outside.state).toBe('in-work');
    expect(outside.steps.map((step) => step.move)).not.toContain('raise-danger');
    expect(outside.next!.dueAt).toEqual(due);
    await faces.cases.settleDanger(moderator, {
      number,
      finding: 'false-alarm',
      reason: 'misread',
    });
    expect((await view(number)).next!.dueAt).toEqual(due);
  });

  test('is heard in the words when the author does not say, and not when the author says no', async () => {
    const author = await citizen();
    const story = 'Отец потерял сознание в очереди и почти не дышит, помогите.';
    const heard = await file(author, { story });
    expect((await view(heard, author)).state).toBe('danger');
    expect((await view(heard, author)).steps.at(-1)!.role).toBe('system');
    const denied = await file(author, { story, danger: 'no' });
    expect((await view(denied, author)).state).toBe('submitted');
    const said = await file(author, { danger: 'yes' });
    expect((await view(said, author)).next!.dueAt!.getTime()).toBe(
      house.it.clock.now().getTime() + 2 * HOUR_MS,
    );
    await expect(
      house.it.faces.complaints.publishComplaint(moderator, { number: said }),
    ).rejects.toMatchObject(code('move-impossible'));
  });
});

describe('up the chain', () => {
  test('notices go out at opening time of working days, to the desk first and then above it', async () => {
    const { faces, app, clock, letters, runJobs } = house.it;
    clock.set(new Date('2026-09-01T08:00:00Z'));
    const author = await citizen();
    const number = await published(author);
    const row = async () =>
      app.store.withScope(regionScope(REGION), (tx) =>
        tx.db
          .selectFrom('cases')
          .selectAll()
          .where('number', '=', number)
          .executeTakeFirstOrThrow(),
      );
    const organisationId = newId();
    await app.store.withScope(regionScope(REGION), (tx) =>
      tx.db
        .updateTable('cases')
        .set({ organisation_id: organisationId })
        .where('number', '=', number)
        .execute(),
    );
    const { clinic_id: clinicId } = await row();
    const inClinic = { kind: 'clinic', id: clinicId } as const;
    const people = [
      ['executor', 'executor', inClinic],
      ['head', 'head', inClinic],
      ['organisation', 'coordinator', { kind: 'organisation', id: organisationId }],
      ['department', 'coordinator', { kind: 'region' }],
    ] as const;
    await app.store.withScope(
      regionScope(REGION),
      async (tx) => {
        for (const [name, role, reach] of people) {
          const id = await contactFor(tx, { email: `${name}@clinic.example`, locale: 'ru' });
          await ensurePerson(tx, id);
          await addGrant(tx, { personId: id, role, reach, grantedBy: null });
        }
      },
      { now: clock.now() },
    );
    const told: string[][] = [];
    const toldSince = (from: number) =>
      letters
        .slice(from)
        .filter((l) => l.to.endsWith('@clinic.example') && l.text.includes(number))
        .map((l) => l.to.split('@')[0]!)
        .sort();
    for (;;) {
      const { notice_at: at } = await row();
      if (!at) break;
      // Nine in the morning in Moscow, from Monday to Friday.
      expect(at.toISOString().slice(11, 16)).toBe('06:00');
      expect([1, 2, 3, 4, 5]).toContain(at.getUTCDay());
      // On the way the deadline itself passes: the desk, the head and the organisation hear of it at once.
      const { due_at: due, overdue_noted: noted } = await row();
      if (at > due! && !noted) {
        clock.set(new Date(due!.getTime() + 1000));
        const before = letters.length;
        await faces.cases.noteOverdue(clockwork, { number });
        await runJobs();
        told.push(toldSince(before));
      }
      clock.set(at);
      expect((await faces.cases.sendNotice(clockwork, { number })).sent).toBe(true);
      expect((await faces.cases.sendNotice(clockwork, { number })).sent).toBe(false);
      const from = letters.length;
      await runJobs();
      told.push(toldSince(from));
    }
    expect(told).toEqual([
      ['executor'],
      ['executor', 'head'],
      ['executor', 'head', 'organisation'],
      ['department', 'head', 'organisation'],
    ]);
  });
});
