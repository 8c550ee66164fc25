import { describe, expect, test } from 'vitest';
import { addGrant, ensurePerson } from '@otklik/accounts';
import { readCase } from '@otklik/cases';
import { newId, regionScope, type Actor, type Tx } from '@otklik/kernel';
import { confirmContact, contactFor } from '@otklik/notices';
import { runRetention } from '../../../apps/server/src/retention.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import {
  proven,
  REGION,
  staff,
  useInstallation,
  visitor,
} from '../../../tests/support/installation.ts';
import { tellPage } from '../src/tell-supporters.ts';

const house = useInstallation();
const HOUR_MS = 3_600_000;
const everywhere = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
const executor = staff(newId(), { role: 'executor', reach: everywhere });
const controller = staff(newId(), { role: 'controller', reach: everywhere });
const code = (refused: string, reason?: string) => ({
  code: refused,
  ...(reason ? { data: expect.objectContaining({ reason }) } : {}),
});
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.it.app.store.withScope(regionScope(REGION), work, { now: house.it.clock.now() });

let people = 0;
async function citizen(): Promise<Extract<Actor, { kind: 'person' }> & { email: string }> {
  people += 1;
  const email = `joined-${people}@example.org`;
  const personId = await within(async (tx) => {
    const id = await contactFor(tx, { email, locale: 'ru' });
    await ensurePerson(tx, id);
    await confirmContact(tx, id);
    return id;
  });
  return {
    kind: 'person',
    region: REGION,
    personId,
    sessionId: newId(),
    provenAt: new Date('2099-01-01'),
    grants: [],
    secondFactor: false,
    origin: `joined-${people}`,
    email,
  };
}

/** A published case with its author; by the receipt alone when asked for. */
async function published(alone = false) {
  const { faces, clock } = house.it;
  const author = await citizen();
  const form = {
    clinic: 'msk-a-001-x',
    topic: 'no-shoe-covers',
    story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
    facts: { seen_at: clock.now().toISOString().slice(0, 16) },
  };
  people += 1;
  const { number, receipt } = alone
    ? await faces.complaints.fileComplaint(
        visitor(`alone-${people}`),
        { ...form, receiptOnly: true } as never,
        { proofOfWork: 'no-script' },
      )
    : await faces.complaints.fileComplaint(author, form);
  if (alone) await faces.complaints.confirmReceipt(visitor(`back-${people}`), { receipt });
  const { caseId } = await faces.complaints.followCase(visitor(`f-${people}`), { receipt });
  const holder: Actor = { kind: 'receipt', region: REGION, caseId, origin: `h-${people}` };
  await faces.complaints.publishComplaint(moderator, { number });
  return { number, caseId, holder, author: alone ? holder : author };
}
const beside = (number: string, actor: Actor = visitor()) =>
  house.it.faces.cases.getCompanions(actor, { number });
const answer = async (number: string) => {
  const words = { text: 'Автомат с бахилами починили.', outcome: 'change-made' };
  const signer = { signerName: 'Петрова', signerPost: 'врач' };
  await house.it.faces.cases.handInAnswer(executor, { number, ...words, ...signer } as never);
  await house.it.faces.cases.publishAnswer(moderator, { number });
};
const lettersTo = ({ email }: { email: string }, about: string) =>
  house.it.letters.filter(({ to, subject }) => to === email && subject.includes(about));
const alarmsOf = (number: string) => house.it.faces.cases.getAlarms(moderator, { number });

describe('a note of somebody who joined', () => {
  test('is held to the rules of every text: cuts are marked, numbers for life stay in, finds are shown', async () => {
    const { faces } = house.it;
    const { number } = await published();
    const other = await citizen();
    const note = 'Бахилы не помогли, мой СНИЛС 112-233-445 95, звоните.';
    await faces.cases.supportCase(other, { number, note });
    const [waiting] = (await beside(number, moderator)).waitingNotes;
    expect(waiting!.personal.map(({ type }) => type)).toContain('snils');
    const publish = (rest: object) =>
      faces.cases.settleSupportNote(moderator, {
        number,
        support: waiting!.id,
        decision: 'publish',
        ...rest,
      });
    await expect(publish({ marked: note.replace(' не', '') })).rejects.toMatchObject(
      code('invalid-input', 'reworded'),
    );
    await expect(publish({})).rejects.toMatchObject(code('personal-data-left'));
    await publish({ marked: note.replace('112-233-445 95', '[[112-233-445 95]]') });
    expect((await beside(number)).notes.map(({ text }) => text)).toEqual([
      'Бахилы не помогли, мой СНИЛС […], звоните.',
    ]);
    await expect(publish({ acknowledged: true })).rejects.toMatchObject(code('already-done'));
  });

  test('is kept closed with a reason alone, which its supporter reads', async () => {
    const { faces } = house.it;
    const { number } = await published();
    const other = await citizen();
    await faces.cases.supportCase(other, { number, note: 'Все там воры.' });
    const [waiting] = (await beside(number, moderator)).waitingNotes;
    const refuse = (rest: object) =>
      faces.cases.settleSupportNote(moderator, {
        number,
        support: waiting!.id,
        decision: 'refuse',
        ...rest,
      } as never);
    await expect(refuse({})).rejects.toMatchObject(code('invalid-input'));
    await expect(refuse({ reason: 'other' })).rejects.toMatchObject(code('reason-required'));
    await refuse({ reason: 'insult', note: 'Напишите, что было.' });
    expect((await beside(number, other)).own).toMatchObject({
      noteState: 'refused',
      noteReason: 'insult',
      noteReply: 'Напишите, что было.',
    });
  });
});

describe('whoever joined by a receipt', () => {
  test('has it exported, leaves no moment, and takes it all along when the case is erased', async () => {
    const { faces, clock } = house.it;
    clock.set(new Date('2026-07-01T09:17:23.451Z'));
    const { number, caseId } = await published();
    const own = await published(true);
    await faces.cases.supportCase(own.holder, { number, note: 'То же было и со мной.' });
    await answer(number);
    await faces.cases.judgeSupported(own.holder, {
      number,
      verdict: 'disputed',
      unanswered: 'Когда привезут бахилы?',
    });
    const exported = await faces.complaints.exportOwn(proven(own.holder), {});
    expect(exported.supports).toMatchObject([
      {
        number,
        note: 'То же было и со мной.',
        verdicts: [{ verdict: 'disputed', unanswered: 'Когда привезут бахилы?' }],
      },
    ]);
    const rows = () =>
      within((tx) =>
        tx.db
          .selectFrom('case_supports as support')
          .leftJoin('case_support_verdicts as verdict', 'verdict.support_id', 'support.id')
          .select(['support.id', 'support.at', 'verdict.given_at'])
          .where('support.case_id', '=', caseId)
          .execute(),
      );
    const [kept] = await rows();
    const day = new Date('2026-07-01T00:00:00.000Z');
    expect(kept).toMatchObject({ at: day, given_at: day });
    // Ids of this kind begin with the moment they were made at.
    expect(Number.parseInt(kept!.id.replaceAll('-', '').slice(0, 12), 16)).toBe(day.getTime());
    await faces.complaints.eraseOwnComplaint(proven(own.holder), {
      number: own.number,
      agreed: 'erase',
    });
    expect(await rows()).toEqual([]);
    expect((await beside(number)).supports).toBe(0);
  });
});

describe('the question that somebody who joined finds unanswered', () => {
  test('is read by the clinic and the controller, and by nobody outside', async () => {
    const { faces } = house.it;
    const { number } = await published();
    const other = await citizen();
    await faces.cases.supportCase(other, { number });
    await answer(number);
    await faces.cases.judgeSupported(other, {
      number,
      verdict: 'disputed',
      unanswered: 'А в другом корпусе?',
    });
    for (const actor of [executor, controller])
      expect((await beside(number, actor)).remarks).toMatchObject([
        { verdict: 'disputed', unanswered: 'А в другом корпусе?' },
      ]);
    for (const actor of [visitor(), other])
      expect((await beside(number, actor)).remarks).toEqual([]);
  });
});

describe('an alarm beside a case', () => {
  test('of somebody who joined goes to the duty with two hours, and the case stays where it is', async () => {
    const { faces, clock, runJobs } = house.it;
    const { number } = await published();
    const other = await citizen();
    await expect(faces.cases.raiseAlarm(other, { number })).rejects.toMatchObject(
      code('not-found'),
    );
    await faces.cases.supportCase(other, { number });
    await faces.cases.raiseAlarm(other, { number, note: 'Соседу плохо прямо сейчас.' });
    expect((await house.it.faces.complaints.getComplaint(visitor(), { number })).case.state).toBe(
      'in-work',
    );
    const [alarm] = await alarmsOf(number);
    expect(alarm).toMatchObject({
      raisedBy: 'supporter',
      note: 'Соседу плохо прямо сейчас.',
      dueAt: new Date(clock.now().getTime() + 2 * HOUR_MS),
    });
    expect(await faces.cases.listAlarms(moderator, {})).toMatchObject([{ number }]);
    await expect(faces.cases.getAlarms(executor, { number })).rejects.toMatchObject(
      code('forbidden'),
    );
    const settling = { number, alarm: alarm!.id, finding: 'passed-on' as const };
    await expect(
      faces.cases.settleAlarm(moderator, { ...settling, reason: 'other' }),
    ).rejects.toMatchObject(code('reason-required'));
    await faces.cases.settleAlarm(moderator, { ...settling, reason: 'emergency-called' });
    await expect(
      faces.cases.settleAlarm(moderator, { ...settling, reason: 'emergency-called' }),
    ).rejects.toMatchObject(code('already-done'));
    expect(await alarmsOf(number)).toEqual([]);
    await runJobs();
  });

  test('is raised by words that sound so, in a note and beside a verdict, once at a time', async () => {
    const { faces } = house.it;
    const { number } = await published();
    const [one, two] = [await citizen(), await citizen()];
    await faces.cases.supportCase(one, { number, note: 'Больше не могу, хочу покончить с собой.' });
    await faces.cases.supportCase(two, { number, note: 'И я хочу покончить с собой.' });
    expect((await alarmsOf(number)).map(({ raisedBy }) => raisedBy)).toEqual(['words']);
    await answer(number);
    const { number: later } = await published();
    await faces.cases.supportCase(one, { number: later });
    await answer(later);
    await faces.cases.judgeSupported(one, {
      number: later,
      verdict: 'disputed',
      unanswered: 'Я хочу покончить с собой.',
    });
    expect(await alarmsOf(later)).toHaveLength(1);
  });

  test('in a settled case has a clock and is told when it is late; the case stays settled', async () => {
    const { faces, clock, runJobs } = house.it;
    const duty = await citizen();
    await within((tx) =>
      addGrant(tx, {
        personId: duty.personId,
        role: 'moderator',
        reach: everywhere,
        grantedBy: null,
      }),
    );
    const { number, author } = await published();
    await answer(number);
    await faces.cases.giveVerdict(author, { number, verdict: 'confirmed' });
    const seen = async () => (await faces.complaints.getComplaint(author, { number })).case;
    expect((await seen()).can).toContain('raise-danger');
    await faces.complaints.raiseDanger(author, { number, note: 'Мне угрожают.' });
    expect((await seen()).state).toBe('confirmed');
    expect(await alarmsOf(number)).toMatchObject([{ raisedBy: 'author', note: 'Мне угрожают.' }]);
    await runJobs();
    expect(lettersTo(duty, number)).toHaveLength(1);
    clock.advance(3 * HOUR_MS);
    const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };
    const late = () => faces.complaints.noteLateDanger(clockwork, { number });
    expect(await faces.cases.listDue(clockwork, { what: 'alarms' })).toContain(number);
    // Whoever watches the installation sees it too.
    const watched = await faces.cases.measureWaiting(clockwork, {});
    expect(watched.earliestDangerDueAt!.getTime()).toBeLessThan(clock.now().getTime());
    expect(await late()).toEqual({ noted: true });
    expect(await late()).toEqual({ noted: false });
    await runJobs();
    expect(lettersTo(duty, number)).toHaveLength(2);
  });

  test('raised without an address keeps the day alone once it is settled and three days old', async () => {
    const { faces, clock } = house.it;
    const { number, caseId, author } = await published(true);
    await answer(number);
    await faces.cases.giveVerdict(author, { number, verdict: 'confirmed' });
    await faces.complaints.raiseDanger(author, { number });
    const [alarm] = await alarmsOf(number);
    await faces.cases.settleAlarm(moderator, {
      number,
      alarm: alarm!.id,
      finding: 'false-alarm',
      reason: 'by-mistake',
    });
    clock.advance(73 * HOUR_MS);
    expect(await runRetention(house.it, new AbortController().signal)).toBe(0);
    const { raised_at } = await within((tx) =>
      tx.db
        .selectFrom('case_alarms')
        .select('raised_at')
        .where('case_id', '=', caseId)
        .executeTakeFirstOrThrow(),
    );
    expect(raised_at.toISOString()).toMatch(/T00:00:00\.000Z$/);
  });
});

describe('those who joined a case', () => {
  test('are told by one job that pages through them, each once', async () => {
    const { faces, runJobs, superUrl } = house.it;
    const { number, caseId } = await published();
    const joined = [await citizen(), await citizen(), await citizen()];
    for (const one of joined) await faces.cases.supportCase(one, { number });
    await runJobs();
    await answer(number);
    const boss = await clientFor(superUrl);
    const { rows } = await boss.query(
      `select task.identifier as name from graphile_worker._private_jobs as job
       join graphile_worker._private_tasks as task on task.id = job.task_id`,
    );
    await boss.end();
    // However many they are, the move itself asks for one job and for the author's own letter.
    expect(rows.filter(({ name }) => name === 'cases.tell-supporters')).toHaveLength(1);
    expect(rows.length).toBeLessThan(4);
    await runJobs();
    for (const one of joined) expect(lettersTo(one, 'ответили')).toHaveLength(1);
    const told = await within(async (tx) => {
      const row = await readCase(tx, { id: caseId });
      return tellPage(tx, row, 'support-moved', undefined, 2);
    });
    expect(told).toBe(2);
    await runJobs();
    for (const one of joined) expect(lettersTo(one, 'новый шаг')).toHaveLength(1);
  });

  test('hear that it was taken back, and their clock stands no more', async () => {
    const { faces, runJobs } = house.it;
    for (const go of ['retract', 'erase'] as const) {
      const { number, author } = await published();
      const other = await citizen();
      await faces.cases.supportCase(other, { number });
      if (go === 'retract') await faces.complaints.retractComplaint(author, { number });
      else await faces.complaints.eraseOwnComplaint(author, { number, agreed: 'erase' });
      await runJobs();
      expect(lettersTo(other, 'отозвано'), go).toHaveLength(1);
      expect(await faces.cases.listOwnSupports(other, {})).toMatchObject([
        { number, dueAt: null, dueDate: null },
      ]);
    }
  });

  test('hear it too when the words of a settled case are erased', async () => {
    const { faces, runJobs } = house.it;
    const { number, author } = await published();
    const other = await citizen();
    await faces.cases.supportCase(other, { number });
    await answer(number);
    await faces.cases.giveVerdict(author, { number, verdict: 'confirmed' });
    await faces.complaints.eraseOwnComplaint(author, { number, agreed: 'erase' });
    await runJobs();
    expect(lettersTo(other, 'отозвано')).toHaveLength(1);
  });
});
