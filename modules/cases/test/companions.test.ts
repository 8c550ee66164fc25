import { describe, expect, test } from 'vitest';
import { ensurePerson } from '@otklik/accounts';
import { readTallies } from '@otklik/cases';
import { newId, regionScope, type Actor } from '@otklik/kernel';
import { confirmContact, contactFor } from '@otklik/notices';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';

const house = useInstallation();
const DAY_MS = 86_400_000;
const everywhere = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
const executor = staff(newId(), { role: 'executor', reach: everywhere });
const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };
const code = (refused: string, reason?: string) => ({
  code: refused,
  ...(reason ? { data: expect.objectContaining({ reason }) } : {}),
});

let people = 0;
const emailOf = (actor: Actor) => emails.get((actor as { personId: string }).personId)!;
const emails = new Map<string, string>();
async function citizen(confirmed = true): Promise<Extract<Actor, { kind: 'person' }>> {
  people += 1;
  const email = `beside-${people}@example.org`;
  const personId = await house.it.app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const id = await contactFor(tx, { email, locale: 'ru' });
      await ensurePerson(tx, id);
      if (confirmed) await confirmContact(tx, id);
      return id;
    },
    { now: house.it.clock.now() },
  );
  emails.set(personId, email);
  return {
    kind: 'person',
    region: REGION,
    personId,
    sessionId: newId(),
    provenAt: new Date('2099-01-01'),
    grants: [],
    secondFactor: false,
    origin: `o${people}`,
  };
}

async function published(author?: Actor, clinic = 'msk-a-001-x') {
  const by = author ?? (await citizen());
  const { faces, clock } = house.it;
  const { number, receipt } = await faces.complaints.fileComplaint(by, {
    clinic,
    topic: 'no-shoe-covers',
    story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
    facts: { seen_at: clock.now().toISOString().slice(0, 16) },
  });
  await faces.complaints.publishComplaint(moderator, { number });
  return { number, receipt, by };
}
const view = async (number: string, actor: Actor = visitor()) =>
  (await house.it.faces.complaints.getComplaint(actor, { number })).case;
const beside = (number: string, actor: Actor = visitor()) =>
  house.it.faces.cases.getCompanions(actor, { number });
const merge = (number: string, lead: string, actor: Actor = moderator) =>
  house.it.faces.cases.mergeCase(actor, { number, lead });
const unmerge = (number: string) => house.it.faces.cases.unmergeCase(moderator, { number });
const WORDS = {
  text: 'Автомат с бахилами починили, запас пополнили.',
  outcome: 'change-made',
  signerName: 'Петрова',
  signerPost: 'врач',
};
const handIn = (number: string) =>
  house.it.faces.cases.handInAnswer(executor, { number, ...WORDS } as never);
const answer = async (number: string) => {
  await handIn(number);
  await house.it.faces.cases.publishAnswer(moderator, { number });
};
const clocksOf = async (number: string) => (await view(number, moderator)).clocks;
const letters = (actor: Actor) =>
  house.it.letters.filter(({ to }) => to === emailOf(actor)).map(({ subject }) => subject);

describe('merged', () => {
  test('each keeps its clock, the lead is late when the earliest member is, unmerged it is not', async () => {
    const { clock, faces } = house.it;
    const old = await published();
    clock.advance(3 * DAY_MS);
    const young = await published();
    const [before, own] = [await clocksOf(old.number), await view(young.number)];
    await merge(old.number, young.number);
    const lead = await view(young.number);
    expect(lead.next?.dueAt).toEqual((await view(old.number)).next?.dueAt);
    expect(lead.next!.dueAt!.getTime()).toBeLessThan(own.next!.dueAt!.getTime());
    // What is left is what is left until then.
    expect(lead.next!.left).toEqual((await view(old.number)).next!.left);
    expect(await clocksOf(old.number)).toEqual(before);
    clock.set(new Date(lead.next!.dueAt!.getTime() + 1000));
    expect((await view(young.number)).next?.late).toBe(true);
    const overdue = async () =>
      (await faces.cases.listQueue(moderator, { queue: 'overdue' })).cases.map((c) => c.number);
    expect(await overdue()).toContain(young.number);
    expect(await faces.cases.noteOverdue(clockwork, { number: young.number })).toEqual({
      noted: true,
      proposal: false,
    });
    await unmerge(old.number);
    const again = (await view(young.number)).next!;
    // What is left has run on meanwhile; the term itself is its own again.
    expect(again).toEqual({ ...own.next, late: false, left: again.left });
    expect(await overdue()).not.toContain(young.number);
    const { links } = await beside(young.number, moderator);
    expect(links).toMatchObject([{ lead: young.number, member: old.number, because: 'decided' }]);
  });

  test('the answer goes to all, each judges it, and unmerging afterwards takes nothing away', async () => {
    const { faces, runJobs } = house.it;
    const [lead, member] = [await published(), await published()];
    await merge(member.number, lead.number);
    await expect(handIn(member.number)).rejects.toMatchObject(
      code('move-impossible', 'answered-with-lead'),
    );
    expect((await view(member.number, executor)).can).not.toContain('hand-in-answer');
    await handIn(lead.number);
    expect((await view(member.number)).state).toBe('answer-draft');
    await expect(
      faces.cases.publishAnswer(moderator, { number: member.number }),
    ).rejects.toMatchObject(code('move-impossible', 'answered-with-lead'));
    await faces.cases.returnAnswer(moderator, { number: lead.number, reason: 'boilerplate-only' });
    expect((await view(member.number)).state).toBe('in-work');
    await answer(lead.number);
    for (const { number } of [lead, member]) {
      const there = await view(number);
      expect(there.state).toBe('answered');
      expect(there.answers.map(({ text }) => text)).toEqual([WORDS.text]);
    }
    // What is added to the lead's answer is added to every copy, and each author hears of it.
    const text = 'Второй автомат поставили у бокового входа.';
    const { change } = await faces.cases.addToAnswer(executor, { number: lead.number, text });
    await faces.cases.settleAnswerChange(moderator, {
      number: lead.number,
      change,
      finding: 'published',
    });
    expect((await view(member.number)).answers[0]!.changes).toMatchObject([{ text }]);
    await runJobs();
    expect(letters(member.by).filter((subject) => subject.includes('дополнила'))).toHaveLength(1);
    expect(letters(member.by).filter((subject) => subject.includes('ответили'))).toHaveLength(1);
    await faces.cases.giveVerdict(member.by, {
      number: member.number,
      verdict: 'disputed',
      unanswered: 'Бахил так и нет.',
    });
    await faces.cases.giveVerdict(lead.by, { number: lead.number, verdict: 'confirmed' });
    await unmerge(member.number);
    // Its author has the lead erased: the answer may quote it, wherever it stands.
    await faces.complaints.eraseOwnComplaint(lead.by, {
      number: lead.number,
      agreed: 'erase',
    });
    expect((await view(member.number)).answers[0]?.text).toBeNull();
    expect((await view(member.number)).state).toBe('disputed');
    expect((await view(member.number)).answers).toHaveLength(1);
    expect((await view(lead.number, moderator)).state).toBe('confirmed');
  });

  test('a promised date of the lead stands, though a member’s term is over before it', async () => {
    const { faces, clock } = house.it;
    const [lead, member] = [await published(), await published()];
    const until = new Date(clock.now().getTime() + 50 * DAY_MS).toISOString().slice(0, 10);
    await faces.cases.promiseDate(executor, {
      number: lead.number,
      text: 'Автомат заказан, поставка по договору в следующем месяце.',
      until,
      signerName: 'Петрова',
      signerPost: 'врач',
    });
    await faces.cases.decideProposal(moderator, { number: lead.number, finding: 'accepted' });
    await merge(member.number, lead.number);
    clock.set(new Date((await view(member.number)).next!.dueAt!.getTime() + 1000));
    expect((await view(lead.number)).next?.late).toBe(true);
    const timed = await faces.cases.listDue(clockwork, { what: 'timed' });
    expect(timed).not.toContain(lead.number);
  });

  test('pages point to one another, and a lead that goes lets its members go', async () => {
    const { faces } = house.it;
    const [lead, member] = [await published(), await published()];
    await merge(member.number, lead.number);
    expect((await beside(member.number)).lead?.number).toBe(lead.number);
    expect((await beside(lead.number)).members.map(({ number }) => number)).toEqual([
      member.number,
    ]);
    await faces.cases.withdrawCase(lead.by, { number: lead.number });
    expect((await beside(member.number)).lead).toBeNull();
    await answer(member.number);
    expect((await view(member.number)).state).toBe('answered');
  });

  test('chains, cycles, other clinics, other regions and other people are refused', async () => {
    const { faces } = house.it;
    const [a, b, c] = [await published(), await published(), await published()];
    const there = await published(undefined, 'msk-a-001-v');
    await expect(merge(a.number, a.number)).rejects.toMatchObject(code('merge-refused', 'itself'));
    await merge(a.number, b.number);
    await expect(merge(b.number, a.number)).rejects.toMatchObject(
      code('merge-refused', 'lead-follows'),
    );
    await expect(merge(b.number, c.number)).rejects.toMatchObject(
      code('merge-refused', 'member-leads'),
    );
    await expect(merge(c.number, a.number)).rejects.toMatchObject(
      code('merge-refused', 'lead-follows'),
    );
    await expect(merge(a.number, c.number)).rejects.toMatchObject(
      code('merge-refused', 'already-merged'),
    );
    await expect(merge(there.number, c.number)).rejects.toMatchObject(
      code('merge-refused', 'other-clinic'),
    );
    await expect(merge(c.number, '26-000000-5')).rejects.toMatchObject(code('not-found'));
    await expect(merge(c.number, b.number, executor)).rejects.toMatchObject(code('forbidden'));
    await expect(faces.cases.unmergeCase(moderator, { number: c.number })).rejects.toMatchObject(
      code('merge-refused', 'not-merged'),
    );
  });

  test('of two that merge crosswise at once one is refused, and nobody leads and follows', async () => {
    const [a, b] = [await published(), await published()];
    const both = await Promise.allSettled([merge(a.number, b.number), merge(b.number, a.number)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('«me too»', () => {
  test('has a day, a clock, letters and a verdict of its own, once a person', async () => {
    const { faces, clock, runJobs } = house.it;
    const { number, by } = await published();
    const other = await citizen();
    clock.advance(2 * DAY_MS);
    const joined = await faces.cases.supportCase(other, { number });
    expect(joined.dueAt!.getTime()).toBeGreaterThan((await view(number)).next!.dueAt!.getTime());
    await expect(faces.cases.supportCase(other, { number })).rejects.toMatchObject(
      code('already-done'),
    );
    expect((await beside(number)).people).toBe(2);
    await expect(
      faces.cases.judgeSupported(other, { number, verdict: 'confirmed' }),
    ).rejects.toMatchObject(code('move-impossible'));
    await answer(number);
    await runJobs();
    expect(letters(other).filter((subject) => subject.includes('присоединились'))).toHaveLength(2);
    await faces.cases.giveVerdict(by, { number, verdict: 'confirmed' });
    await faces.cases.judgeSupported(other, { number, verdict: 'disputed', unanswered: 'Нет.' });
    expect((await view(number)).state).toBe('confirmed');
    expect((await beside(number)).verdicts).toEqual({ confirmed: 0, partly: 0, disputed: 1 });
    await expect(
      faces.cases.judgeSupported(other, { number, verdict: 'confirmed' }),
    ).rejects.toMatchObject(code('already-done'));
    const third = await citizen();
    await expect(faces.cases.supportCase(third, { number })).rejects.toMatchObject(
      code('move-impossible'),
    );
  });

  test('needs a confirmed address or a receipt, and is not for its author or for who works on it', async () => {
    const { faces } = house.it;
    const { number, by } = await published();
    const join = (actor: Actor) => faces.cases.supportCase(actor, { number });
    await expect(join(visitor())).rejects.toMatchObject(code('sign-in-required'));
    await expect(join(await citizen(false))).rejects.toMatchObject(
      code('forbidden', 'address-unconfirmed'),
    );
    await expect(join(by)).rejects.toMatchObject(code('forbidden', 'own-case'));
    const works = {
      ...(await citizen()),
      grants: executor.kind === 'person' ? executor.grants : [],
    };
    await expect(join(works)).rejects.toMatchObject(code('forbidden', 'works-here'));
    const elsewhere = await published();
    const { caseId } = await faces.complaints.followCase(visitor('r'), {
      receipt: elsewhere.receipt,
    });
    const holder: Actor = { kind: 'receipt', region: REGION, caseId, origin: 'x' };
    await join(holder);
    await expect(join(holder)).rejects.toMatchObject(code('already-done'));
    expect(await faces.cases.listOwnSupports(holder, {})).toMatchObject([{ number }]);
  });

  test('a note is read by a moderator first, cut but never reworded, and goes with its supporter', async () => {
    const { faces } = house.it;
    const { number } = await published();
    const other = await citizen();
    await faces.cases.supportCase(other, { number, note: 'То же 3 мая, доктор Сидоров видел.' });
    expect((await beside(number)).notes).toEqual([]);
    const [waiting] = (await beside(number, moderator)).waitingNotes;
    expect(await faces.cases.listSupportNotes(moderator, {})).toMatchObject([{ number }]);
    const settle = (marked: string) =>
      faces.cases.settleSupportNote(moderator, {
        number,
        support: waiting!.id,
        decision: 'publish',
        marked,
      });
    // Letters of the supporter's own, put together to say something else, or cut without a mark.
    for (const other of ['Всё хорошо.', 'То же 3 мая.', 'То же 3 мая, доктор видел.'])
      await expect(settle(other)).rejects.toMatchObject(code('invalid-input', 'reworded'));
    await settle('То же 3 мая[[, доктор Сидоров видел]].');
    expect((await beside(number)).notes.map(({ text }) => text)).toEqual(['То же 3 мая[…].']);
    const counted = () =>
      house.it.app.store.withScope(
        regionScope(REGION),
        async (tx) =>
          (await readTallies(tx, { measures: ['support'], place: 'region' })).reduce(
            (sum, { n }) => sum + n,
            0,
          ),
        { now: house.it.clock.now() },
      );
    const before = await counted();
    expect(before).toBeGreaterThan(0);
    await faces.cases.withdrawSupport(other, { number });
    expect(await beside(number)).toMatchObject({ supports: 0, people: 1, notes: [], own: null });
    expect(await counted()).toBe(before - 1);
    await expect(faces.cases.withdrawSupport(other, { number })).rejects.toMatchObject(
      code('not-found'),
    );
  });
});
