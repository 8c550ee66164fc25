import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import {
  proven,
  REGION,
  staff,
  useInstallation,
  visitor,
} from '../../../tests/support/installation.ts';

const house = useInstallation();
const everywhere = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
const executor = staff(newId(), { role: 'executor', reach: everywhere });
const coordinator = staff(newId(), { role: 'coordinator', reach: everywhere });
const system: Actor = { kind: 'system', region: REGION, name: 'test' };
const STORY = 'Записалась на девять утра, вошла в кабинет только в половине двенадцатого.';
const DANGER = 'Отец потерял сознание прямо в очереди, помогите.';
const SHOES = { topic: 'no-shoe-covers', facts: { seen_at: '2026-06-10T10:00' } };
const HALF = { areas: [{ left: 0, top: 0, width: 0.5, height: 1 }] };
const code = (wanted: string) => ({ code: wanted });
const complaints = () => house.it.faces.complaints;
const cases = () => house.it.faces.cases;
let photo: Uint8Array<ArrayBuffer>;
let author: Actor;
let people = 0;

async function person(): Promise<Actor> {
  people += 1;
  const email = `mend-${people}@example.org`;
  return house.it.app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const id = await contactFor(tx, { email, locale: 'ru' });
      await ensurePerson(tx, id);
      return proven(staff(id));
    },
    { now: house.it.clock.now() },
  );
}

beforeAll(async () => {
  photo = new Uint8Array(
    await sharp({ create: { width: 64, height: 48, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer(),
  );
});

const form = (over: object = {}) => ({
  clinic: 'msk-a-001-x',
  topic: 'wait-at-door-over-1h',
  story: STORY,
  facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  ...over,
});
const see = (number: string, who: Actor) => complaints().getComplaint(who, { number });
const stateOf = async (number: string) => (await see(number, moderator)).case.state;
const photosOf = async (number: string) => (await see(number, author)).case.photos;

/** Filed with a photo by an author of its own. */
async function filed(over: object = {}): Promise<string> {
  author = await person();
  const { token } = await complaints().saveDraft(author, { content: {} });
  await complaints().addDraftPhoto(author, { token, photo });
  const sent = await complaints().fileComplaint(author, form({ draft: token, ...over }) as never);
  return sent.number;
}
async function returned(): Promise<string> {
  const number = await filed();
  await cases().returnCase(moderator, { number, reason: 'photo-unfit' });
  return number;
}

describe('a message that was sent back', () => {
  test('gets other photos: added, covered for good, taken out, five at most', async () => {
    const number = await returned();
    const [first] = await photosOf(number);
    const added = await complaints().addOwnPhoto(author, { number, photo });
    const covered = await complaints().coverOwnPhoto(author, {
      number,
      photoId: added.photoId,
      ...HALF,
    });
    await complaints().removeOwnPhoto(author, { number, photoId: first!.id });
    const left = await photosOf(number);
    expect(left.map(({ id }) => id)).toEqual([covered.photoId]);
    // Nobody takes the author's own cover off.
    expect(left[0]).toMatchObject({ hasOriginal: false });
    for (const gone of [first!.id, added.photoId])
      await expect(cases().findPhoto(moderator, { id: gone })).rejects.toMatchObject(
        code('not-found'),
      );
    for (let more = 0; more < 4; more += 1)
      await complaints().addOwnPhoto(author, { number, photo });
    await expect(complaints().addOwnPhoto(author, { number, photo })).rejects.toMatchObject(
      code('too-many-photos'),
    );
    await complaints().resubmitComplaint(author, { number, story: STORY });
    await complaints().publishComplaint(moderator, { number });
    const shown = (await see(number, visitor())).case.photos.map(({ id }) => id);
    expect(shown).toHaveLength(5);
    expect(shown).toContain(covered.photoId);
  });

  test('a photo that a moderator covered goes with what it was made from', async () => {
    const number = await filed();
    const [before] = await photosOf(number);
    const asked = { number, photoId: before!.id, ...HALF };
    const { photoId } = await cases().coverPhoto(moderator, asked);
    await cases().returnCase(moderator, { number, reason: 'photo-unfit' });
    await complaints().removeOwnPhoto(author, { number, photoId });
    expect(await photosOf(number)).toEqual([]);
    await complaints().resubmitComplaint(author, { number, story: STORY });
    await expect(cases().uncoverPhoto(moderator, { number, photoId })).rejects.toMatchObject(
      code('not-found'),
    );
  });

  test('is mended by its author alone, and only while it lies with them', async () => {
    const number = await returned();
    const [own] = await photosOf(number);
    const target = { number, photoId: own!.id };
    for (const [who, refused] of [
      [visitor(), 'sign-in-required'],
      [await person(), 'not-found'],
      [moderator, 'not-found'],
    ] as const) {
      await expect(complaints().removeOwnPhoto(who, target)).rejects.toMatchObject(code(refused));
      await expect(complaints().addOwnPhoto(who, { number, photo })).rejects.toMatchObject(
        code(refused),
      );
      await expect(complaints().previewMended(who, { number })).rejects.toMatchObject(
        code(refused),
      );
    }
    await complaints().resubmitComplaint(author, { number, story: STORY });
    for (const late of [
      () => complaints().removeOwnPhoto(author, target),
      () => complaints().addOwnPhoto(author, { number, photo }),
      () => complaints().coverOwnPhoto(author, { ...target, ...HALF }),
      () => complaints().previewMended(author, { number }),
    ])
      await expect(late()).rejects.toMatchObject(code('move-impossible'));
  });

  test('gets another topic with its questions, its terms and its clocks', async () => {
    const number = await returned();
    const bare = { number, story: STORY, topic: SHOES.topic };
    await expect(complaints().resubmitComplaint(author, bare)).rejects.toMatchObject({
      data: { issues: [{ path: 'facts.seen_at' }] },
    });
    await expect(
      complaints().resubmitComplaint(author, { ...bare, topic: 'no-such-topic' }),
    ).rejects.toMatchObject(code('unknown-reference'));
    const unsure = { ...SHOES, object: 'unsure' } as const;
    await complaints().resubmitComplaint(author, { number, story: STORY, ...unsure });
    const now = await see(number, moderator);
    expect(now.topic.code).toBe(SHOES.topic);
    expect(now.case.subject.code).toBe(SHOES.topic);
    expect(now).toMatchObject({ facts: SHOES.facts, happenedOn: '2026-06-10', breach: null });
    expect(now.case.clocks.map(({ stage }) => stage)).toEqual(['moderation', 'fix']);
    expect(now.case.terms.reply.rule).toContain(SHOES.topic);
  });

  test('is looked at for danger in a topic’s own questions too, and keeps under which it was asked', async () => {
    const number = await returned();
    const facts = { seen_at: '2026-06-10T10:00', floor: DANGER };
    const other = { topic: 'no-nurse-post', facts, object: 'unsure' } as const;
    const sent = await complaints().resubmitComplaint(author, { number, story: STORY, ...other });
    expect(sent.state).toBe('danger');

    const moved = await filed();
    const asked = (await see(moved, author)).topic.fields;
    await complaints().changeTopic(moderator, { number: moved, topic: SHOES.topic });
    await cases().returnCase(moderator, { number: moved, reason: 'unclear' });
    await complaints().resubmitComplaint(author, { number: moved, story: `${STORY} Яснее.` });
    expect((await see(moved, author)).topic.fields).toEqual(asked);
  });

  test('keeps what its author does not touch, and drops an emptied second box', async () => {
    const number = await filed({ private: 'Карта 12345.' });
    await cases().returnCase(moderator, { number, reason: 'unclear' });
    const before = await see(number, author);
    await complaints().resubmitComplaint(author, { number, story: `${STORY} Второй раз.` });
    const after = await see(number, author);
    expect(after).toMatchObject({
      original: `${STORY} Второй раз.`,
      private: null,
      facts: before.facts,
      breach: before.breach,
      happenedOn: before.happenedOn,
    });
    expect(after.case.terms).toEqual(before.case.terms);
  });
});

describe('before it is sent again', () => {
  test('the page stands as it will be, likely personal data and danger are told, nothing is kept', async () => {
    const number = await returned();
    const { photoId } = await complaints().addOwnPhoto(author, { number, photo });
    const story = `${STORY} Мой телефон 8 916 000 12 12.`;
    const words = { story, private: DANGER };
    const seen = await complaints().previewMended(author, { number, ...words });
    expect(seen.issues).toEqual([]);
    expect(seen.personal.map(({ type }) => type)).toEqual(['phone']);
    expect(seen.danger).toBe(true);
    expect(seen.preview!.case.photos.map(({ id }) => id)).toContain(photoId);
    expect(await see(number, author)).toMatchObject({ original: STORY, private: null });
    expect(await stateOf(number)).toBe('returned');
    // What is wrong yet is told by its place, and there is no page then.
    const short = await complaints().previewMended(author, { number, story: 'Коротко' });
    expect(short).toMatchObject({ issues: [{ path: 'story' }], preview: null });

    await complaints().resubmitComplaint(author, { number, story });
    // The queue says why it is flagged.
    const { cases: queued } = await cases().listQueue(moderator, {
      queue: 'moderation',
      limit: 100,
    });
    expect(queued.find((one) => one.number === number)!.flags).toContain('phone');
    await complaints().publishComplaint(moderator, { number });
    const page = await see(number, visitor());
    const { bodies: _, dangerWords: __, appeal: ___, personal: ____, ...shown } = page;
    const { clocks, steps, terms, ...view } = shown.case;
    const { clocks: c, steps: s, terms: t, ...previewed } = seen.preview!.case;
    expect({ ...seen.preview!, case: previewed }).toEqual({
      ...shown,
      case: { ...view, version: previewed.version, pauses: previewed.pauses },
    });
    expect(t).toEqual(terms);
    expect(s.map(({ move }) => move)).toEqual(steps.map(({ move }) => move));
    expect(c.map(({ stage }) => stage)).toEqual(clocks.map(({ stage }) => stage));
  });
});

describe('danger is looked for in every box of a form', () => {
  test.each([
    ['a topic’s own question', { topic: 'no-nurse-post', facts: { floor: DANGER } }],
    ['whom it is about', { named: [{ words: 'Врач у окна' }, { words: DANGER }] }],
    ['the box for the clinic', { private: DANGER }],
  ])('%s', async (_, over) => {
    const at = 'topic' in over ? { ...over.facts, seen_at: '2026-06-10T10:00' } : form().facts;
    const content = { ...form(over), facts: at, object: 'unsure' } as const;
    expect((await complaints().checkComplaint(visitor(), content)).danger).toBe(true);
    expect((await complaints().checkComplaint(visitor(), form())).danger).toBe(false);
    const sent = await complaints().fileComplaint(await person(), content as never);
    expect(sent.state).toBe('danger');
  });
});

test('what an author takes home holds dispute photos, words on promises, the appeal and wishes', async () => {
  const number = await filed();
  await complaints().importLanes(system, {
    emergency: [{ code: '112', number: '112', ru: 'все службы', en: 'all services' }],
    duty_email: null,
    appeals: {
      open: true,
      url: null,
      registration_days: 3,
      answer_days: 30,
      extension_days: 30,
      forwarding_days: 7,
      roll: 'previous',
    },
  });
  await complaints().publishComplaint(moderator, { number });
  const lawful = 'Прошу сообщить, когда закончится очередь у кабинета и кто отвечает.';
  const appeal = { text: lawful, surname: 'Иванова', address: 'Москва, улица Лесная, дом 1' };
  await complaints().fileAppeal(author, { number, ...appeal });
  await complaints().registerAppeal(coordinator, { number, registrationNumber: '3-26' });
  const said = 'Ответ по закону: очередь сократили, второй кабинет открыт.';
  await complaints().answerAppeal(coordinator, { number, text: said });
  await cases().handInAnswer(executor, {
    number,
    text: 'Второй кабинет откроем после ремонта, работы уже начаты.',
    outcome: 'change-planned',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
    promises: [{ what: 'Открыть второй кабинет', owner: 'Завхоз', until: '2026-06-26' }],
  });
  await cases().publishAnswer(moderator, { number });
  const [promise] = (await see(number, executor)).case.promises;
  await cases().reportPromise(executor, { number, promise: promise!.id, note: 'Открыли.' });
  const unkept = 'Кабинет открыт только по утрам.';
  await cases().judgePromise(author, { number, promise: promise!.id, kept: 'no', note: unkept });
  await cases().giveVerdict(author, {
    number,
    verdict: 'disputed',
    unanswered: 'Когда начнут принимать вовремя?',
    photos: [photo],
  });
  const wish = 'Во дворе поликлиники негде оставить коляску.';
  await complaints().sendWish(author, { kind: 'topic', text: wish });
  const shown = (await see(number, author)).case.photos.find(({ side }) => side === 'dispute')!;

  const all = await complaints().exportOwn(author, {});
  expect(all.cases[0]).toMatchObject({
    appeal: { ...appeal, answer: said, registrationNumber: '3-26', state: 'answered' },
    promises: [{ what: 'Открыть второй кабинет', judgeNote: unkept, doneNote: 'Открыли.' }],
  });
  expect(all.cases[0]!.photos.map(({ id }) => id)).toContain(shown.id);
  expect(all.wishes).toMatchObject([{ kind: 'topic', text: wish, outcome: null }]);
  const other = await complaints().exportOwn(await person(), {});
  expect(other).toMatchObject({ cases: [], wishes: [] });

  // Whoever of the clinic opens a photo of the dispute is in the author's list.
  const before = (await complaints().listLooks(author, {})).looks.length;
  house.it.clock.advance(3_600_000);
  await cases().findPhoto(executor, { id: shown.id });
  const { looks } = await complaints().listLooks(author, {});
  expect(looks).toHaveLength(before + 1);
  expect(looks[0]).toMatchObject({ number, what: 'message', roles: ['executor'] });
});

describe('what is sent again', () => {
  const proofs = async (number: string) =>
    (await complaints().listFilingProofs(author, { number })).proofs;
  const check = async (proof: unknown) =>
    (await house.it.faces.actLog.checkProof(visitor(), { proof } as never)).outcome;

  test('gets a proof of its own, beside the first one, in the log of its own day', async () => {
    const number = await returned();
    const [first] = await proofs(number);
    house.it.clock.advance(86_400_000);
    await complaints().resubmitComplaint(author, { number, story: `${STORY} Талон есть.` });
    const [again, second, ...more] = await proofs(number);
    expect(more).toEqual([]);
    expect(again).toEqual(first);
    expect(second).toMatchObject({ sending: 2, proof: { filing: { number } } });
    const [one, two] = [first!.proof, second!.proof];
    expect(two.day > one.day).toBe(true);
    expect(two.filing.content_sha256).not.toBe(one.filing.content_sha256);
    expect(two.filing.salt).not.toBe(one.filing.salt);
    expect(await complaints().getFilingProof(author, { number })).toEqual(two);
    expect(await complaints().getFilingProof(author, { number, sending: 1 })).toEqual(one);
    await expect(complaints().getFilingProof(author, { number, sending: 3 })).rejects.toMatchObject(
      code('not-found'),
    );
    await expect(complaints().listFilingProofs(moderator, { number })).rejects.toMatchObject(
      code('not-found'),
    );
    // Both days closed, both hashes lead to a signed root.
    house.it.clock.advance(86_400_000);
    for (let day = 0; day < 10; day += 1)
      await house.it.faces.actLog.sealFilingDays(
        { kind: 'system', region: REGION, name: 'clock' },
        {},
      );
    for (const { proof } of await proofs(number)) {
      expect(proof.inclusion).not.toBeNull();
      expect(await check(proof)).toBe('in-log');
    }
    const { id: subjectId } = await house.it.app.store.withScope(regionScope(REGION), (tx) =>
      tx.db.selectFrom('cases').select('id').where('number', '=', number).executeTakeFirstOrThrow(),
    );
    await complaints().eraseComplaint(system, { subjectId, ground: 'Просьба автора' });
    await expect(proofs(number)).rejects.toMatchObject(code('not-found'));
  });
});

describe('a disturbing photo', () => {
  test('is marked by a moderator alone, tells everybody so, and leaves neighbours’ systems', async () => {
    const number = await filed();
    const [before] = await photosOf(number);
    expect(before).toMatchObject({ published: false, disturbing: false });
    const mark = (who: Actor, disturbing: boolean) =>
      cases().markPhoto(who, { number, photoId: before!.id, disturbing });
    for (const who of [author, executor, coordinator, visitor()])
      await expect(mark(who, true)).rejects.toMatchObject({
        code: expect.stringMatching(/^(forbidden|not-found|sign-in-required)$/),
      });
    await complaints().publishComplaint(moderator, { number });
    const shared = async () =>
      (await complaints().listRequests(visitor(), { numbers: [number] }))[0]?.photoId;
    expect(await shared()).toBe(before!.id);
    await mark(moderator, true);
    const seen = (await see(number, visitor())).case.photos;
    expect(seen).toMatchObject([{ id: before!.id, published: true, disturbing: true }]);
    expect(await shared()).toBeNull();
    // Covered it is as disturbing as before.
    const covered = await cases().coverPhoto(moderator, {
      number,
      photoId: before!.id,
      ...HALF,
    });
    expect((await see(number, visitor())).case.photos).toMatchObject([
      { id: covered.photoId, disturbing: true },
    ]);
    await cases().markPhoto(moderator, { number, photoId: covered.photoId, disturbing: false });
    expect(await shared()).toBe(covered.photoId);
  });
});
