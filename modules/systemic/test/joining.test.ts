import { afterEach, describe, expect, test } from 'vitest';
import type { Actor } from '@otklik/kernel';
import { CLINIC } from '../../desk/test/people.ts';
import { proven, REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { joinEvidence } from '../src/index.ts';
import { proposeByNorms } from '../src/jobs/propose-by-norms.ts';
import { whyNotJoined, type Joinable } from '../src/model.ts';
import {
  author,
  CAUSE,
  clear,
  clinicIn,
  inside,
  kept,
  reaching,
  somebody,
  told,
  WORDS,
} from './house.ts';

const house = useInstallation();
afterEach(() => clear(house.it));
const DAY_ms = 86_400_000;
const systemic = () => house.it.faces.systemic;
const everywhere = { kind: 'region' } as const;
const moderator = reaching('moderator', everywhere);
const system: Actor = { kind: 'system', region: REGION, name: 'test' };
const PLAN = {
  text: 'Автомат пополняем каждое утро, запас держим на посту охраны.',
  signerName: 'Иванова А. А.',
  signerPost: 'Главный врач',
};
const SNILS = 'СНИЛС 112-233-445 95';
const numbersOf = (made: readonly { number: string }[]) => made.map(({ number }) => number);
const opened = async (coordinator: Actor, cases: string[]) =>
  (await systemic().openSystemic(coordinator, { clinic: CLINIC, cause: CAUSE, ...WORDS, cases }))
    .number;
const shown = async (number: string) =>
  (await systemic().getSystemic(visitor(), { number })).systemic;

test('what is not public any more, of another clinic or of another cause is not joined', () => {
  const row: Joinable = {
    clinic_id: 'here',
    subject_code: CAUSE,
    state: 'in-work',
    published_at: new Date(),
    erased_at: null,
    retracted_at: null,
  };
  const why = (over: Partial<Joinable>) =>
    whyNotJoined({ ...row, ...over }, { clinic_id: 'here' }, [CAUSE, 'another']);
  expect(why({})).toBeNull();
  for (const gone of [
    { published_at: null },
    { erased_at: new Date() },
    { retracted_at: new Date() },
    { state: 'withdrawn' },
    { state: 'redirected' },
  ])
    expect(why(gone)).toBe('not-public');
  expect(why({ clinic_id: 'there' })).toBe('other-clinic');
  expect(why({ subject_code: 'elsewhat' })).toBe('other-cause');
});

describe('joining', () => {
  test('leaves every message as it was, through plan, parting and closing; each goes on by itself', async () => {
    const { faces, clock, letters } = house.it;
    const coordinator = await somebody(house.it, 'coordinator');
    const head = await somebody(house.it, 'head');
    const made = await told(house.it, moderator, 3);
    const all = numbersOf(made);
    await faces.cases.handInAnswer(head, {
      number: all[2]!,
      ...PLAN,
      outcome: 'change-made',
      photos: [],
    });
    await faces.cases.publishAnswer(moderator, { number: all[2]! });
    await faces.cases.giveVerdict(made[2]!.by, {
      number: all[2]!,
      verdict: 'disputed',
      unanswered: 'Когда?',
    });
    const before = await kept(house.it, all);

    const number = await opened(coordinator, all);
    await systemic().partMember(coordinator, { number, case: all[0]! });
    await systemic().joinMember(coordinator, { number, case: all[0]! });
    await systemic().handInPlan(head, { number, outcome: 'change-made', ...PLAN });
    await systemic().publishPlan(moderator, { number });
    clock.advance(91 * DAY_ms);
    const controller = await somebody(house.it, 'controller');
    expect(await kept(house.it, all)).toBe(before);
    await systemic().judgeClose(controller, {
      number,
      finding: 'closed',
      whyRu: 'За три месяца об этом больше не писали.',
    });
    expect(await kept(house.it, all)).toBe(before);

    // The engine goes on with each: a member is answered and late as any other case.
    await faces.cases.handInAnswer(head, {
      number: all[0]!,
      ...PLAN,
      outcome: 'change-made',
      photos: [],
    });
    await faces.cases.publishAnswer(moderator, { number: all[0]! });
    await faces.cases.giveVerdict(made[0]!.by, { number: all[0]!, verdict: 'confirmed' });
    expect(await kept(house.it, all)).not.toBe(before);
    await house.it.runJobs();
    const page = await shown(number);
    expect(page.state).toBe('closed');
    expect(page.members.find((one) => one.number === all[0])?.state).toBe('confirmed');
    const subjects = letters.map(({ subject }) => subject);
    expect(subjects.filter((one) => one.includes(`вошло в дело ${number}`))).toHaveLength(4);
    expect(subjects.some((one) => one.includes(`план по делу ${number}`))).toBe(true);
    expect(subjects.some((one) => one === `Дело ${number} закрыто`)).toBe(true);
    for (const letter of letters) expect(letter.text).not.toContain(PLAN.text);
  });

  test('shows messages and people apart, and on each message’s page what it belongs to', async () => {
    const { faces } = house.it;
    const coordinator = await somebody(house.it, 'coordinator');
    const made = await told(house.it, moderator, 2);
    const all = numbersOf(made);
    const supporter = await author(house.it);
    for (const number of all) await faces.cases.supportCase(supporter, { number });
    const number = await opened(coordinator, all);
    expect(await shown(number)).toMatchObject({ cases: 2, people: 3, state: 'open' });
    expect(await systemic().ofCase(visitor(), { number: all[0]! })).toMatchObject({ number });
    expect((await systemic().listSystemic(visitor(), { clinic: CLINIC })).systemic).toContainEqual(
      expect.objectContaining({ number }),
    );
    await expect(
      opened(coordinator, numbersOf(await told(house.it, moderator, 2))),
    ).rejects.toMatchObject({ code: 'already-exists' });
    const alone = { clinic: CLINIC, cause: CAUSE, ...WORDS, cases: all.slice(0, 1) };
    await expect(systemic().openSystemic(coordinator, alone)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    // It is public at once: a number that belongs to a person for life is no word of it.
    for (const word of ['titleRu', 'titleEn', 'whyRu', 'whyEn'])
      await expect(
        systemic().openSystemic(coordinator, { ...alone, cases: all, [word]: `${SNILS} в деле` }),
      ).rejects.toMatchObject({ code: 'personal-data-left' });
    const [stranger] = await told(house.it, moderator, 1);
    await expect(
      systemic().partMember(coordinator, { number, case: stranger!.number }),
    ).rejects.toMatchObject({ code: 'not-found' });
    // It asks a second time.
    await expect(
      systemic().dismissSystemic(coordinator, { number } as never),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await systemic().dismissSystemic(coordinator, { number, agreed: 'dismiss' });
    // What was dismissed is to everybody what never was.
    await expect(shown(number)).rejects.toMatchObject({ code: 'not-found' });
    expect(await systemic().ofCase(visitor(), { number: all[0]! })).toBeNull();
    const listed = (await systemic().listSystemic(visitor(), { clinic: CLINIC, limit: 50 }))
      .systemic;
    expect(numbersOf(listed)).not.toContain(number);
  });

  test('a message that goes away leaves in the same moment, and its number with it', async () => {
    const { faces } = house.it;
    const coordinator = await somebody(house.it, 'coordinator');
    const controller = await somebody(house.it, 'controller');
    const made = await told(house.it, moderator, 6);
    const [withdrawn, erased, taken, rerouted, redirected, stays] = numbersOf(made) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const number = await opened(coordinator, numbersOf(made));
    const left = async () => numbersOf((await shown(number)).members);
    await faces.cases.withdrawCase(made[0]!.by, { number: withdrawn });
    expect(await left()).not.toContain(withdrawn);
    await faces.complaints.eraseOwnComplaint(proven(made[1]!.by), {
      number: erased,
      agreed: 'erase',
    });
    expect(await left()).not.toContain(erased);
    await faces.complaints.takeDown(proven(controller), {
      number: taken,
      kind: 'story',
      ground: 'personal-data',
      demandedBy: 'person-concerned',
      decidedBy: 'platform',
      decider: 'Контролёр портала',
      agreed: 'take-down',
    });
    expect(await left()).not.toContain(taken);
    const { clinics } = await faces.registry.findClinics(visitor(), { limit: 2 });
    const other = clinics.find(({ code }) => code !== CLINIC)!.code;
    await faces.cases.rerouteCase(coordinator, {
      number: rerouted,
      clinic: other,
    });
    expect(await left()).not.toContain(rerouted);
    const [body] = await faces.cases.listBodies(coordinator, {});
    await faces.cases.redirectCase(coordinator, {
      number: redirected,
      reason: 'not-our-competence',
      body: body!.code,
    });
    expect(await left()).toEqual([stays]);
    const rows = await inside(house.it, (tx) =>
      tx.db
        .selectFrom('systemic_members')
        .innerJoin('systemic_cases', 'systemic_cases.id', 'systemic_members.systemic_id')
        .select('left_because')
        .where('number', '=', number)
        .execute(),
    );
    expect(rows.map((row) => row.left_because).toSorted()).toEqual(
      ['elsewhere', 'elsewhere', 'taken-down', 'withdrawn', 'withdrawn', null].toSorted(),
    );
  });

  test('is refused to authors, other clinics, other causes, other districts and the clinic itself', async () => {
    const { faces } = house.it;
    const coordinator = await somebody(house.it, 'coordinator');
    const made = await told(house.it, moderator, 3);
    const all = numbersOf(made);
    const ask = (actor: Actor, cases = all) => opened(actor, cases);
    const alsoCoordinator = {
      ...made[0]!.by,
      grants: [{ role: 'coordinator', reach: everywhere }],
      secondFactor: true,
    } as Actor;
    await expect(ask(alsoCoordinator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask(visitor())).rejects.toMatchObject({ code: 'sign-in-required' });
    for (const actor of [
      moderator,
      await somebody(house.it, 'head'),
      reaching('coordinator', { kind: 'district', id: 'no-such-district' }),
      reaching('coordinator', { kind: 'clinic', id: (await inside(house.it, clinicIn)).id }),
    ])
      await expect(ask(actor)).rejects.toMatchObject({ code: 'forbidden' });
    const elsewhere = await faces.complaints.fileComplaint(await author(house.it), {
      clinic: CLINIC,
      topic: 'wait-at-door-over-1h',
      story: 'Ждали у двери полтора часа, хотя пришли по записи.',
      facts: { appointed_at: '2026-06-09T09:00', started_at: '2026-06-09T11:30' },
    });
    await expect(ask(coordinator, [all[0]!, elsewhere.number])).rejects.toMatchObject({
      code: 'not-found',
    });
    await faces.complaints.publishComplaint(moderator, { number: elsewhere.number });
    await expect(ask(coordinator, [all[0]!, elsewhere.number])).rejects.toMatchObject({
      code: 'merge-refused',
      data: { reason: 'other-cause' },
    });
    const number = await ask(coordinator);
    await expect(
      systemic().joinMember(alsoCoordinator, { number, case: elsewhere.number }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      systemic().joinMember(coordinator, { number, case: all[0]! }),
    ).rejects.toMatchObject({ code: 'already-done' });
    // Out of reach it does not exist, open or not.
    await expect(
      systemic().dismissSystemic(reaching('coordinator', { kind: 'district', id: 'no-such' }), {
        number,
        agreed: 'dismiss',
      }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('each deed', () => {
  test('is of its own people, in their own reach, of the version they saw', async () => {
    const coordinator = await somebody(house.it, 'coordinator');
    const head = await somebody(house.it, 'head');
    const executor = await somebody(house.it, 'executor');
    const controller = await somebody(house.it, 'controller');
    const made = await told(house.it, moderator, 4);
    const all = numbersOf(made);
    const number = await opened(controller, all.slice(0, 2));
    const refused = (act: Promise<unknown>, code: string) =>
      expect(act).rejects.toMatchObject({ code });
    await systemic().joinMember(controller, { number, case: all[2]! });
    await refused(
      systemic().joinMember(controller, { number, case: all[3]!, version: 1 }),
      'changed-meanwhile',
    );
    const plan = { number, outcome: 'change-made' as const, ...PLAN };
    for (const actor of [moderator, coordinator, controller])
      await refused(systemic().handInPlan(actor, plan), 'forbidden');
    const elsewhere = { kind: 'district', id: 'no-such-district' } as const;
    const { clinics } = await house.it.faces.registry.findClinics(visitor(), { limit: 2 });
    const other = clinics.find(({ code }) => code !== CLINIC)!;
    const { id } = await house.it.faces.registry.getClinic(visitor(), { code: other.code });
    const stranger = reaching('head', { kind: 'clinic', id });
    await refused(systemic().handInPlan(stranger, plan), 'not-found');
    await systemic().handInPlan(executor, plan);
    for (const actor of [controller, coordinator, executor])
      await refused(systemic().publishPlan(actor, { number }), 'forbidden');
    await refused(
      systemic().publishPlan(reaching('moderator', elsewhere), { number }),
      'not-found',
    );
    await refused(systemic().returnPlan(moderator, { number, reason: 'other' }), 'invalid-input');
    await systemic().returnPlan(moderator, { number, reason: 'boilerplate-only' });
    await systemic().handInPlan(executor, { ...plan, text: `${PLAN.text} ${SNILS}.` });
    await refused(systemic().publishPlan(moderator, { number }), 'personal-data-left');
    await systemic().returnPlan(moderator, { number, reason: 'boilerplate-only' });
    await systemic().handInPlan(executor, plan);
    for (const actor of [coordinator, head, visitor()])
      await expect(systemic().noteDuePlan(actor, { number })).rejects.toMatchObject({
        code: 'forbidden',
      });
    await systemic().publishPlan(moderator, { number });
    house.it.clock.advance(91 * DAY_ms);
    const close = (actor: Actor) =>
      systemic().judgeClose(actor, {
        number,
        finding: 'closed',
        whyRu: 'Больше об этом не писали.',
      });
    // Neither opened by a coordinator nor let out by one: it is the role that is not theirs.
    for (const actor of [coordinator, head]) await refused(close(actor), 'forbidden');
    await refused(close(reaching('controller', elsewhere)), 'not-found');
  });

  test('and each look shows its own part: what is proposed to those who may open it alone', async () => {
    const head = await somebody(house.it, 'head');
    const proposed = await inside(house.it, async (tx) =>
      joinEvidence(tx, system, {
        kind: 'broken-norm',
        ref: 'looks-1',
        clinic: await clinicIn(tx),
        cause: CAUSE,
        facts: { broken: 7 },
        on: '2026-06-01',
      }),
    );
    const eye = async (actor: Actor, number: string) =>
      (await systemic().getSystemic(actor, { number })).eye;
    const unseen = { code: 'not-found' };
    for (const actor of [head, reaching('administrator', everywhere)])
      await expect(eye(actor, proposed)).rejects.toMatchObject(unseen);
    await expect(
      systemic().handInPlan(head, { number: proposed, outcome: 'change-made', ...PLAN }),
    ).rejects.toMatchObject(unseen);
    const made = await told(house.it, moderator, 2);
    const coordinator = await somebody(house.it, 'coordinator');
    const number = await opened(coordinator, numbersOf(made));
    expect(await eye(moderator, number)).toBe('staff');
    expect(await eye(head, number)).toBe('clinic');
    expect(await eye(reaching('administrator', everywhere), number)).toBe('public');
    const elsewhere = { kind: 'district', id: 'no-such-district' } as const;
    expect(await eye(reaching('moderator', elsewhere), number)).toBe('public');
    // Who wrote one of the messages reads what everybody reads, whatever they work as.
    const also = (grants: unknown[]) => ({ ...made[0]!.by, grants, secondFactor: true }) as Actor;
    expect(await eye(also([{ role: 'moderator', reach: everywhere }]), number)).toBe('public');
    expect(await eye(also(head.grants as unknown[]), number)).toBe('public');
  });
});

describe('evidence', () => {
  const found = (ref: string) =>
    inside(house.it, async (tx) =>
      joinEvidence(tx, system, {
        kind: 'survey-drop',
        ref,
        clinic: await clinicIn(tx),
        cause: CAUSE,
        facts: { before: 82, after: 61 },
        on: '2026-06-01',
      }),
    );

  test('proposes what nobody reads, and is taken up when somebody opens it', async () => {
    const coordinator = await somebody(house.it, 'coordinator');
    const head = await somebody(house.it, 'head');
    const number = await found('survey-1');
    expect(await found('survey-2')).toBe(number);
    await expect(found('survey-1')).rejects.toBeTruthy();
    for (const actor of [visitor(), head])
      await expect(systemic().getSystemic(actor, { number })).rejects.toMatchObject({
        code: 'not-found',
      });
    expect((await systemic().listDesk(head, {})).systemic).toEqual([]);
    expect((await systemic().listDesk(coordinator, {})).systemic).toMatchObject([
      { number, state: 'proposed' },
    ]);
    const cases = numbersOf(await told(house.it, moderator, 2));
    expect(await opened(coordinator, cases)).toBe(number);
    expect((await shown(number)).evidence).toHaveLength(2);
  });

  test('a norm that several people say is broken is proposed by night, once a quarter, as it was counted', async () => {
    const coordinator = await somebody(house.it, 'coordinator');
    house.it.clock.advance(200 * DAY_ms);
    const waited = async (by?: Awaited<ReturnType<typeof author>>, until = '02:30') => {
      const day = house.it.clock.now().toISOString().slice(0, 10);
      const { number } = await house.it.faces.complaints.fileComplaint(
        by ?? (await author(house.it)),
        {
          clinic: CLINIC,
          topic: 'wait-at-door-over-1h',
          story: 'Ждали у двери полтора часа, хотя пришли по записи.',
          facts: { appointed_at: `${day}T00:10`, started_at: `${day}T${until}` },
        },
      );
      await house.it.faces.complaints.publishComplaint(moderator, { number });
      return number;
    };
    const night = () =>
      proposeByNorms.run({ app: house.it.app, signal: new AbortController().signal } as never);
    const found = () => systemic().listBrokenNorms(system, {});
    // One person's many messages are no evidence, and a message taken back is none.
    const often = await author(house.it);
    for (let at = 0; at < 4; at += 1) await waited(often);
    for (let at = 0; at < 3; at += 1) await waited();
    const gone = await author(house.it);
    await house.it.faces.cases.withdrawCase(gone, { number: await waited(gone) });
    // Nor is one of somebody who waited less than the norm lets: nothing was broken.
    await waited(undefined, '00:25');
    expect(await found()).toEqual([]);
    await waited();
    expect(await found()).toMatchObject([{ clinic: CLINIC, messages: 8, people: 5 }]);
    await expect(systemic().listBrokenNorms(coordinator, {})).rejects.toMatchObject({
      code: 'forbidden',
    });
    const [{ ref, cause } = expect.fail()] = await found();
    for (const [actor, over, code] of [
      [coordinator, {}, 'forbidden'],
      [system, { ref: 'made-up' }, 'not-found'],
    ] as const)
      await expect(systemic().proposeByNorm(actor, { ref, cause, ...over })).rejects.toMatchObject({
        code,
      });
    await night();
    await night();
    const [proposed, ...more] = (await systemic().listDesk(coordinator, {})).systemic;
    expect([proposed, more]).toMatchObject([{ state: 'proposed', cause: { code: cause } }, []]);
    const { number } = proposed!;
    expect((await systemic().getSystemic(coordinator, { number })).systemic.evidence).toMatchObject(
      [{ kind: 'broken-norm', facts: { messages: 8, people: 5 } }],
    );
    await expect(shown(number)).rejects.toMatchObject({ code: 'not-found' });
    // Dismissed, it is left alone until the next quarter.
    await systemic().dismissSystemic(coordinator, { number, agreed: 'dismiss' });
    expect(await found()).toEqual([]);
    await night();
    expect((await systemic().listDesk(coordinator, {})).systemic).toEqual([]);
  });

  test('candidates are three and more free messages of one category within reach, with what they are like', async () => {
    const coordinator = await somebody(house.it, 'coordinator');
    house.it.clock.advance(100 * DAY_ms);
    await told(house.it, moderator, 2);
    const groups = () => systemic().listCandidates(coordinator, { clinic: CLINIC });
    expect(await groups()).toEqual([]);
    const [gone] = await told(house.it, moderator, 1);
    await house.it.faces.cases.withdrawCase(gone!.by, { number: gone!.number });
    expect(await groups()).toEqual([]);
    const [third] = await told(house.it, moderator, 1);
    const [group] = await groups();
    expect(group).toMatchObject({ count: 3, clinic: { code: CLINIC } });
    expect(group!.cases.every(({ alike }) => alike >= 0)).toBe(true);
    const other = reaching('coordinator', { kind: 'district', id: 'no-such-district' });
    expect(await systemic().listCandidates(other, {})).toEqual([]);
    await expect(systemic().listCandidates(moderator, {})).rejects.toMatchObject({
      code: 'forbidden',
    });
    // The category is a cause of its own; whoever is joined is free no more.
    const number = (
      await systemic().openSystemic(coordinator, {
        clinic: CLINIC,
        cause: group!.cause,
        ...WORDS,
        cases: [third!.number, group!.cases.find((one) => one.number !== third!.number)!.number],
      })
    ).number;
    expect(await groups()).toEqual([]);
    // What comes later joins the one that lives; another cannot be opened, and nobody is led to try.
    await told(house.it, moderator, 2);
    const [{ living, cases: later, clinic: at } = expect.fail()] = await groups();
    expect(living).toMatchObject({ number });
    expect(at).toHaveProperty('address');
    await systemic().joinMember(coordinator, { ...living!, case: later[0]!.number });
    expect(await groups()).toEqual([]);
    await systemic().dismissSystemic(coordinator, { number, agreed: 'dismiss' });
    expect(await groups()).toHaveLength(1);
  });
});
