import { beforeAll, describe, expect, test } from 'vitest';
import {
  ERROR_STATUS,
  isAppError,
  newId,
  regionScope,
  type Actor,
  type AppError,
} from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { REFUSALS } from '../tools/generate/refusals.ts';
import { assistedTries } from './permissions/refused-assisted.ts';
import { deskTries } from './permissions/refused-desk.ts';
import { moreTries } from './permissions/refused-more.ts';
import { buildWorld, type World } from './permissions/world.ts';
import { REGION, staff, useInstallation, visitor } from './support/installation.ts';

/** Provokes every refusal of the table in docs/reference/errors.md, on cases that stand where it happens. */
const house = useInstallation();
const region = { kind: 'region' } as const;
const DAY_MS = 86_400_000;
const LONG = 'Второй кабинет откроем после ремонта, работы уже начаты.';
const SIGNER = { signerName: 'Иванова А. А.', signerPost: 'Главный врач' };

let world: World;
let author: Actor;
const moderator = staff(newId(), { role: 'moderator', reach: region });
const executor = staff(newId(), { role: 'executor', reach: region });
const coordinator = staff(newId(), { role: 'coordinator', reach: region });
const controller = staff(newId(), { role: 'controller', reach: region });
const chief = staff(newId(), { role: 'administrator', reach: region });
const fresh = (actor: Actor): Actor => ({ ...actor, provenAt: house.it.clock.now() }) as Actor;

beforeAll(async () => {
  world = await buildWorld(house.it);
  author = world.author;
  // The author of the world has filed as many as an hour allows.
  house.it.clock.advance(61 * 60_000);
}, 120_000);

const cases = () => house.it.faces.cases;
const complaints = () => house.it.faces.complaints;
const number = (state: string): string => world.cases[state]!.number;
const at = (state: string) => ({ number: number(state) });
const form = () => ({
  clinic: world.clinic.code,
  topic: 'wait-at-door-over-1h',
  story: 'Пришла к девяти утра, а приняли в половине двенадцатого.',
  facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
});
const file = (over: object = {}) =>
  complaints().fileComplaint(author, { ...form(), ...over } as never);
const fresher = async (): Promise<string> => (await file()).number;

/** A topic of the test's own, in force from now on. */
async function withTopic(code: string, change: object, more: object = {}): Promise<void> {
  const { shown } = await complaints().getTopic(chief, { code: 'no-shoe-covers' });
  const { definition, category, terms } = shown!;
  const plain = Object.fromEntries(
    Object.entries(terms).map(([stage, { amount, unit }]) => [stage, { amount, unit }]),
  );
  await complaints().saveTopic(fresh(chief), {
    definition: { ...definition, code, fields: [], threshold: null, ...change },
    category,
    terms: plain,
    ...more,
  } as never);
}
const bare = (topic: string) => ({ ...form(), topic, facts: {} });

/** What is tried, by the key of the refusal; a piece of paper that clinics sign is no paper of ours. */
const TRIES: Readonly<Record<string, () => Promise<unknown>>> = {
  'impossible-move': () => complaints().publishComplaint(moderator, at('answered')),
  'second-mover': () =>
    complaints().publishComplaint(moderator, { ...at('submitted'), version: 9 }),
  'move-by-nobody': () => complaints().publishComplaint(visitor(), at('submitted')),
  'move-by-another-role': () => cases().publishAnswer(executor, at('in-work')),
  'unpublished-to-clinic': () => complaints().getComplaint(executor, at('submitted')),
  'unpublished-to-public': () => complaints().getComplaint(visitor(), at('submitted')),
  'unknown-number': () => complaints().getComplaint(visitor(), { number: '26-999999-9' }),
  'staff-without-factor': () =>
    complaints().publishComplaint({ ...moderator, secondFactor: false } as Actor, at('submitted')),
  'own-case': () =>
    complaints().publishComplaint(
      { ...author, grants: [{ role: 'moderator', reach: region }] } as Actor,
      at('submitted'),
    ),
  'appeal-twice': async () => {
    const mine = await fresher();
    await cases().rejectCase(moderator, { number: mine, reason: 'no-facts' });
    await cases().appealRejection(author, { number: mine, note: 'Факты есть.' });
    const another = staff(newId(), { role: 'moderator', reach: region });
    await cases().decideAppeal(another, {
      number: mine,
      finding: 'refused',
      reason: 'no-facts',
      note: 'Фактов нет.',
    });
    return cases().appealRejection(author, { number: mine, note: 'Факты есть.' });
  },
  'appeal-by-same-moderator': async () => {
    const mine = await fresher();
    await cases().rejectCase(moderator, { number: mine, reason: 'no-facts' });
    await cases().appealRejection(author, { number: mine, note: 'Факты есть.' });
    return cases().decideAppeal(moderator, { number: mine, finding: 'granted' });
  },
  'confirm-link-unknown': () => complaints().confirmComplaint(visitor(), { token: 'x'.repeat(43) }),
  'third-pause': async () => {
    const mine = await fresher();
    for (let times = 0; times < 2; times += 1) {
      await cases().returnCase(moderator, { number: mine, reason: 'no-facts' });
      await complaints().resubmitComplaint(author, { number: mine, story: form().story });
    }
    return cases().returnCase(moderator, { number: mine, reason: 'no-facts' });
  },
  'year-without-calendar': () =>
    house.it.app.store.withScope(regionScope(REGION), (tx) => calendarOf(tx, 'UA-30')),
  'agree-to-nothing': () => cases().agreeTerm(author, at('in-work')),
  'explain-in-time': () =>
    cases().explainDelay(executor, { ...at('in-work'), reason: 'overlooked', ...SIGNER }),
  'same-topic': () =>
    complaints().changeTopic(moderator, { ...at('in-work'), topic: 'wait-at-door-over-1h' }),
  'topic-suspended': async () => {
    await withTopic('test-suspended', {}, { suspended: { reason: 'Новые правила' } });
    return complaints().fileComplaint(author, bare('test-suspended') as never);
  },
  'topic-out-of-season': async () => {
    await withTopic('test-season', { season: { from: '11-01', to: '02-01' } });
    return complaints().fileComplaint(author, bare('test-season') as never);
  },
  'topic-of-another-channel': async () => {
    await withTopic('test-emergency', { channel: 'emergency' });
    return complaints().fileComplaint(author, bare('test-emergency') as never);
  },
  'danger-unsaid': () =>
    file({ topic: 'home-call-over-24h', facts: { called_at: '2026-06-08T09:00' } }),
  'topic-unknown': () => file({ topic: 'no-such-topic' }),
  'clinic-unknown': () => file({ clinic: 'no-such-clinic' }),
  'clinic-closed': async () => {
    const { registry } = house.it.faces;
    const cli = { kind: 'system', region: REGION, name: 'cli' } as const;
    const { id, code } = world.otherClinic;
    const seen = await registry.getRecord(chief, { kind: 'clinic', id });
    await registry.closeRecord(cli, {
      kind: 'clinic',
      id,
      version: (seen as { version: number }).version,
      on: '2026-06-10',
    });
    house.it.clock.advance(2 * DAY_MS);
    return file({ clinic: code });
  },
  'facts-missing': () => file({ facts: {} }),
  'facts-in-the-future': () =>
    file({ facts: { appointed_at: '2099-06-10T09:00', started_at: '2099-06-10T11:30' } }),
  'evidence-missing': async () => {
    await withTopic('test-evidence', { evidence: { required: true, kinds: ['photo'] } });
    return complaints().fileComplaint(author, bare('test-evidence') as never);
  },
  'story-too-long': () => file({ story: 'щ'.repeat(4001) }),
  'address-missing': () =>
    complaints().fileComplaint(visitor(), form(), { proofOfWork: 'no-script' }),
  'no-puzzle': () =>
    complaints().fileComplaint(visitor('other'), { ...form(), email: 'a@example.org' }),
  'wish-too-short': () => complaints().sendWish(author, { kind: 'topic', text: 'a' }),
  'topic-half-a-season': () =>
    withTopic('test-broken', {
      threshold: { kind: 'elapsed', value: 1, unit: 'hours', from: 'nowhere', to: [] },
    }),
  'topic-overtaken': async () => {
    await withTopic('test-twice', {});
    return withTopic('test-twice', {});
  },
  'refusal-without-reason': () => cases().rejectCase(moderator, { ...at('submitted') } as never),
  'other-without-words': () =>
    cases().rejectCase(moderator, { ...at('submitted'), reason: 'other' }),
  reworded: () =>
    complaints().publishComplaint(moderator, { ...at('submitted'), marked: 'Другие слова.' }),
  'cut-not-closed': () =>
    complaints().publishComplaint(moderator, { ...at('submitted'), marked: '[[Пришла' }),
  'cut-everything': async () => {
    const mine = await fresher();
    const { original } = await complaints().getComplaint(moderator, { number: mine });
    return complaints().publishComplaint(moderator, { number: mine, marked: `[[${original}]]` });
  },
  'reply-returned-without-reason': () =>
    cases().returnAnswer(moderator, at('answer-draft') as never),
  'dispute-without-question': () =>
    cases().giveVerdict(author, { ...at('answered'), verdict: 'disputed' }),
  'verdict-before-answer': () =>
    cases().giveVerdict(author, { ...at('in-work'), verdict: 'confirmed' }),
  'verdict-by-another': () =>
    cases().giveVerdict(executor, { ...at('answered'), verdict: 'confirmed' }),
  'verdict-twice': () => cases().giveVerdict(author, { ...at('confirmed'), verdict: 'confirmed' }),
  'control-by-who-moderated': async () => {
    const both = staff(
      newId(),
      { role: 'moderator', reach: region },
      { role: 'controller', reach: region },
    );
    const mine = await fresher();
    await complaints().publishComplaint(both, { number: mine });
    await cases().handInAnswer(executor, {
      number: mine,
      text: LONG,
      outcome: 'change-made',
      ...SIGNER,
    });
    await cases().publishAnswer(moderator, { number: mine });
    // Another topic than the others', whose disputes are many.
    await cases().giveVerdict(author, { number: mine, verdict: 'disputed', unanswered: 'Что?' });
    const seen = await complaints().getComplaint(moderator, { number: mine });
    if (seen.case.state !== 'disputed') await cases().liftLimit(controller, { number: mine });
    return cases().decideControl(both, {
      number: mine,
      finding: 'dispute-upheld',
      note: 'Верно.',
    });
  },
  'reopen-late': () => {
    house.it.clock.advance(20 * DAY_MS);
    return cases().reopenCase(author, { ...at('confirmed'), note: 'Снова.' });
  },
  'refute-late': () => {
    house.it.clock.advance(20 * DAY_MS);
    return cases().refuteAgain(author, { ...at('closed'), note: 'Не то.' });
  },
  'lift-checked': () => cases().liftLimit(controller, at('closed')),
  'plan-too-far': () =>
    cases().promiseDate(executor, { ...at('in-work'), text: LONG, ...SIGNER, until: '2028-01-01' }),
  'plan-in-the-past': () =>
    cases().promiseDate(executor, { ...at('in-work'), text: LONG, ...SIGNER, until: '2026-01-01' }),
  'second-proposal': () =>
    cases().promiseDate(executor, {
      ...at('proposed'),
      text: LONG,
      ...SIGNER,
      until: '2026-07-20',
    }),
  'extension-without-reason': () =>
    cases().askExtension(executor, {
      ...at('planned'),
      text: LONG,
      ...SIGNER,
      until: '2026-07-25',
    } as never),
  'not-ours-without-reason': () =>
    cases().disownCase(executor, { ...at('in-work'), text: LONG } as never),
  'body-unknown': () =>
    cases().redirectCase(coordinator, {
      ...at('disowned'),
      reason: 'not-our-competence',
      body: 'no-such-body',
    }),
  'reroute-to-same': () =>
    cases().rerouteCase(coordinator, { ...at('in-work'), clinic: world.clinic.code }),
  'question-late': () => cases().answerQuestion(author, { ...at('in-work'), text: 'В пятом.' }),
  'appeals-closed': async () => {
    const { emergency } = await complaints().getLanes(visitor(), {});
    const cli = { kind: 'system', region: REGION, name: 'cli' } as const;
    const appeals = {
      open: false,
      url: null,
      registration_days: 3,
      answer_days: 30,
      extension_days: 30,
      forwarding_days: 7,
      roll: 'previous' as const,
    };
    const lanes = { emergency: [...emergency], duty_email: null, appeals };
    await complaints().importLanes(cli, lanes);
    return complaints()
      .fileAppeal(author, { ...at('disputed'), ...APPEAL })
      .finally(() =>
        complaints().importLanes(cli, { ...lanes, appeals: { ...appeals, open: true } }),
      );
  },
  'appeal-anonymous': () =>
    complaints().fileAppeal(
      { kind: 'receipt', region: REGION, caseId: world.cases.disputed!.id, origin: 'x' },
      { ...at('disputed'), ...APPEAL },
    ),
  'appeal-without-surname': () =>
    complaints().fileAppeal(author, { ...at('disputed'), ...APPEAL, surname: ' ' }),
  'appeal-filed-twice': () => complaints().fileAppeal(author, { ...at('answered'), ...APPEAL }),
  'extension-too-long': () =>
    complaints().extendAppeal(coordinator, {
      ...at('answered'),
      days: 31,
      notice: 'Запрошены документы.',
    }),
  'register-twice': () =>
    complaints().registerAppeal(coordinator, { ...at('answered'), registrationNumber: '2-26' }),
  'danger-twice': () => complaints().raiseDanger(author, at('danger')),
  'danger-without-reason': () =>
    cases().settleDanger(moderator, { ...at('danger'), finding: 'false-alarm' } as never),
  'publish-in-danger': () => complaints().publishComplaint(moderator, at('danger')),
  'answer-without-outcome': () =>
    cases().handInAnswer(executor, { ...at('in-work'), text: LONG, ...SIGNER } as never),
  'answer-without-signer': () =>
    cases().handInAnswer(executor, {
      ...at('in-work'),
      text: LONG,
      outcome: 'change-made',
      signerName: ' ',
      signerPost: 'x',
    }),
  'answer-by-other-clinic': () =>
    cases().handInAnswer(
      staff(newId(), { role: 'executor', reach: { kind: 'clinic', id: world.otherClinic.id } }),
      { ...at('in-work'), text: LONG, outcome: 'change-made', ...SIGNER },
    ),
  'district-unknown': () => complaints().getStatistics(visitor(), { district: 'nowhere' }),
  'photo-undecodable': () =>
    complaints().addDraftPhoto(visitor(), {
      token: world.tokens.draft,
      photo: new TextEncoder().encode('<svg/>'),
    }),
  'photo-too-large': () =>
    complaints().addDraftPhoto(visitor(), {
      token: world.tokens.draft,
      photo: new Uint8Array(15 * 1024 * 1024 + 1),
    }),
  'sixth-photo': async () => {
    const { token } = await complaints().saveDraft(visitor(), { content: {} });
    for (let count = 0; count < 5; count += 1)
      await complaints().addDraftPhoto(visitor(), { token, photo: world.photo });
    return complaints().addDraftPhoto(visitor(), { token, photo: world.photo });
  },
  'photo-of-others': () => cases().findPhoto(visitor(), { id: world.photos.closed }),
  'cover-off': () =>
    cases().uncoverPhoto(moderator, { ...at('in-work'), photoId: world.photos.published }),
  'receipt-wrong': () =>
    complaints().followCase(visitor('one'), { receipt: 'AAAA-AAAA-AAAA-AAAA-AAAA-AA' }),
  'receipt-guessed': async () => {
    for (let count = 0; count < 30; count += 1)
      await complaints()
        .followCase(visitor('guesser'), { receipt: `guess ${count}` })
        .catch(() => null);
    return complaints().followCase(visitor('guesser'), { receipt: 'guess' });
  },
  'retract-late': () => {
    house.it.clock.advance(31 * 60_000);
    return complaints().retractComplaint(author, at('submitted'));
  },
  'erase-held': async () => {
    const mine = await fresher();
    await cases().holdCase(chief, { number: mine, ground: 'Запрос прокуратуры', until: null });
    return complaints().eraseOwnComplaint(fresh(author), { number: mine, agreed: 'erase' });
  },
  'erase-in-appeal': () =>
    complaints().eraseOwnComplaint(fresh(world.author), { ...at('answered'), agreed: 'erase' }),
  'erase-without-proof': () => complaints().exportOwn(author, {}),
  'erase-colleague': () => complaints().eraseOwnAccount(fresh(moderator), { agreed: 'erase' }),
  ...moreTries(
    () => house.it,
    () => world,
  ),
  ...deskTries(
    () => house.it,
    () => world,
  ),
  ...assistedTries(
    () => house.it,
    () => world,
  ),
  'erase-of-others': () =>
    complaints().eraseOwnComplaint(fresh(staff(newId())), { ...at('in-work'), agreed: 'erase' }),
};
const APPEAL = { text: LONG, surname: 'Иванова', address: 'Москва, улица Лесная, дом 1' };

/** The last ones move the clock, or put a hold on the author. */
const LAST = [
  'clinic-closed',
  'erase-without-proof',
  'retract-late',
  'reopen-late',
  'refute-late',
  'erase-held',
];
const ordered = REFUSALS.toSorted((a, b) => LAST.indexOf(a.key) - LAST.indexOf(b.key));

const refusalOf = (work: () => Promise<unknown>): Promise<AppError> =>
  Promise.resolve()
    .then(work)
    .then(
      () => Promise.reject(new Error('it was not refused')),
      (error: unknown) => (isAppError(error) ? error : Promise.reject(error as Error)),
    );

test('every refusal has a try and a documented code, every try a refusal', () => {
  expect(Object.keys(TRIES).toSorted()).toEqual(REFUSALS.map(({ key }) => key).toSorted());
  expect(REFUSALS.filter(({ code }) => !(code in ERROR_STATUS))).toEqual([]);
});

describe('refused', () => {
  test.each(ordered.map((one) => [one.refused, one] as const))('%s', async (_, one) => {
    const refusal = await refusalOf(TRIES[one.key]!);
    expect([one.key, refusal.code]).toEqual([one.key, one.code]);
    if (one.reason) expect(refusal.data).toMatchObject({ reason: one.reason });
  });
});
