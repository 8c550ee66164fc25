import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPhoto } from '@otklik/cases';
import { newId, type Actor } from '@otklik/kernel';
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
const controller = proven(staff(newId(), { role: 'controller', reach: everywhere }));
const TEXT = 'Автомат с бахилами починили, запас пополнили.';
const SIGNED = { signerName: 'Петрова', signerPost: 'врач' };
const onGround = {
  ground: 'personal-data',
  demandedBy: 'person-concerned',
  decidedBy: 'platform',
  decider: 'Контролёр департамента',
  agreed: 'take-down',
} as const;
const backAgain = { ground: 'by-mistake', agreed: 'put-back' } as const;
const complaints = () => house.it.faces.complaints;
const cases = () => house.it.faces.cases;

let people = 0;
/** A published case of an author who has a receipt alone. */
async function published(draft?: string): Promise<{ number: string; author: Actor }> {
  people += 1;
  const { receipt } = await complaints().fileComplaint(
    visitor(`sight-${people}`),
    {
      clinic: 'msk-a-001-x',
      topic: 'no-shoe-covers',
      story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
      facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
      receiptOnly: true,
      ...(draft ? { draft } : {}),
    } as never,
    { proofOfWork: 'no-script' },
  );
  const { number, caseId } = await complaints().confirmReceipt(visitor(`back-${people}`), {
    receipt,
  });
  await complaints().publishComplaint(moderator, { number });
  return { number, author: { kind: 'receipt', region: REGION, caseId, origin: `h-${people}` } };
}
const seen = (number: string, actor: Actor = visitor()) =>
  complaints().getComplaint(actor, { number });
const answerOf = async (number: string) => (await seen(number)).case.answers[0]?.text;

/** Two members with their lead, all answered with the same words. */
async function answeredTogether() {
  const [lead, one, two] = [await published(), await published(), await published()];
  for (const { number } of [one, two])
    await cases().mergeCase(moderator, { number, lead: lead.number });
  const { number } = lead;
  await cases().handInAnswer(executor, {
    number,
    text: TEXT,
    outcome: 'change-made',
    ...SIGNED,
  } as never);
  await cases().publishAnswer(moderator, { number });
  return [lead, one, two].map((found) => found.number);
}

describe('of a case that was sent elsewhere', () => {
  test('the author’s photos are hidden with the story, and come back with the case', async () => {
    const { token } = await complaints().saveDraft(visitor(), { content: {} });
    const color = { r: 90, g: 40, b: 90 };
    const photo = await sharp({ create: { width: 96, height: 64, channels: 3, background: color } })
      .jpeg()
      .toBuffer();
    const { id } = await complaints().addDraftPhoto(visitor(), {
      token,
      photo: new Uint8Array(photo),
    });
    const { number, author } = await published(token);
    const photos = async (actor: Actor = visitor()) => (await seen(number, actor)).case.photos;
    const look = (actor: Actor = visitor()) => readPhoto(house.it.app, actor, { id });
    expect(await photos()).toHaveLength(1);
    expect((await look()).public).toBe(true);
    await cases().redirectCase(coordinator, {
      number,
      reason: 'not-our-competence',
      body: 'district-administration',
    });
    for (const actor of [visitor(), executor]) {
      expect(await photos(actor)).toEqual([]);
      await expect(look(actor)).rejects.toMatchObject({ code: 'not-found' });
    }
    expect((await look(author)).public).toBe(false);
    await cases().refuseRedirect(author, { number, note: 'Это дело клиники.' });
    expect(await photos()).toHaveLength(1);
    expect((await look()).public).toBe(true);
  });
});

describe('who is to keep a promised date', () => {
  test('is read by the moderator before everybody, and held to the rules of every text', async () => {
    const { number } = await published();
    const until = new Date(house.it.clock.now().getTime() + 20 * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const promise = (owner: string) =>
      cases().promiseDate(executor, {
        number,
        text: 'Автомат заказан, поставка по договору в следующем месяце.',
        until,
        owner,
        ...SIGNED,
      });
    const settle = (rest: object) =>
      cases().decideProposal(moderator, { number, finding: 'accepted', ...rest } as never);
    await promise('Завхоз, СНИЛС 112-233-445 95');
    const waiting = await seen(number, moderator);
    expect(waiting.case.proposals.at(-1)?.owner).toBe('Завхоз, СНИЛС 112-233-445 95');
    expect(waiting.personal.proposalOwner.map(({ type }) => type)).toEqual(['snils']);
    await expect(settle({})).rejects.toMatchObject({ code: 'personal-data-left' });
    await settle({ finding: 'refused', reason: 'personal-or-medical-data' });
    await promise('Завхоз');
    await settle({});
    const shown = await seen(number);
    expect(shown.case.promises.at(-1)?.owner).toBe('Завхоз');
    expect(shown.case.proposals.at(-1)?.owner).toBeNull();
  });
});

describe('an answer that was given to several cases', () => {
  test('is mended and added to at each of them', async () => {
    const [lead, ...members] = await answeredTogether();
    const changed = `${TEXT} Запас теперь недельный.`;
    const amended = await cases().amendAnswer(executor, { number: lead!, text: changed });
    await cases().settleAnswerChange(moderator, {
      number: lead!,
      change: amended.change,
      finding: 'published',
    });
    for (const number of members) expect(await answerOf(number)).toBe(changed);
    house.it.clock.advance(60_000);
    const added = await cases().addToAnswer(executor, {
      number: lead!,
      text: 'Новый запас привезли вчера утром.',
    });
    await cases().settleAnswerChange(moderator, {
      number: lead!,
      change: added.change,
      finding: 'published',
    });
    for (const number of members) {
      const [answer] = (await seen(number)).case.answers;
      expect(answer!.changes.map(({ text }) => text)).toEqual([
        'Новый запас привезли вчера утром.',
      ]);
      expect(answer!.amendedAt).not.toBeNull();
    }
  });

  test('is taken out of sight at each of them, with a row at each, and put back at each', async () => {
    const [lead, one, two] = await answeredTogether();
    // Whichever of them the demand names.
    const { id } = await complaints().takeDown(controller, {
      number: one!,
      kind: 'answer',
      ...onGround,
    });
    for (const number of [lead, one, two]) {
      expect(await answerOf(number!)).toBe('[…]');
      expect((await seen(number!)).takeDowns).toMatchObject([{ kind: 'answer', restoredAt: null }]);
    }
    await complaints().putBack(controller, { id, ...backAgain });
    for (const number of [lead, one, two]) {
      expect(await answerOf(number!)).toBe(TEXT);
      expect((await seen(number!)).takeDowns[0]!.restoredAt).not.toBeNull();
    }
  });
});

describe('words beside a case', () => {
  test('of those who joined are taken out of sight and put back', async () => {
    const { number } = await published();
    const { author: other } = await published();
    const take = () => complaints().takeDown(controller, { number, kind: 'notes', ...onGround });
    await expect(take()).rejects.toMatchObject({ code: 'not-found' });
    await cases().supportCase(other, { number, note: 'То же было и со мной.' });
    const [waiting] = (await cases().getCompanions(moderator, { number })).waitingNotes;
    await cases().settleSupportNote(moderator, {
      number,
      support: waiting!.id,
      decision: 'publish',
    });
    const notes = async () =>
      (await cases().getCompanions(visitor(), { number })).notes.map(({ text }) => text);
    expect(await notes()).toEqual(['То же было и со мной.']);
    const { id } = await take();
    expect(await notes()).toEqual(['[…]']);
    await complaints().putBack(controller, { id, ...backAgain });
    expect(await notes()).toEqual(['То же было и со мной.']);
  });

  test('of an interim answer and its promise are taken out of sight and put back', async () => {
    const { number } = await published();
    const text = 'Автомат заказан, поставка по договору в следующем месяце.';
    const until = new Date(house.it.clock.now().getTime() + 20 * 86_400_000)
      .toISOString()
      .slice(0, 10);
    await cases().promiseDate(executor, { number, text, until, owner: 'Завхоз', ...SIGNED });
    await cases().decideProposal(moderator, { number, finding: 'accepted' });
    const words = async (actor: Actor = visitor()) => {
      const { promises, proposals } = (await seen(number, actor)).case;
      return [proposals[0]?.text, promises[0]?.what, promises[0]?.owner];
    };
    const { id } = await complaints().takeDown(controller, {
      number,
      kind: 'promises',
      ...onGround,
    });
    expect(await words()).toEqual(['[…]', '[…]', null]);
    // Those who work on it still see what it was.
    expect(await words(moderator)).toEqual([text, text, 'Завхоз']);
    await complaints().putBack(controller, { id, ...backAgain });
    expect(await words()).toEqual([text, text, 'Завхоз']);
  });
});
