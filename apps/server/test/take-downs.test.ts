import { describe, expect, test } from 'vitest';
import { newId, type Actor } from '@otklik/kernel';
import { REGION, staff, visitor } from '../../../tests/support/installation.ts';
import { filing } from './filings.ts';
import { useServing } from './serving.ts';

const serving = useServing();
const everywhere = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
const executor = staff(newId(), { role: 'executor', reach: everywhere });
const controller = (): Actor => ({
  ...(staff(newId(), { role: 'controller', reach: everywhere }) as Extract<
    Actor,
    { kind: 'person' }
  >),
  provenAt: serving.it.clock.now(),
});
/** A controller whose reach is the clinic itself. */
const ofTheHouse = (): Actor => ({
  ...(staff(newId(), { role: 'controller', reach: { kind: 'clinic', id: clinicId } }) as Extract<
    Actor,
    { kind: 'person' }
  >),
  provenAt: serving.it.clock.now(),
});
let clinicId = '';
const WORDS = 'кабинет только в половине двенадцатого';
const byCourt = {
  ground: 'untrue-by-court',
  demandedBy: 'clinic',
  decidedBy: 'court',
  decider: 'Тверской районный суд',
  decisionNumber: '2-17/2026',
  decisionDate: '2026-06-01',
  agreed: 'take-down',
} as const;

async function published(): Promise<{ number: string; author: Actor }> {
  const { complaints, cases } = serving.it.faces;
  const { number, receipt } = await complaints.fileComplaint(
    visitor(newId()),
    { ...filing(), email: undefined, receiptOnly: true } as never,
    { proofOfWork: 'no-script' },
  );
  const { caseId } = await complaints.confirmReceipt(visitor(newId()), { receipt });
  await complaints.publishComplaint(moderator, { number });
  await cases.handInAnswer(executor, {
    number,
    text: 'Врач принимал экстренного больного. Открыт второй кабинет.',
    outcome: 'change-made',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
  });
  await cases.publishAnswer(moderator, { number });
  return { number, author: { kind: 'receipt', region: REGION, caseId, origin: 'x' } };
}
const seen = (number: string, actor: Actor = visitor()) =>
  serving.it.faces.complaints.getComplaint(actor, { number });

describe('a take-down', () => {
  test('leaves a mark where the words stood and a public row; put back, the row shows that too', async () => {
    const { complaints } = serving.it.faces;
    const { number, author } = await published();
    const { id } = await complaints.takeDown(controller(), { number, kind: 'story', ...byCourt });
    const gone = await seen(number);
    expect(gone.story).toBe('[…]');
    expect(gone.takeDowns).toMatchObject([
      {
        kind: 'story',
        ground: 'untrue-by-court',
        decider: 'Тверской районный суд',
        restoredAt: null,
      },
    ]);
    // The author still has what was written.
    expect((await seen(number, author)).original).toContain(WORDS);
    const found = await complaints.listComplaints(visitor(), { q: 'половине двенадцатого' });
    expect(JSON.stringify(found)).not.toContain(number);
    await expect(
      complaints.takeDown(controller(), { number, kind: 'story', ...byCourt }),
    ).rejects.toMatchObject({ code: 'already-done' });
    const deed = { id, ground: 'decision-overturned', agreed: 'put-back' } as const;
    await complaints.putBack(controller(), deed);
    const back = await seen(number);
    expect(back.story).toContain(WORDS);
    expect(back.takeDowns).toMatchObject([{ restoreGround: 'decision-overturned' }]);
    await expect(complaints.putBack(controller(), deed)).rejects.toMatchObject({
      code: 'already-done',
    });
  });

  test('takes an answer and comes back with its words', async () => {
    const { complaints } = serving.it.faces;
    const { number } = await published();
    const { id } = await complaints.takeDown(controller(), {
      number,
      kind: 'answer',
      ground: 'medical-secrecy',
      demandedBy: 'person-concerned',
      decidedBy: 'platform',
      decider: 'Контролёр департамента',
      agreed: 'take-down',
    });
    expect((await seen(number)).case.answers.map(({ text }) => text)).toEqual(['[…]']);
    await complaints.putBack(controller(), { id, ground: 'by-mistake', agreed: 'put-back' });
    expect((await seen(number)).case.answers[0]!.text).toContain('второй кабинет');
  });

  test('needs more than a demand: a decision with number and date, or a ground that we may find', async () => {
    const { complaints } = serving.it.faces;
    const { number } = await published();
    clinicId = (await seen(number)).case.clinicId;
    const { decisionNumber: _, ...unnumbered } = byCourt;
    for (const [over, path] of [
      [unnumbered, 'decisionNumber'],
      [{ ...byCourt, decisionDate: '2026-06-30' }, 'decisionDate'],
      [{ ...byCourt, decidedBy: 'platform' }, 'decidedBy'],
    ] as const)
      await expect(
        complaints.takeDown(controller(), { number, kind: 'story', ...over } as never),
      ).rejects.toMatchObject({ data: { issues: [expect.objectContaining({ path })] } });
    // Without the words of confirmation, and by anybody but a controller, nothing happens.
    for (const [actor, over, code] of [
      [controller(), { agreed: 'yes' }, 'invalid-input'],
      [moderator, {}, 'forbidden'],
      [ofTheHouse(), {}, 'forbidden'],
      [executor, {}, 'forbidden'],
      [visitor(), {}, 'sign-in-required'],
    ] as const)
      await expect(
        complaints.takeDown(actor, { number, kind: 'story', ...byCourt, ...over } as never),
      ).rejects.toMatchObject({ code });
    await expect(
      complaints.takeDown(controller(), { number, kind: 'photos', ...byCourt }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect((await seen(number)).story).toContain(WORDS);
  });

  test('of words that their author had erased cannot be put back; the row stays', async () => {
    const { complaints } = serving.it.faces;
    const { number, author } = await published();
    const { id } = await complaints.takeDown(controller(), { number, kind: 'story', ...byCourt });
    await complaints.eraseOwnComplaint(author, { number, agreed: 'erase' });
    await expect(
      complaints.putBack(controller(), { id, ground: 'by-mistake', agreed: 'put-back' }),
    ).rejects.toMatchObject({ code: 'move-impossible' });
    expect((await seen(number)).takeDowns).toHaveLength(1);
  });

  test('the ledger is public: by ground, kind, year and what stands, for people and for machines', async () => {
    const { complaints } = serving.it.faces;
    const all = await complaints.listTakeDowns(visitor(), {});
    expect(all).toMatchObject({ total: 3, pages: 1 });
    const counted = async (asked: object) =>
      (await complaints.listTakeDowns(visitor(), asked as never)).total;
    expect(await counted({ ground: 'untrue-by-court' })).toBe(2);
    expect(await counted({ kind: 'answer' })).toBe(1);
    expect(await counted({ standing: 'yes' })).toBe(1);
    expect(await counted({ demandedBy: 'person-concerned', year: '2026' })).toBe(1);
    expect(await counted({ year: '2025' })).toBe(0);
    const answer = await serving.call('/api/v1/take-downs?ground=untrue-by-court&limit=1');
    const { total, pages, take_downs } = (await answer.json()) as {
      total: number;
      pages: number;
      take_downs: Record<string, unknown>[];
    };
    expect([total, pages]).toEqual([2, 2]);
    expect(take_downs[0]).toMatchObject({
      kind: 'story',
      demanded_by: 'clinic',
      decided_by: 'court',
      decision_number: '2-17/2026',
      clinic: { code: 'msk-a-001-v' },
    });
    // Who of us pressed the button is nobody's business; neither are the words.
    const text = JSON.stringify([all, take_downs]);
    expect(text).not.toContain('person:');
    expect(text).not.toContain(WORDS);
    expect((await serving.call('/api/v1/take-downs?ground=unheard-of')).status).toBe(422);
  });
});

describe('a take-down of an answer', () => {
  test('takes what was added to it, and lets nothing new out beside it', async () => {
    const { complaints, cases } = serving.it.faces;
    const { number } = await published();
    const add = async (text: string) => {
      // Each at its own moment: by that they are told apart.
      serving.it.clock.advance(60_000);
      await cases.addToAnswer(executor, { number, text });
      const { answers } = (await seen(number, moderator)).case;
      const change = answers[0]!.changes.at(-1)!.id;
      return () => cases.settleAnswerChange(moderator, { number, change, finding: 'published' });
    };
    serving.it.clock.advance(31 * 60_000);
    await (
      await add('Приём у заведующей тоже открыт.')
    )();
    const additions = async () =>
      (await seen(number)).case.answers[0]!.changes.map((one) => one.text);
    expect(await additions()).toEqual(['Приём у заведующей тоже открыт.']);
    const letOut = await add('И ещё одно слово о том же.');
    const { id } = await complaints.takeDown(controller(), {
      number,
      kind: 'answer',
      ground: 'medical-secrecy',
      demandedBy: 'person-concerned',
      decidedBy: 'platform',
      decider: 'Контролёр департамента',
      agreed: 'take-down',
    });
    expect(await additions()).toEqual([]);
    await expect(letOut()).rejects.toMatchObject({ code: 'move-impossible' });
    await complaints.putBack(controller(), { id, ground: 'by-mistake', agreed: 'put-back' });
    expect(await additions()).toEqual(['Приём у заведующей тоже открыт.']);
    await letOut();
    expect(await additions()).toHaveLength(2);
  });
});
