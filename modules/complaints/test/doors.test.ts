import { beforeAll, describe, expect, test } from 'vitest';
import { addGrant, ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { STAGES } from '@otklik/cases';
import {
  proven,
  REGION,
  staff,
  useInstallation,
  visitor,
} from '../../../tests/support/installation.ts';

const house = useInstallation();
const region = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: region });
const executor = staff(newId(), { role: 'executor', reach: region });
const coordinator = staff(newId(), { role: 'coordinator', reach: region });
const chief = proven(staff(newId(), { role: 'administrator', reach: region }));
const CLINIC = 'msk-a-001-x';
const STORY = 'Пришла к девяти утра, а приняли в половине двенадцатого.';
const DANGER = 'Отец потерял сознание прямо в очереди, помогите.';
const SNILS = '112-233-445 95';
const SIGNED = { signerName: 'Иванова А. А.', signerPost: 'Главный врач' };
const code = (refused: string) => ({ code: refused });

let authors = 0;
async function author(): Promise<Actor> {
  authors += 1;
  const contact = { email: `door-${authors}@example.org`, locale: 'ru' } as const;
  const personId = await house.it.app.store.withScope(
    regionScope(REGION),
    (tx) => contactFor(tx, contact),
    { now: house.it.clock.now() },
  );
  return staff(personId);
}
const form = (over: object = {}) => ({
  clinic: CLINIC,
  topic: 'wait-at-door-over-1h',
  story: STORY,
  facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  ...over,
});
const complaints = () => house.it.faces.complaints;
const cases = () => house.it.faces.cases;
const file = async (who: Actor, over: object = {}) =>
  (await complaints().fileComplaint(who, form(over) as never)).number;
const seen = async (number: string, who: Actor = moderator) =>
  complaints().getComplaint(who, { number });
const stateOf = async (number: string) => (await seen(number)).case.state;
async function published(over: object = {}) {
  const who = await author();
  const number = await file(who, over);
  await complaints().publishComplaint(moderator, { number });
  return { who, number };
}
const answer = (number: string, text: string, more: object = {}) =>
  cases().handInAnswer(executor, { number, text, outcome: 'change-made', ...SIGNED, ...more });
async function answered() {
  const made = await published();
  await answer(made.number, 'Проверили расписание приёма и добавили второй кабинет.');
  await cases().publishAnswer(moderator, { number: made.number });
  return made;
}

describe('what sounds like danger goes to the duty by every door', () => {
  beforeAll(async () => {
    const { last, shown } = await complaints().listLanes(chief, {});
    await complaints().saveLanes(chief, {
      version: last,
      emergency: shown.emergency,
      duty_email: 'duty@example.org',
      appeals: { ...shown.appeals, open: true },
    });
  });
  const told = async () => {
    await house.it.runJobs();
    return house.it.letters.filter(({ to }) => to === 'duty@example.org').length;
  };
  const doors: Record<string, () => Promise<string>> = {
    'a message sent again': async () => {
      const who = await author();
      const number = await file(who);
      await cases().returnCase(moderator, { number, reason: 'no-facts' });
      await complaints().resubmitComplaint(who, { number, story: DANGER });
      return number;
    },
    'an answer to a question': async () => {
      const { who, number } = await published();
      await cases().askQuestion(executor, { number, text: 'В каком кабинете вы были?' });
      await cases().decideProposal(moderator, { number, finding: 'accepted' });
      await cases().answerQuestion(who, { number, text: DANGER });
      return number;
    },
    'a dispute': async () => {
      const { who, number } = await answered();
      await cases().giveVerdict(who, {
        number,
        verdict: 'disputed',
        unanswered: 'Когда начнут принимать вовремя?',
        stillWrong: DANGER,
      });
      return number;
    },
    'a case opened again': async () => {
      const { who, number } = await answered();
      await cases().giveVerdict(who, { number, verdict: 'confirmed' });
      await cases().reopenCase(who, { number, note: DANGER });
      return number;
    },
    'a finding refuted': async () => {
      const { who, number } = await answered();
      await cases().giveVerdict(who, { number, verdict: 'disputed', unanswered: 'Что теперь?' });
      const finding = { number, finding: 'dispute-not-supported', note: 'Проверено.' } as const;
      await cases().decideControl(staff(newId(), { role: 'controller', reach: region }), finding);
      await cases().refuteAgain(who, { number, note: DANGER });
      return number;
    },
    'a refusal appealed against': async () => {
      const who = await author();
      const number = await file(who);
      await cases().rejectCase(moderator, { number, reason: 'no-facts' });
      await cases().appealRejection(who, { number, note: DANGER });
      return number;
    },
    'another body declined': async () => {
      const { who, number } = await published();
      const to = { reason: 'not-our-competence', body: 'district-administration' } as const;
      await cases().redirectCase(coordinator, { number, ...to });
      await cases().refuseRedirect(who, { number, note: DANGER });
      return number;
    },
    'a word on a promise': async () => {
      const { who, number } = await published();
      const promises = [{ what: 'Открыть второй кабинет', owner: 'Врач', until: '2026-07-20' }];
      await answer(number, 'Проверили расписание приёма, откроем второй кабинет.', {
        promises,
        outcome: 'change-planned',
      });
      await cases().publishAnswer(moderator, { number });
      const { id } = (await seen(number)).case.promises[0]!;
      await cases().reportPromise(executor, { number, promise: id, note: 'Кабинет открыт.' });
      await cases().judgePromise(who, { number, promise: id, kept: 'no', note: DANGER });
      return number;
    },
    'an appeal': async () => {
      const { who, number } = await published();
      await complaints().fileAppeal(who, {
        number,
        text: DANGER,
        surname: 'Петрова',
        address: 'Москва, до востребования, 101000',
      });
      return number;
    },
  };
  test.each(Object.keys(doors))('%s', async (door) => {
    const before = await told();
    const number = await doors[door]!();
    expect(await stateOf(number)).toBe('danger');
    expect(await told()).toBe(before + 1);
    // A false alarm goes back to where it was.
    await cases().settleDanger(moderator, { number, finding: 'false-alarm', reason: 'misread' });
    expect(await stateOf(number)).not.toBe('danger');
  });

  test('a word in a settled case, beside which the alarm stands', async () => {
    const { who, number } = await published();
    const promises = [{ what: 'Открыть второй кабинет', owner: 'Врач', until: '2026-07-20' }];
    const planned = { promises, outcome: 'change-planned' };
    await answer(number, 'Проверили расписание приёма, откроем второй кабинет.', planned);
    await cases().publishAnswer(moderator, { number });
    await cases().giveVerdict(who, { number, verdict: 'confirmed' });
    const { id } = (await seen(number)).case.promises[0]!;
    await cases().reportPromise(executor, { number, promise: id, note: 'Кабинет открыт.' });
    await cases().judgePromise(who, { number, promise: id, kept: 'no', note: DANGER });
    expect(await stateOf(number)).toBe('confirmed');
    expect(await cases().getAlarms(moderator, { number })).toHaveLength(1);
  });

  test('what fits no topic, which then waits first', async () => {
    const before = await told();
    const plain = { kind: 'topic', text: 'Хочу тему про парковку колясок у входа.' } as const;
    await complaints().sendWish(await author(), plain);
    await complaints().sendWish(await author(), { kind: 'topic', text: DANGER });
    expect(await told()).toBe(before + 1);
    const { waiting } = await complaints().listWishes(moderator, {});
    expect(waiting.map(({ danger }) => danger)).toEqual([true, false]);
  });

  test('ordinary words raise nothing', async () => {
    const { who, number } = await answered();
    await cases().giveVerdict(who, { number, verdict: 'confirmed' });
    await cases().reopenCase(who, { number, note: 'Снова то же самое, врач не принимает.' });
    expect(await stateOf(number)).toBe('in-work');
  });
});

describe('lanes are set at the desk', () => {
  const save = async (who: Actor, over: object = {}, appeals: object = {}) => {
    const { last, shown } = await complaints().listLanes(chief, {});
    return complaints().saveLanes(who, {
      version: last,
      emergency: shown.emergency,
      duty_email: 'duty@example.org',
      appeals: { ...shown.appeals, ...appeals },
      ...over,
    } as never);
  };

  test('by version, at once or from a day on, by whom the region lets', async () => {
    await save(chief, {}, { open: false, answer_days: 20, body: 'insurance-fund' });
    const now = await complaints().getLanes(visitor(), {});
    expect(now.appeals).toMatchObject({
      open: false,
      days: 20,
      body: { code: 'insurance-fund' },
    });
    house.it.clock.advance(60_000);
    const planned = await save(chief, { validFrom: '2026-12-01' }, { open: true, answer_days: 30 });
    expect(planned.outcome).toBe('planned');
    expect((await complaints().getLanes(visitor(), {})).appeals.open).toBe(false);
    await expect(save(chief, { validFrom: '2020-01-01' })).rejects.toMatchObject(
      code('invalid-input'),
    );
    await expect(save(chief, { version: 1 })).rejects.toMatchObject(code('changed-meanwhile'));
    await expect(save(chief, {}, { body: 'nobody' })).rejects.toMatchObject(
      code('unknown-reference'),
    );
    const stale = staff(newId(), { role: 'administrator', reach: region });
    await expect(save(stale)).rejects.toMatchObject(code('step-up-required'));
    await expect(save(proven(moderator))).rejects.toMatchObject(code('forbidden'));
    const { versions } = await complaints().listLanes(proven(coordinator), {});
    expect(versions[0]).toMatchObject({ state: 'planned', dutyEmail: 'duty@example.org' });
    expect(versions.filter(({ state }) => state === 'in-force')).toHaveLength(1);
  });

  test('a body has versions, is told of what is sent there, and may be closed', async () => {
    const body = {
      code: 'city-inspection',
      name_ru: 'Городская инспекция',
      name_en: 'City inspection',
      url: null,
      organisation: null,
      position: 9,
      email: 'inspection@example.org',
    };
    await cases().saveBody(chief, { ...body, version: 0 });
    await expect(cases().saveBody(chief, { ...body, version: 0 })).rejects.toMatchObject(
      code('changed-meanwhile'),
    );
    const who = await author();
    const number = await file(who);
    const to = { number, reason: 'not-our-competence', body: 'city-inspection' } as const;
    await cases().redirectCase(coordinator, to);
    await house.it.runJobs();
    const letter = house.it.letters.findLast((one) => one.to === 'inspection@example.org')!;
    expect(letter.text).toContain(number);
    expect(letter.text).not.toContain(STORY);
    await cases().saveBody(chief, { ...body, version: 1, closed: true });
    const other = await file(who);
    await expect(cases().redirectCase(coordinator, { ...to, number: other })).rejects.toMatchObject(
      code('unknown-reference'),
    );
    const listed = (await cases().listBodies(chief, {})).find((one) => one.code === body.code)!;
    expect(listed).toMatchObject({ version: 2, closed: true, email: 'inspection@example.org' });
    expect(listed.history.map(({ version }) => version)).toEqual([2, 1]);
  });
});

describe('a number that belongs to a person for life', () => {
  const story = `${STORY} Мой СНИЛС ${SNILS}, позвоните.`;

  test('goes out with no story by oversight, and the queue says why it is flagged', async () => {
    const number = await file(await author(), { story });
    const queue = await cases().listQueue(moderator, { queue: 'moderation', limit: 100 });
    const row = queue.cases.find((one) => one.number === number)!;
    expect(row.flags).toContain('snils');
    expect(JSON.stringify(row)).not.toContain('112-233');
    await expect(complaints().publishComplaint(moderator, { number })).rejects.toMatchObject({
      code: 'personal-data-left',
      data: { kinds: ['snils'] },
    });
    await complaints().publishComplaint(moderator, {
      number,
      marked: story.replace(SNILS, `[[${SNILS}]]`),
    });
    expect((await seen(number, visitor())).story).toContain('[…]');
    const meant = await file(await author(), { story });
    await complaints().publishComplaint(moderator, { number: meant, acknowledged: true });
  });

  test('nor with an answer, which a moderator cuts; the clinic sees the difference', async () => {
    const { number } = await published();
    const text = `Нашли запись по СНИЛС ${SNILS} и добавили второй кабинет.`;
    await answer(number, text);
    expect((await seen(number)).personal.answer.map(({ type }) => type)).toContain('snils');
    await expect(cases().publishAnswer(moderator, { number })).rejects.toMatchObject(
      code('personal-data-left'),
    );
    await expect(
      cases().publishAnswer(moderator, { number, marked: 'Другими словами.' }),
    ).rejects.toMatchObject(code('invalid-input'));
    await cases().publishAnswer(moderator, {
      number,
      marked: text.replace(SNILS, `[[${SNILS}]]`),
    });
    const [shown] = (await seen(number, visitor())).case.answers;
    expect(shown).toMatchObject({ original: null });
    expect(shown!.text).toBe('Нашли запись по СНИЛС […] и добавили второй кабинет.');
    expect((await seen(number, executor)).case.answers[0]!.original).toBe(text);
  });

  test('nor with an interim answer, a question or a promise', async () => {
    const { number } = await published();
    const text = `Позвоним пациентке, её СНИЛС ${SNILS}, когда откроем кабинет.`;
    await cases().promiseDate(executor, { number, text, until: '2026-07-20', ...SIGNED });
    expect((await seen(number)).personal.proposal.map(({ type }) => type)).toContain('snils');
    await expect(
      cases().decideProposal(moderator, { number, finding: 'accepted' }),
    ).rejects.toMatchObject(code('personal-data-left'));
    const marked = text.replace(SNILS, `[[${SNILS}]]`);
    await cases().decideProposal(moderator, { number, finding: 'accepted', marked });
    const shown = (await seen(number, visitor())).case;
    expect(JSON.stringify(shown)).not.toContain('112-233');
    // What stands for a while as the clinic's answer is signed like one.
    expect(shown.proposals[0]!.signer).toEqual({ name: 'Иванова А. А.', post: 'Главный врач' });
    expect(shown.promises[0]!.what).toContain('[…]');

    const other = await published();
    const promises = [{ what: `Позвонить по СНИЛС ${SNILS}`, owner: 'Врач', until: '2026-07-20' }];
    await answer(other.number, 'Проверили расписание приёма, всё исправим.', {
      promises,
      outcome: 'change-planned',
    });
    expect((await seen(other.number)).personal.promises[0]!.what).not.toEqual([]);
    await expect(cases().publishAnswer(moderator, { number: other.number })).rejects.toMatchObject(
      code('personal-data-left'),
    );
  });
});

test('an answer in parts is one text and stands under headings; cut, it is a text alone', async () => {
  const parts = {
    questions: [{ question: 'Почему ждали?', answer: 'Заболел второй врач.' }],
    found: 'Проверили запись.',
    contact: 'Старшая медсестра, кабинет 3.',
  };
  const { number } = await published();
  const words = { number, outcome: 'change-made', parts, ...SIGNED } as const;
  await cases().handInAnswer(executor, words);
  await cases().publishAnswer(moderator, { number });
  const [shown] = (await seen(number, visitor())).case.answers;
  expect(shown!.parts).toMatchObject(parts);
  expect(shown!.text).toBe(
    'Почему ждали?\nЗаболел второй врач.\n\nПроверили запись.\n\nСтаршая медсестра, кабинет 3.',
  );
  const other = await published();
  await cases().handInAnswer(executor, { ...words, number: other.number });
  const marked = shown!.text!.replace('Заболел второй врач.', '[[Заболел второй врач.]]');
  await cases().publishAnswer(moderator, { number: other.number, marked });
  const [cut] = (await seen(other.number, visitor())).case.answers;
  expect(cut).toMatchObject({ parts: null });
  await expect(
    cases().handInAnswer(executor, { number, outcome: 'change-made', ...SIGNED } as never),
  ).rejects.toMatchObject(code('invalid-input'));
});

test('where a clinic has several objects of a kind the author says which, or cannot tell', async () => {
  const cli: Actor = { kind: 'system', region: REGION, name: 'cli' };
  for (const at of ['one', 'two'])
    await house.it.faces.registry.saveRecord(cli, {
      kind: 'object',
      values: {
        clinic: CLINIC,
        code: `${CLINIC}-pharmacy-${at}`,
        kind: 'pharmacy-point',
        name_ru: `Аптечный пункт ${at}`,
        name_en: `Pharmacy point ${at}`,
      },
    });
  const { shown } = await complaints().getTopic(chief, { code: 'no-shoe-covers' });
  const { definition, category, terms } = shown!;
  const plain = Object.fromEntries(
    STAGES.flatMap((stage) => {
      const term = (terms as Record<string, { amount: number; unit: string }>)[stage];
      return term ? [[stage, { amount: term.amount, unit: term.unit }]] : [];
    }),
  );
  await complaints().saveTopic(chief, {
    definition: {
      ...definition,
      code: 'pharmacy-queue',
      object_kind: 'pharmacy-point',
      fields: [],
      threshold: null,
    },
    category,
    terms: plain,
    version: 0,
  } as never);
  house.it.clock.advance(60_000);
  const about = { topic: 'pharmacy-queue', facts: {} };
  const { objects, issues } = await complaints().checkComplaint(visitor(), form(about) as never);
  expect(objects.length).toBeGreaterThan(1);
  expect(issues).toContainEqual({ path: 'object', code: 'required' });
  const who = await author();
  await expect(file(who, about)).rejects.toMatchObject({
    code: 'invalid-input',
    data: { issues: [{ path: 'object', code: 'required' }] },
  });
  const second = objects[1]!;
  const number = await file(who, { ...about, object: second.id });
  expect((await seen(number)).object).toMatchObject({ id: second.id });
  expect((await seen(await file(who, { ...about, object: 'unsure' }))).object).toBeNull();
  await expect(file(who, { ...about, object: newId() })).rejects.toMatchObject(
    code('invalid-input'),
  );
});

test('a visit to somebody’s home shows the district and no address', async () => {
  const { number } = await published({
    topic: 'home-call-over-24h',
    facts: { called_at: '2026-06-08T09:00' },
    danger: 'no',
  });
  const shown = await seen(number, visitor());
  expect(shown.place).toBe('district');
  expect(shown.district!.ru).toBe('Красносельский');
  const [request] = await complaints().listRequests(visitor(), { numbers: [number] });
  expect(request!.atHome).toBe(true);
});

test('the term of an explanation is set at the desk, by whom the region lets', async () => {
  const { namedStaff } = house.it.faces;
  await namedStaff.saveTerm(chief, { days: 4 });
  await namedStaff.saveTerm(chief, { days: 9, validFrom: '2026-12-01' });
  const listed = await namedStaff.listTerms(chief, {});
  expect(listed).toMatchObject({ today: 4, house: 2 });
  expect(listed.terms.map(({ days }) => days)).toEqual([9, 4]);
  await expect(namedStaff.saveTerm(chief, { days: 0 })).rejects.toMatchObject(
    code('invalid-input'),
  );
  await expect(
    namedStaff.saveTerm(chief, { days: 3, validFrom: '2020-01-01' }),
  ).rejects.toMatchObject(code('invalid-input'));
  await expect(namedStaff.saveTerm(proven(moderator), { days: 3 })).rejects.toMatchObject(
    code('forbidden'),
  );
});

describe('a topic’s routing', () => {
  const route = async (change: object, name: string) => {
    const { shown } = await complaints().getTopic(chief, { code: 'no-shoe-covers' });
    const { definition, category, terms } = shown!;
    const plain = Object.fromEntries(
      Object.entries(terms).map(([stage, { amount, unit }]) => [stage, { amount, unit }]),
    );
    const draft = {
      definition: { ...definition, code: name, fields: [], threshold: null, ...change },
      category,
      terms: plain,
    };
    await complaints().saveTopic(chief, { ...draft, version: 0 } as never);
    house.it.clock.advance(60_000);
    return draft;
  };

  test('leads the case to the organisation: its staff answer, the clinic’s do not', async () => {
    const { it } = house;
    const organisation = { kind: 'organisation', id: 'dzm' } as const;
    const draft = await route({ routing: 'authority', route_to: 'dzm' }, 'routed-topic');
    const preview = async () =>
      (
        await complaints().previewTopic(chief, {
          ...draft,
          startAt: '2026-06-15T10:00',
        } as never)
      ).route;
    // Nobody there can answer yet: the preview says so, and the clinic keeps the case.
    expect((await preview()).organisations).toMatchObject([{ id: 'dzm', staffed: false }]);
    const unstaffed = await published({ topic: 'routed-topic', facts: {} });
    const clinic = await it.faces.registry.getClinic(visitor(), { code: CLINIC });
    const atClinic = staff(newId(), {
      role: 'executor',
      reach: { kind: 'clinic', id: clinic.id },
    });
    expect((await seen(unstaffed.number, atClinic)).case.can).toContain('hand-in-answer');

    const personId = await it.app.store.withScope(
      regionScope(REGION),
      async (tx) => {
        const id = await contactFor(tx, { email: 'authority@example.org', locale: 'ru' });
        await ensurePerson(tx, id);
        await addGrant(tx, {
          personId: id,
          role: 'executor',
          reach: organisation,
          grantedBy: null,
        });
        return id;
      },
      { now: it.clock.now() },
    );
    it.clock.advance(60_000);
    expect((await preview()).organisations).toMatchObject([{ id: 'dzm', staffed: true }]);
    const { number } = await published({ topic: 'routed-topic', facts: {} });
    const there = staff(personId, { role: 'executor', reach: organisation });
    const listed = async (who: Actor) =>
      (await cases().listQueue(who, { queue: 'replies', limit: 100 })).cases.map(
        (one) => one.number,
      );
    expect(await listed(there)).toContain(number);
    expect(await listed(atClinic)).not.toContain(number);
    expect(await listed(atClinic)).toContain(unstaffed.number);
    const words = {
      number,
      text: 'Проверили расписание приёма и добавили второй кабинет.',
      outcome: 'change-made',
      ...SIGNED,
    } as const;
    await expect(cases().handInAnswer(atClinic, words)).rejects.toMatchObject(code('forbidden'));
    // The ladder: who is asked to answer is told there.
    await it.runJobs();
    expect(
      it.letters.some(({ to, text }) => to === 'authority@example.org' && text.includes(number)),
    ).toBe(true);
    await cases().handInAnswer(there, words);
    // A message that is mended under such a topic goes there too.
    const who = await author();
    const mended = await file(who);
    await cases().returnCase(moderator, { number: mended, reason: 'wrong-topic' });
    const other = { topic: 'routed-topic', facts: {}, object: 'unsure' } as const;
    await complaints().resubmitComplaint(who, { number: mended, story: STORY, ...other });
    await complaints().publishComplaint(moderator, { number: mended });
    expect(await listed(there)).toContain(mended);
    expect(await listed(atClinic)).not.toContain(mended);
  });
});
