import { afterEach, beforeAll, expect, test } from 'vitest';
import { isAppError, newId, regionScope, type Actor } from '@otklik/kernel';
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
const complaints = () => house.it.faces.complaints;
const boss: Actor = proven(staff(newId(), { role: 'administrator', reach: { kind: 'region' } }));
const moderator: Actor = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
let author = {
  kind: 'person' as const,
  region: REGION,
  personId: newId(),
  sessionId: newId(),
  grants: [],
  secondFactor: false,
  origin: 'author',
};
beforeAll(async () => {
  const contact = { email: 'author@example.org', locale: 'ru' } as const;
  const personId = await house.it.app.store.withScope(
    regionScope(REGION),
    (tx) => contactFor(tx, contact),
    { now: house.it.clock.now() },
  );
  author = { ...author, personId };
});
// No two versions of one instant: time goes on between the acts of people.
afterEach(() => house.it.clock.advance(60_000));
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

const definition = {
  code: 'pram-place',
  wording_ru: 'негде оставить коляску',
  wording_en: 'no place to leave a pram',
  short_ru: 'Негде оставить коляску',
  short_en: 'No place for prams',
  category: 'children',
  object_kind: 'building' as const,
  fields: [
    {
      code: 'seen_at',
      datatype: 'datetime' as const,
      required: true,
      label_ru: 'Когда вы это видели',
      label_en: 'When you saw it',
    },
  ],
  threshold: null,
  evidence: { required: false, kinds: ['photo'], note_ru: 'Вход и место', note_en: 'The entrance' },
  season: { from: null as string | null, to: null as string | null },
  clocks: 'own',
  routing: 'clinic',
  channel: 'message',
};
const draft = {
  definition,
  category: { code: 'children', ru: 'Дети', en: 'Children' },
  terms: Object.fromEntries(
    STAGES.map((stage) => [stage, { amount: 3, unit: 'working-days' as const }]),
  ) as never,
};
const file = async (topic: string) => {
  const { clinics } = await house.it.faces.registry.findClinics(visitor(), { limit: 1 });
  return complaints().fileComplaint(author, {
    clinic: clinics[0]!.code,
    topic,
    story: 'У входа нет навеса, коляски стоят под снегом.',
    facts: { seen_at: '2026-06-10T09:00' },
  });
};

test('the eleven sourced topics are there', async () => {
  expect(await complaints().listTopics(visitor(), {})).toHaveLength(11);
});

test('a preview shows the questions and counts every deadline by working time, and keeps nothing', async () => {
  const preview = await complaints().previewTopic(boss, { ...draft, startAt: '2026-06-10T09:00' });
  expect(preview.fields).toHaveLength(1);
  expect(preview.clocks.map((clock) => clock.stage)).toEqual([...STAGES]);
  // 12 June is a holiday, 13 and 14 a weekend: Thursday 11, Monday 15, Tuesday 16.
  expect(preview.clocks[0]).toMatchObject({ dueDate: '2026-06-16', skipped: ['2026-06-12'] });
  expect(await complaints().listTopics(visitor(), {})).toHaveLength(11);
});

test('a term in hours runs round the clock or fills working hours, ends where an interval ends, and says so', async () => {
  const schedule = {
    calendar: 'full' as const,
    week: Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
        day,
        [
          ['09:00', '13:00'],
          ['14:00', '18:00'],
        ],
      ]),
    ),
  };
  const chain = (amount: number, rest: object = {}) => ({
    ...draft,
    terms: { ...(draft.terms as object), reply: { amount, unit: 'hours', ...rest } } as never,
  });
  // 10 June 2026 is a Wednesday, the 11th is shortened by an hour, the 12th is off.
  const startAt = '2026-06-10T16:00';
  const dueOf = async (amount: number, rest?: object) =>
    (await complaints().previewTopic(boss, { ...chain(amount, rest), startAt })).clocks.find(
      ({ stage }) => stage === 'reply',
    )!;
  const always = await dueOf(16);
  expect(always).toMatchObject({ hours: null, dueAt: new Date('2026-06-11T05:00:00Z') });
  // Two hours of Wednesday and four of Thursday morning: the end of the interval, not the next opening.
  const filled = await dueOf(6, { schedule });
  expect(filled).toMatchObject({ hours: schedule, dueAt: new Date('2026-06-11T10:00:00Z') });
  // Three more of the shortened afternoon, and the next lies behind the holiday and the weekend.
  expect((await dueOf(9, { schedule })).dueAt).toEqual(new Date('2026-06-11T14:00:00Z'));
  expect((await dueOf(10, { schedule })).dueAt).toEqual(new Date('2026-06-15T07:00:00Z'));
  const none = { calendar: 'full' as const, week: {} };
  const backwards = { calendar: 'full' as const, week: { mon: [['18:00', '09:00']] } };
  for (const wrong of [none, backwards])
    await expect(dueOf(6, { schedule: wrong })).rejects.toMatchObject({ code: 'invalid-input' });

  // A case keeps the hours with its term, and everybody reads them with the deadline.
  const coded = { ...definition, code: 'pram-hours' };
  const kept = { ...chain(6, { schedule }), definition: coded };
  await complaints().saveTopic(boss, { ...kept, version: 0 });
  const stored = await complaints().getTopic(boss, { code: 'pram-hours' });
  expect(stored.shown!.terms.reply.schedule).toEqual(schedule);
  const { number } = await file('pram-hours');
  await complaints().publishComplaint(moderator, { number });
  const { case: seen } = await complaints().getComplaint(visitor(), { number });
  const clock = seen.clocks.find(({ stage }) => stage === 'reply')!;
  expect(clock).toMatchObject({ amount: 6, unit: 'hours', hours: schedule });
  // What is left is working time: not more than the term, though a night may lie in between.
  expect(clock.left!.hours * 60 + clock.left!.minutes).toBeLessThanOrEqual(6 * 60);
  expect(clock.left!.days).toBe(0);
  // The desk says the same of it in the queue and at the head of the case's page.
  const { desk } = house.it.faces;
  const [queued] = (await desk.findInQueue(moderator, { queue: 'all', q: number })).cases;
  expect(queued!.left).toEqual(clock.left);
  expect((await desk.openPage(moderator, { number })).left).toEqual(clock.left);
  // And so does the author's own list: by the wall a night would count.
  const mine = async () =>
    (await complaints().listMyComplaints(author, {})).find((one) => one.number === number)!;
  expect((await mine()).left).toEqual(clock.left);

  // Under a topic with a longer term in days the shorter one in hours runs on, and is told in its own unit.
  const terms = { ...(draft.terms as object), reply: { amount: 30, unit: 'calendar-days' } };
  const slow = {
    ...draft,
    terms: terms as never,
    definition: { ...definition, code: 'pram-days' },
  };
  await complaints().saveTopic(boss, { ...slow, version: 0 });
  await complaints().changeTopic(moderator, { number, topic: 'pram-days' });
  const [moved] = (await desk.findInQueue(moderator, { queue: 'all', q: number })).cases;
  expect(moved!.subject.code).toBe('pram-days');
  const told = [
    moved!.left,
    (await desk.openPage(moderator, { number })).left,
    (await mine()).left,
    (await complaints().getComplaint(visitor(), { number })).case.next!.left,
  ];
  for (const left of told) expect(left).toEqual(clock.left);
  expect(moved!.left!.unit).toBe('hours');
});

test('a topic made at the desk takes messages at once, with its own clocks', async () => {
  const saved = await complaints().saveTopic(boss, { ...draft, version: 0 });
  expect(saved).toEqual({ code: 'pram-place', version: 1, outcome: 'in-force' });
  const { number } = await file('pram-place');
  const shown = await complaints().getComplaint(author, { number });
  expect(shown.topic.ru).toBe('Негде оставить коляску');
  expect(JSON.stringify(shown.case.clocks)).toContain('topic pram-place/1');
});

test('two editors: the second is told; a version ahead waits for its day and can be taken back', async () => {
  const changed = { ...draft, definition: { ...definition, short_ru: 'Коляски' } };
  expect(await codeOf(complaints().saveTopic(boss, { ...changed, version: 0 }))).toBe(
    'changed-meanwhile',
  );
  const ahead = await complaints().saveTopic(boss, {
    ...changed,
    version: 1,
    validFrom: '2026-07-01',
  });
  expect(ahead).toMatchObject({ version: 2, outcome: 'planned' });
  const name = async () =>
    (await complaints().listTopics(visitor(), {})).find((one) => one.code === 'pram-place')?.ru;
  expect(await name()).toBe('Негде оставить коляску');
  const later = await complaints().getTopic(boss, { code: 'pram-place', on: '2026-07-02' });
  expect(later.shown?.definition.short_ru).toBe('Коляски');
  const before = house.it.clock.now();
  house.it.clock.set(new Date('2026-06-30T21:00:01Z'));
  expect(await name()).toBe('Коляски');
  house.it.clock.set(before);
  await complaints().cancelTopicVersion(boss, { code: 'pram-place', version: 2 });
  house.it.clock.set(new Date('2026-07-02T09:00:00Z'));
  expect(await name()).toBe('Негде оставить коляску');
  house.it.clock.set(before);
});

test('suspended shows its reason and refuses; out of season it says when it opens, over New Year', async () => {
  const suspended = { reason: 'Правила пересматриваются', until: '2026-09-01' };
  await complaints().saveTopic(boss, { ...draft, version: 2, suspended });
  const topic = async () =>
    (await complaints().listTopics(visitor(), {})).find((one) => one.code === 'pram-place')!;
  expect(await topic()).toMatchObject({ open: false, suspendedReason: suspended.reason });
  expect(await codeOf(file('pram-place'))).toBe('topic-closed');
  const winter = { ...definition, season: { from: '11-01', to: '03-31' } };
  house.it.clock.advance(60_000);
  await complaints().saveTopic(boss, { ...draft, definition: winter, version: 3 });
  expect(await topic()).toMatchObject({ open: false, opensOn: '2026-11-01' });
  house.it.clock.advance(60_000);
  await complaints().restoreTopic(boss, { code: 'pram-place', version: 4, restore: 1 });
  expect(await topic()).toMatchObject({ open: true, suspendedReason: null });
  const { versions } = await complaints().getTopic(boss, { code: 'pram-place' });
  expect(versions.map((one) => one.state)).toEqual([
    'in-force',
    'past',
    'past',
    'cancelled',
    'past',
  ]);
});

test('what contradicts itself is refused by its place', async () => {
  const twice = { ...definition, fields: [definition.fields[0]!, definition.fields[0]!] };
  const refused = complaints().saveTopic(boss, { ...draft, definition: twice, version: 5 });
  await expect(refused).rejects.toMatchObject({
    data: { issues: [{ path: 'definition.fields.1.code', message: 'duplicate-code' }] },
  });
});

test('what fits no topic waits for a moderator, is counted by label and never public', async () => {
  const text = 'Во дворе поликлиники негде оставить коляску, мой телефон 8 900 000-00-00.';
  const { id } = await complaints().sendWish(
    visitor(),
    { kind: 'topic', text },
    { proofOfWork: 'no-script' },
  );
  expect((await complaints().listWishes(moderator, {})).waiting).toMatchObject([{ id, text }]);
  expect(await codeOf(complaints().listWishes(author, {}))).toBe('forbidden');
  await complaints().settleWish(moderator, { id, outcome: 'wanted', label: 'Коляски' });
  expect(await codeOf(complaints().settleWish(moderator, { id, outcome: 'added' }))).toBe(
    'already-done',
  );
  const after = await complaints().listWishes(moderator, {});
  expect(after).toMatchObject({ waiting: [], wanted: [{ label: 'коляски', count: 1 }] });
});
