import { describe, expect, test } from 'vitest';
import { newId, type Actor } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { forgetDayOff, makeDayOff } from '../../../tests/support/corrected-calendar.ts';
import { recountOpenCases } from '../src/jobs/recount-open-cases.ts';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';

const house = useInstallation();
const DAY_MS = 86_400_000;
const everywhere = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
const executor = staff(newId(), { role: 'executor', reach: everywhere });
const controller = staff(newId(), { role: 'controller', reach: everywhere });
const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };

const answer = {
  text: 'Разобрались: бахилы закончились в субботу, запас удвоен, автомат починен.',
  outcome: 'change-made',
  signerName: 'Петрова В. В.',
  signerPost: 'Заведующая филиалом',
} as const;

let written = 0;

/** A published case, and its author as the holder of its receipt. */
async function published(): Promise<{ number: string; author: Actor }> {
  const { faces, clock, letters, runJobs } = house.it;
  written += 1;
  const filed = await faces.complaints.fileComplaint(
    visitor(`life-${written}`),
    {
      clinic: 'msk-a-001-x',
      topic: 'no-shoe-covers',
      story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
      facts: { seen_at: clock.now().toISOString().slice(0, 16) },
      email: `life-${written}@example.org`,
    },
    { proofOfWork: 'no-script' },
  );
  await runJobs();
  const letter = letters.findLast((l) => l.to === `life-${written}@example.org`)!;
  const token = /\/confirm\/([\w-]{43})/.exec(letter.text)![1]!;
  await faces.complaints.confirmComplaint(visitor(), { token });
  await faces.complaints.publishComplaint(moderator, { number: filed.number });
  const { caseId } = await faces.complaints.followCase(visitor(`f${written}`), {
    receipt: filed.receipt,
  });
  return { number: filed.number, author: { kind: 'receipt', region: REGION, caseId, origin: 'x' } };
}

async function answered(): Promise<{ number: string; author: Actor }> {
  const { faces } = house.it;
  const opened = await published();
  await faces.cases.handInAnswer(executor, { number: opened.number, ...answer });
  await faces.cases.publishAnswer(moderator, { number: opened.number });
  return opened;
}

const view = (number: string, actor: Actor = visitor()) =>
  house.it.faces.complaints.getComplaint(actor, { number });

describe('the course of a case', () => {
  test('a returned answer keeps what was left of the reply clock', async () => {
    const { faces, clock } = house.it;
    const { number } = await published();
    const before = (await view(number)).case.next!;
    clock.advance(DAY_MS);
    await faces.cases.handInAnswer(executor, { number, ...answer });
    // Thursday to Tuesday over a holiday and a weekend: two working days are paused.
    clock.advance(5 * DAY_MS);
    await expect(
      faces.cases.returnAnswer(moderator, { number, reason: 'made-up' as never }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await faces.cases.returnAnswer(moderator, { number, reason: 'boilerplate-only' });
    const after = (await view(number)).case;
    expect(after.state).toBe('in-work');
    expect(after.next!.stage).toBe('reply');
    expect(after.next!.dueAt!.getTime()).toBeGreaterThan(before.dueAt!.getTime());
    expect(after.clocks.find((c) => c.stage === 'reply')!.derivation.pauses).toHaveLength(1);
    // The clinic sees why; the public does not.
    const seen = await view(number, executor);
    expect(seen.case.steps.find((s) => s.move === 'return-answer')!.reason).toBe(
      'boilerplate-only',
    );
    expect(after.steps.find((s) => s.move === 'return-answer')!.reason).toBeNull();
  });

  test('a dispute goes to a controller who was not in it before, then a second round', async () => {
    const { faces } = house.it;
    const { number, author } = await answered();
    const both = staff(moderator.kind === 'person' ? moderator.personId : '', {
      role: 'controller',
      reach: everywhere,
    });
    await expect(
      faces.cases.giveVerdict(author, { number, verdict: 'disputed' }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await faces.cases.giveVerdict(author, {
      number,
      verdict: 'disputed',
      unanswered: 'Бахил нет и сегодня.',
    });
    expect((await view(number)).case.next).toMatchObject({ role: 'controller', stage: 'control' });
    await expect(
      faces.cases.decideControl(both, { number, finding: 'dispute-upheld', note: 'Проверено.' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await faces.cases.decideControl(controller, {
      number,
      finding: 'dispute-upheld',
      note: 'Проверено: бахил нет.',
    });
    const again = (await view(number)).case;
    expect(again).toMatchObject({ state: 'in-work', round: 2 });
    await faces.cases.handInAnswer(executor, { number, ...answer });
    await faces.cases.publishAnswer(moderator, { number });
    await faces.cases.giveVerdict(author, { number, verdict: 'partly' });
    const done = (await view(number)).case;
    expect(done.state).toBe('partly');
    expect(done.verdicts.map((v) => v.verdict)).toEqual(['disputed', 'partly']);
    expect(done.answers.map((a) => a.round)).toEqual([1, 2]);
    // What the author found unanswered stays between the author, the controller and the clinic.
    expect(done.verdicts.every((v) => v.unanswered === null)).toBe(true);
  });

  test('silence is an outcome of its own, settled once the window is over', async () => {
    const { faces, clock, runJobs, letters } = house.it;
    const { number, author } = await answered();
    const due = (await view(number)).case.next!.dueAt!;
    clock.set(new Date(due.getTime() - 1000));
    expect(await faces.cases.listDue(clockwork, { what: 'timed' })).not.toContain(number);
    clock.set(new Date(due.getTime() + 1000));
    expect(await faces.cases.listDue(clockwork, { what: 'timed' })).toContain(number);
    await faces.cases.settleCase(clockwork, { number });
    expect((await view(number)).case.state).toBe('silent');
    await expect(
      faces.cases.giveVerdict(author, { number, verdict: 'confirmed' }),
    ).rejects.toMatchObject({ code: 'move-impossible' });
    const sent_before = letters.length;
    await runJobs();
    // Letters of one run leave in whatever order.
    expect(letters.slice(sent_before).map(({ text }) => text)).toContainEqual(
      expect.stringContaining(number),
    );
  });

  test('lateness is public and told once', async () => {
    const { faces, clock, letters, runJobs } = house.it;
    const { number } = await published();
    clock.set(new Date((await view(number)).case.next!.dueAt!.getTime() + 1000));
    expect((await view(number)).case.next!.late).toBe(true);
    await runJobs();
    const from = letters.length;
    expect((await faces.cases.noteOverdue(clockwork, { number })).noted).toBe(true);
    expect((await faces.cases.noteOverdue(clockwork, { number })).noted).toBe(false);
    await runJobs();
    const told = letters.slice(from).filter((letter) => letter.text.includes(number));
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([
      [`life-${written}@example.org`, `Клиника не ответила вовремя: обращение ${number}`],
    ]);
    await faces.cases.handInAnswer(executor, { number, ...answer });
    expect((await view(number)).case.clocks.find((c) => c.stage === 'reply')!.late).toBe(true);
  });

  test('of two people moving at once the second gets a conflict', async () => {
    const { faces } = house.it;
    const { number } = await published();
    const { version } = (await view(number)).case;
    const hand = () => faces.cases.handInAnswer(executor, { number, version, ...answer });
    const results = await Promise.allSettled([hand(), hand(), hand()]);
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected')
        expect(['changed-meanwhile', 'move-impossible']).toContain(
          (result.reason as { code: string }).code,
        );
  });

  test('a withdrawn case leaves a stub and no story', async () => {
    const { faces } = house.it;
    const { number, author } = await published();
    await faces.cases.withdrawCase(author, { number });
    const stub = await view(number);
    expect(stub.case.state).toBe('withdrawn');
    expect(stub.story).toBeNull();
  });

  test('a corrected calendar moves the dates of open cases, by the hour’s own job, once', async () => {
    const { faces, app } = house.it;
    const { number } = await published();
    const due = (await view(number)).case.next!;
    const friend: Actor = staff(newId());
    // A settled case whose answer promises something for the day after, and one whose day is promised.
    const until = new Date(Date.parse(due.dueDate!) + DAY_MS).toISOString().slice(0, 10);
    const promising = await published();
    await faces.cases.handInAnswer(executor, {
      ...answer,
      number: promising.number,
      outcome: 'change-planned',
      promises: [{ what: 'Поставить новый автомат', owner: 'Завхоз', until }],
    });
    await faces.cases.publishAnswer(moderator, { number: promising.number });
    await faces.cases.giveVerdict(promising.author, {
      number: promising.number,
      verdict: 'confirmed',
    });
    const planned = await published();
    await faces.cases.promiseDate(executor, {
      number: planned.number,
      text: 'Новый автомат поставим после ремонта входа.',
      until,
      signerName: answer.signerName,
      signerPost: answer.signerPost,
    });
    await faces.cases.decideProposal(moderator, { number: planned.number, finding: 'accepted' });
    await recountOpenCases.run({ app, signal: new AbortController().signal } as never);
    expect(await faces.cases.listRecounts(clockwork, {})).toMatchObject({ done: true });
    expect((await view(number)).case.next!.dueAt).toEqual(due.dueAt);
    const boss = await clientFor(house.it.superUrl);
    const reminders = async () =>
      (
        await boss.query<{ step: number; at: Date; own: Date | null }>(
          `select p.notice_step as step, p.notice_at as at, c.notice_at as own
           from case_promises p join cases c on c.id = p.case_id where c.number = any ($1)
           order by c.number`,
          [[promising.number, planned.number]],
        )
      ).rows;
    const before = await reminders();
    try {
      // The last day of the term turns out to be a day off.
      await makeDayOff(boss, due.dueDate!);
      expect((await faces.cases.listRecounts(clockwork, {})).numbers).toContain(number);
      await recountOpenCases.run({ app, signal: new AbortController().signal } as never);
      // Promised days stay; who is to be reminded three working days before is, counted anew.
      const after = await reminders();
      expect(after.map(({ step }) => step)).toEqual(before.map(({ step }) => step));
      for (const [at, one] of after.entries())
        expect(one.at.getTime()).toBeLessThan(before[at]!.at.getTime());
      expect(after[1]!.own!.getTime()).toBeLessThan(before[1]!.own!.getTime());
      const moved = (await view(number)).case;
      expect(moved.next!.dueAt!.getTime()).toBeGreaterThan(due.dueAt!.getTime());
      expect(moved.steps.at(-1)).toMatchObject({ move: 'recount', role: 'system' });
      const { derivation } = moved.clocks.find(({ stage }) => stage === 'reply')!;
      expect(derivation.skipped).toContain(due.dueDate);
      expect(await faces.cases.listRecounts(clockwork, {})).toMatchObject({ done: true });
      await expect(faces.cases.listRecounts(friend, {})).rejects.toMatchObject({
        code: 'forbidden',
      });
    } finally {
      await forgetDayOff(boss);
      await boss.end();
    }
  });

  test('before a year without a calendar no date is promised, and nothing else breaks', async () => {
    const { faces, clock } = house.it;
    clock.set(new Date('2026-12-28T10:00:00Z'));
    const { number } = await published();
    const found = (await view(number)).case;
    expect(found.next).toMatchObject({
      role: 'executor',
      dueAt: null,
      dueDate: null,
      missingYear: 2027,
      late: false,
    });
    // The calendar has not come: counting again changes nothing and writes nothing.
    expect(await faces.cases.listDue(clockwork, { what: 'dateless' })).toContain(number);
    expect((await faces.cases.recountCase(clockwork, { number })).recounted).toBe(false);
    await faces.cases.handInAnswer(executor, { number, ...answer });
    expect((await view(number)).case.state).toBe('answer-draft');
  });
});
