import { afterEach, describe, expect, test } from 'vitest';
import type { Actor } from '@otklik/kernel';
import { CLINIC } from '../../desk/test/people.ts';
import { proven, REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { forgetDayOff, makeDayOff } from '../../../tests/support/corrected-calendar.ts';
import { recountPlans } from '../src/jobs/recount-plans.ts';
import { CAUSE, clear, inside, reaching, somebody, told, WORDS } from './house.ts';

const house = useInstallation();
afterEach(() => clear(house.it));
const DAY_ms = 86_400_000;
const systemic = () => house.it.faces.systemic;
const moderator = reaching('moderator', { kind: 'region' });
const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };
const SIGNED = { signerName: 'Иванова А. А.', signerPost: 'Главный врач' };
const TEXT = 'Автомат пополняем каждое утро, запас держим на посту охраны.';
const inDays = (days: number) =>
  new Date(house.it.clock.now().getTime() + days * DAY_ms).toISOString().slice(0, 10);
const planned = () => ({
  outcome: 'change-planned' as const,
  text: TEXT,
  steps: [
    { what: 'Купить второй автомат', owner: 'Завхоз', until: inDays(20) },
    { what: 'Пополнять каждое утро', owner: 'Охрана', until: inDays(30) },
  ],
  ...SIGNED,
});
const shown = async (number: string) =>
  (await systemic().getSystemic(visitor(), { number })).systemic;
const noteDue = async () => {
  for (const number of await systemic().listDuePlans(clockwork, {}))
    await systemic().noteDuePlan(clockwork, { number });
  await house.it.runJobs();
};
const subjects = (part: string) =>
  house.it.letters.filter(({ subject }) => subject.includes(part)).length;

async function opened(cases = 2) {
  const coordinator = await somebody(house.it, 'coordinator');
  const head = await somebody(house.it, 'head');
  await somebody(house.it, 'executor');
  const made = await told(house.it, moderator, cases);
  const { number } = await systemic().openSystemic(coordinator, {
    clinic: CLINIC,
    cause: CAUSE,
    ...WORDS,
    cases: made.map((one) => one.number),
  });
  return { coordinator, head, number, made };
}

describe('the plan', () => {
  test('has a term of the norms, is told of before and when it is late, and rests while a moderator reads', async () => {
    const { head, number } = await opened();
    const [clock] = (await shown(number)).clocks;
    // 10 June 2026 is a Wednesday, 12 June a holiday: fifteen working days end on 2 July.
    expect(clock).toMatchObject({
      amount: 15,
      unit: 'working-days',
      dueDate: '2026-07-02',
      isVerified: false,
    });
    expect(clock!.derivation).toMatchObject({
      rule: 'house.systemic-plan',
      skipped: ['2026-06-12'],
    });
    expect(await systemic().listDuePlans(clockwork, {})).toEqual([]);
    house.it.clock.advance(21 * DAY_ms);
    await noteDue();
    expect(subjects(`Скоро срок плана по делу ${number}`)).toBeGreaterThan(0);
    expect(subjects(`План по делу ${number} просрочен`)).toBe(0);

    await systemic().handInPlan(head, { number, ...planned() });
    expect((await shown(number)).dueAt).toBeNull();
    // What waits is sealed, and nobody outside reads it.
    expect(JSON.stringify(await shown(number))).not.toContain(TEXT);
    await expect(systemic().handInPlan(head, { number, ...planned() })).rejects.toMatchObject({
      code: 'already-done',
    });
    house.it.clock.advance(5 * DAY_ms);
    await systemic().returnPlan(moderator, { number, reason: 'promise-without-date' });
    const again = await shown(number);
    expect(again.late).toBe(false);
    expect(again.dueAt!.getTime()).toBeGreaterThan(Date.parse('2026-07-03T00:00:00Z'));
    house.it.clock.advance(20 * DAY_ms);
    await noteDue();
    expect((await shown(number)).late).toBe(true);
    const late = subjects(`План по делу ${number} просрочен`);
    expect(late).toBeGreaterThan(0);
    expect((await shown(number)).entries.map(({ move }) => move)).toContain('plan-late');
    await noteDue();
    expect((await shown(number)).entries.filter(({ move }) => move === 'plan-late')).toHaveLength(
      1,
    );
  });

  test('gives the moderator a term of the norms, told everywhere, and late in public', async () => {
    const moderating = await somebody(house.it, 'moderator');
    const { coordinator, head, number, made } = await opened();
    const owed = async (actor: Actor) =>
      (await systemic().listOwed(actor, {})).filter((one) => one.number === number);
    const [{ dueAt: planDue } = expect.fail()] = await owed(head);
    expect(await owed(head)).toMatchObject([{ owes: 'plan', late: false }]);
    for (const one of [moderating, coordinator]) expect(await owed(one)).toEqual([]);
    await systemic().handInPlan(head, { number, ...planned() });
    const { check } = await shown(number);
    expect(check).toMatchObject({
      amount: 3,
      unit: 'working-days',
      late: false,
      isVerified: false,
      handedInAt: house.it.clock.now(),
    });
    expect(check!.dueAt.getTime()).not.toBe(planDue!.getTime());
    expect(check!.dueAt.getTime()).toBeGreaterThan(house.it.clock.now().getTime() + 2 * DAY_ms);
    const told = { number, owes: 'check', late: false, dueAt: check!.dueAt };
    expect(await owed(moderating)).toMatchObject([told]);
    // The clinic has done its part; whoever directs looks at what is late.
    expect(await owed(head)).toEqual([]);
    expect(await owed(coordinator)).toEqual([]);
    expect(await owed(reaching('moderator', { kind: 'district', id: 'no-such' }))).toEqual([]);
    for (const one of [reaching('administrator', { kind: 'region' }), made[0]!.by])
      await expect(owed(one)).rejects.toMatchObject({ code: 'forbidden' });
    const onCase = await systemic().ofCase(moderating, { number: made[0]!.number });
    expect(onCase).toMatchObject({ dueAt: null, check: { dueAt: check!.dueAt } });
    const line = async (actor: Actor) =>
      (await systemic().listDesk(actor, {})).systemic.find((one) => one.number === number);
    expect(await line(moderating)).toMatchObject({ hasWaitingPlan: true, check: { late: false } });

    await noteDue();
    expect(subjects(`План по делу ${number} ждёт проверки`)).toBe(0);
    house.it.clock.set(new Date(check!.dueAt.getTime() + 60_000));
    expect(await owed(coordinator)).toMatchObject([{ owes: 'check', late: true }]);
    expect(await systemic().listDuePlans(clockwork, {})).toContain(number);
    await noteDue();
    const letters = subjects(`План по делу ${number} ждёт проверки`);
    expect(letters).toBeGreaterThan(1);
    await noteDue();
    expect(subjects(`План по делу ${number} ждёт проверки`)).toBe(letters);
    const late = await shown(number);
    expect(late.check).toMatchObject({ late: true });
    expect(late.entries.filter(({ move }) => move === 'check-late')).toHaveLength(1);
    await systemic().returnPlan(moderating, { number, reason: 'promise-without-date' });
    expect((await shown(number)).check).toBeNull();
    await systemic().handInPlan(head, { number, ...planned() });
    expect((await shown(number)).check).toMatchObject({ late: false });
    await systemic().publishPlan(moderating, { number });
    expect((await shown(number)).check).toBeNull();
    expect(await owed(moderating)).toEqual([]);
    const plans = await inside(house.it, (tx) =>
      tx.db
        .selectFrom('systemic_plans')
        .innerJoin('systemic_cases', 'systemic_cases.id', 'systemic_plans.systemic_id')
        .where('number', '=', number)
        .select(['systemic_plans.state', 'check_late'])
        .orderBy('systemic_plans.version')
        .execute(),
    );
    expect(plans).toEqual([
      { state: 'returned', check_late: true },
      { state: 'published', check_late: false },
    ]);
  });

  test('and the check of it follow a corrected calendar by the hour’s own job, once, in public', async () => {
    const boss = await clientFor(house.it.superUrl);
    const { head, number } = await opened();
    const hourly = () =>
      recountPlans.run({ app: house.it.app, signal: new AbortController().signal } as never);
    const moves = async () =>
      (await shown(number)).entries.filter(({ move }) => move === 'recount').length;
    const due = async () => (await shown(number)).clocks.at(-1)!.dueDate;
    try {
      const before = await due();
      await hourly();
      expect([await due(), await moves()]).toEqual([before, 0]);
      await makeDayOff(boss, before!);
      await expect(systemic().listMovedPlans(moderator, {})).rejects.toMatchObject({
        code: 'forbidden',
      });
      await hourly();
      await hourly();
      expect(await moves()).toBe(1);
      expect((await due())! > before!).toBe(true);
      expect((await shown(number)).dueAt!.toISOString() > `${before}T22`).toBe(true);
      expect((await systemic().listMovedPlans(clockwork, {})).numbers).toEqual([]);
      // The day before the new one, not before the old one, is when the clinic is reminded.
      const row = await inside(house.it, (tx) =>
        tx.db
          .selectFrom('systemic_cases')
          .where('number', '=', number)
          .select(['notice_at', 'due_date'])
          .executeTakeFirstOrThrow(),
      );
      expect(row.due_date).toBe(await due());
      await forgetDayOff(boss);

      // What stopped keeps its day; the moderator's own term moves.
      await hourly();
      await systemic().handInPlan(head, { number, ...planned() });
      const check = async () => (await shown(number)).check!.dueAt;
      const promised = await check();
      const stopped = await due();
      await makeDayOff(boss, new Date(promised.getTime() - 1).toISOString().slice(0, 10));
      await hourly();
      expect((await check()).getTime()).toBeGreaterThan(promised.getTime());
      expect([await due(), (await shown(number)).dueAt]).toEqual([stopped, null]);
    } finally {
      await forgetDayOff(boss);
      await boss.end();
    }
  });

  test('is in the own copy of whoever wrote one of the messages, and of nobody else', async () => {
    const { coordinator, head, number, made } = await opened();
    const own = (actor: Actor) => systemic().exportOwn(proven(actor), {});
    expect(await own(made[0]!.by)).toMatchObject([
      { number: made[0]!.number, systemic: number, state: 'open', plan: null, cases: 2, people: 2 },
    ]);
    await systemic().handInPlan(head, { number, ...planned() });
    // Sealed until a moderator lets it out.
    expect(JSON.stringify(await own(made[0]!.by))).not.toContain(TEXT);
    await systemic().publishPlan(moderator, { number });
    const [part] = await own(made[0]!.by);
    expect(part).toMatchObject({
      why: { ru: WORDS.whyRu },
      plan: { outcome: 'change-planned', text: TEXT, steps: [{ owner: 'Завхоз' }, {}] },
    });
    expect(part!.joinedAt).toBeInstanceOf(Date);
    expect(JSON.stringify(part)).not.toContain(made[1]!.number);
    expect(await own(coordinator)).toEqual([]);
    await expect(systemic().exportOwn(made[0]!.by, {})).rejects.toMatchObject({
      code: 'step-up-required',
    });
    await systemic().partMember(coordinator, { number, case: made[0]!.number });
    expect(await own(made[0]!.by)).toEqual([]);
  });

  test('is let out by a moderator who wrote none of it; steps are dated or it is no plan', async () => {
    const { coordinator, head, number } = await opened();
    const both = {
      ...head,
      grants: [...head.grants, { role: 'moderator', reach: { kind: 'region' } }],
    } as Actor;
    await expect(
      systemic().handInPlan(head, { number, ...planned(), steps: [] }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    for (const unfit of [
      { ...planned(), outcome: 'change-made' as const },
      { ...planned(), outcome: 'no-change' as const },
    ])
      await expect(systemic().handInPlan(head, { number, ...unfit })).rejects.toMatchObject({
        code: 'invalid-input',
      });
    const never = { what: 'Купить автомат', owner: 'Завхоз', until: inDays(400) };
    await expect(
      systemic().handInPlan(head, { number, ...planned(), steps: [never] }),
    ).rejects.toMatchObject({ code: 'date-unfit' });
    const past = { what: 'Купить автомат', owner: 'Завхоз', until: inDays(-1) };
    await expect(
      systemic().handInPlan(head, { number, ...planned(), steps: [past] }),
    ).rejects.toMatchObject({ code: 'date-unfit' });
    await systemic().handInPlan(both, { number, ...planned() });
    await expect(systemic().publishPlan(both, { number })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(systemic().publishPlan(head, { number })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await systemic().publishPlan(moderator, {
      number,
      marked: TEXT.replace('на посту охраны', '[[на посту охраны]]'),
    });
    const page = await shown(number);
    expect(page).toMatchObject({ state: 'planned', plan: { outcome: 'change-planned' } });
    expect(page.plan!.text).not.toContain('посту охраны');
    // What a moderator cut is kept nowhere.
    const sealed = await inside(house.it, (tx) =>
      tx.db
        .selectFrom('systemic_plans')
        .innerJoin('systemic_cases', 'systemic_cases.id', 'systemic_plans.systemic_id')
        .where('number', '=', number)
        .select(['text_sealed', 'steps_sealed'])
        .execute(),
    );
    expect(sealed).toEqual([{ text_sealed: null, steps_sealed: null }]);
    // A second plan that comes back while the first is carried out: nothing more is owed.
    await systemic().handInPlan(head, { number, ...planned() });
    await systemic().returnPlan(moderator, { number, reason: 'promise-without-date' });
    expect(await shown(number)).toMatchObject({ state: 'planned', dueAt: null });
    await expect(
      systemic().dismissSystemic(coordinator, { number, agreed: 'dismiss' }),
    ).rejects.toMatchObject({
      code: 'move-impossible',
    });

    await systemic().reportStep(head, { number, position: 0 });
    await expect(systemic().reportStep(head, { number, position: 0 })).rejects.toMatchObject({
      code: 'already-done',
    });
    house.it.clock.advance(31 * DAY_ms);
    await noteDue();
    expect((await shown(number)).plan!.steps.map(({ state }) => state)).toEqual([
      'done',
      'overdue',
    ]);
    await systemic().reportStep(head, { number, position: 1 });
    expect((await shown(number)).plan!.steps[1]).toMatchObject({ state: 'done', late: true });
    expect((await shown(number)).state).toBe('done');
    // Which steps were kept is the controller's word, and only of those named.
    house.it.clock.advance(91 * DAY_ms);
    const judge = (whyRu: string) =>
      somebody(house.it, 'controller').then((controller) =>
        systemic().judgeClose(controller, { number, finding: 'closed', kept: [1], whyRu }),
      );
    await expect(judge('СНИЛС 112-233-445 95 больше не пишет.')).rejects.toMatchObject({
      code: 'personal-data-left',
    });
    await judge('За три месяца об этом больше не писали.');
    expect((await shown(number)).plan!.steps.map(({ state }) => state)).toEqual([
      'not-kept',
      'kept',
    ]);
  });
});

describe('closing', () => {
  test('waits for later data, compares equal spans, and says no small count', async () => {
    house.it.clock.advance(100 * DAY_ms);
    // What was taken back is no message before, and none after.
    const takenBack = async () => {
      const [gone] = await told(house.it, moderator, 1);
      await house.it.faces.cases.withdrawCase(gone!.by, { number: gone!.number });
    };
    await takenBack();
    const { coordinator, head, number, made } = await opened(6);
    await systemic().handInPlan(head, { number, outcome: 'change-made', text: TEXT, ...SIGNED });
    await systemic().publishPlan(moderator, { number });
    const controller = await somebody(house.it, 'controller');
    const why = 'После второго автомата об этом почти не пишут.';
    const close = (actor: Actor, finding: 'closed' | 'plan-again' = 'closed') =>
      systemic().judgeClose(actor, { number, finding, whyRu: why });
    await expect(close(controller)).rejects.toMatchObject({
      code: 'move-impossible',
      data: { reason: 'later-data-missing' },
    });
    await expect(close(coordinator)).rejects.toMatchObject({ code: 'forbidden' });
    house.it.clock.advance(DAY_ms);
    await told(house.it, moderator, 2);
    house.it.clock.advance(90 * DAY_ms);
    // Messages after the span are of no account.
    await told(house.it, moderator, 5);
    await close(controller);
    const { closing } = await shown(number);
    expect(closing).toMatchObject({
      days: 90,
      before: { cases: 6, people: 6 },
      after: { cases: null, people: null },
    });
    // A new message opens it again within 180 days, and not later.
    const [another] = await told(house.it, moderator, 1);
    house.it.clock.advance(181 * DAY_ms);
    const reopen = () => systemic().reopenSystemic(coordinator, { number, case: another!.number });
    await expect(reopen()).rejects.toMatchObject({ code: 'window-over' });
    house.it.clock.advance(-2 * DAY_ms);
    await reopen();
    const page = await shown(number);
    expect(page.state).toBe('open');
    expect(page.members).toHaveLength(made.length + 1);
    expect(page.clocks).toHaveLength(2);
    await systemic().handInPlan(head, { number, outcome: 'no-change', text: TEXT, ...SIGNED });
    await systemic().publishPlan(moderator, { number });
    await close(controller, 'plan-again');
    expect(await shown(number)).toMatchObject({ state: 'open' });
    expect((await shown(number)).clocks).toHaveLength(3);
    // Its first plan is public: it cannot be made never to have been.
    await expect(
      systemic().dismissSystemic(coordinator, { number, agreed: 'dismiss' }),
    ).rejects.toMatchObject({ code: 'move-impossible', data: { reason: 'plan-is-public' } });
  });

  test('is not by who wrote its plan; an author of two of its messages is told once', async () => {
    const coordinator = await somebody(house.it, 'coordinator');
    const head = await somebody(house.it, 'head');
    const both = {
      ...head,
      grants: [...head.grants, { role: 'controller', reach: { kind: 'region' } }],
    } as Actor;
    const made = await told(house.it, moderator, 1);
    const by = made[0]!.by;
    const { number: second } = await house.it.faces.complaints.fileComplaint(by, {
      clinic: CLINIC,
      topic: CAUSE,
      story: 'И сегодня на входе ни одной пары бахил, автомат выключен.',
      facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
    });
    await house.it.faces.complaints.publishComplaint(moderator, { number: second });
    const { number } = await systemic().openSystemic(coordinator, {
      clinic: CLINIC,
      cause: CAUSE,
      ...WORDS,
      cases: [made[0]!.number, second],
    });
    await house.it.runJobs();
    expect(subjects(`вошло в дело ${number}`)).toBe(1);
    const words = { number, text: TEXT, ...SIGNED };
    await systemic().handInPlan(both, { ...words, outcome: 'change-made' });
    await systemic().publishPlan(moderator, { number });
    house.it.clock.advance(91 * DAY_ms);
    await expect(
      systemic().judgeClose(both, { number, finding: 'closed', whyRu: 'Больше не писали.' }),
    ).rejects.toMatchObject({
      code: 'forbidden',
      data: { reason: 'second-look-by-the-same-person' },
    });
  });

  test('is not by who opened it or let its plan out', async () => {
    const everywhere = { kind: 'region' } as const;
    const both = reaching('controller', everywhere);
    const two = {
      ...both,
      grants: [
        { role: 'controller', reach: everywhere },
        { role: 'moderator', reach: everywhere },
      ],
    } as Actor;
    const head = await somebody(house.it, 'head');
    const living = await opened();
    const start = async (actor: Actor) => {
      const cases = (await told(house.it, moderator, 2)).map((one) => one.number);
      return systemic().openSystemic(actor, { clinic: CLINIC, cause: CAUSE, ...WORDS, cases });
    };
    await expect(start(both)).rejects.toMatchObject({ code: 'already-exists' });
    const whyRu = 'За три месяца ни одного сообщения.';
    await systemic().handInPlan(head, {
      number: living.number,
      outcome: 'change-made',
      text: TEXT,
      ...SIGNED,
    });
    await systemic().publishPlan(two, { number: living.number });
    house.it.clock.advance(91 * DAY_ms);
    const judge = (actor: Actor) =>
      systemic().judgeClose(actor, { number: living.number, finding: 'closed', whyRu });
    await expect(judge(two)).rejects.toMatchObject({ code: 'forbidden' });
    await judge(await somebody(house.it, 'controller'));
    const { number } = await start(both);
    await systemic().handInPlan(head, { number, outcome: 'change-made', text: TEXT, ...SIGNED });
    await systemic().publishPlan(moderator, { number });
    house.it.clock.advance(91 * DAY_ms);
    await expect(
      systemic().judgeClose(both, {
        number,
        finding: 'closed',
        whyRu: 'За три месяца ни одного сообщения.',
      }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});
