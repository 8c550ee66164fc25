import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { newId, type Actor, type Reach, type StaffRole } from '@otklik/kernel';
import {
  LATE_LETTERS,
  LETTERS,
  newReceipt,
  parseReceipt,
  readPhoto,
  RECEIPT_WORDS,
} from '@otklik/cases';
import { runRetention } from '../../../apps/server/src/retention.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { proven, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';

const house = useInstallation();
const CLINIC = 'msk-a-001-x';
const STORY = 'На входе нет бахил, автомат не работает уже вторую неделю.';
const EVERYWHERE = { kind: 'region' } as const;
const DAY_MS = 86_400_000;
const faces = () => house.it.faces;
const refusal = (code: string, reason?: string) => (reason ? { code, data: { reason } } : { code });
const role = (name: StaffRole, reach: Reach = EVERYWHERE) =>
  staff(newId(), { role: name, reach }) as Extract<Actor, { kind: 'person' }>;
const moderator = role('moderator');
const executor = role('executor');
const hotline = role('clerk');
const clinicOf = async (code = CLINIC) => faces().registry.getClinic(visitor(), { code });
const atClinic = async (code = CLINIC) =>
  role('clerk', { kind: 'clinic', id: (await clinicOf(code)).id });
const answer = {
  text: 'Разобрались: бахилы закончились в субботу, запас удвоен, автомат починен.',
  outcome: 'change-made',
  signerName: 'Петрова В. В.',
  signerPost: 'Заведующая филиалом',
} as const;
const CALL = { notices: 'call', contactName: 'Мария Ивановна', phone: '+7 900 123-45-67' };
const WRITE = { notices: 'letter', contactName: 'Пётр', address: 'Москва, Учебная улица, 1' };

const form = (over: Record<string, unknown> = {}) => ({
  clinic: CLINIC,
  topic: 'no-shoe-covers',
  story: STORY,
  facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
  channel: 'telephone',
  readBack: true,
  notices: 'none',
  ...over,
});
const taken = (over: Record<string, unknown> = {}, clerk: Actor = hotline) =>
  faces().assisted.fileFor(clerk, form(over) as never);
async function confirmed(over: Record<string, unknown> = {}, clerk: Actor = hotline) {
  const sent = await taken(over, clerk);
  await faces().complaints.confirmReceipt(clerk, { receipt: sent.receipt });
  return sent;
}
async function answered(over: Record<string, unknown> = {}, clerk: Actor = hotline) {
  const sent = await confirmed(over, clerk);
  const { number } = sent;
  await faces().complaints.publishComplaint(moderator, { number });
  await faces().cases.handInAnswer(executor, { number, ...answer });
  await faces().cases.publishAnswer(moderator, { number });
  return sent;
}
const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => {
  const boss = await clientFor(house.it.superUrl);
  try {
    return (await boss.query(text, values)).rows as Row[];
  } finally {
    await boss.end();
  }
};
const due = async (number: string) =>
  (await faces().assisted.listNotices(hotline, {})).filter((one) => one.number === number);

describe('filing for somebody', () => {
  test.each(['present', 'telephone', 'letter'])('%s: confirmed from the sheet', async (channel) => {
    const clerk = await atClinic();
    const sent = await confirmed({ channel, receivedOn: '2026-06-08' }, clerk);
    expect(sent.receipt.split('-')).toHaveLength(9);
    expect(sent).toMatchObject({ state: 'draft', moderation: { amount: expect.any(Number) } });
    const seen = await faces().complaints.getComplaint(moderator, { number: sent.number });
    expect(seen.case).toMatchObject({ state: 'submitted' });
    // The clock runs from the day of writing down, not from the day of the letter.
    expect(seen.case.clocks[0]?.startedAt.toISOString().slice(0, 10)).toBe(
      house.it.clock.now().toISOString().slice(0, 10),
    );
    expect(seen.case.steps.map(({ move, forAuthor }) => [move, forAuthor])).toEqual([
      ['open', true],
      ['confirm-address', true],
    ]);
    expect(await faces().assisted.getAssistance(moderator, { number: sent.number })).toEqual({
      channel,
      side: 'clinic',
      receivedOn: '2026-06-08',
    });
  });

  test('nothing is kept that was not read back, or of tomorrow, or with nobody to call', async () => {
    const before = await rows('select 1 from case_assistance');
    for (const [over, path] of [
      [{ readBack: undefined }, 'readBack'],
      [{ readBack: false }, 'readBack'],
      [{ receivedOn: '2026-06-11' }, 'receivedOn'],
      [{ notices: 'call', contactName: 'Мария' }, 'phone'],
      [{ notices: 'letter', contactName: 'Мария' }, 'address'],
      [{ notices: 'call', phone: '8 900 000 00 00' }, 'contactName'],
      [{ notices: 'call', contactName: 'Мария', phone: 'звонить вечером' }, 'phone'],
      // A paper that the rules want is seen before a clerk, or nothing is filed.
      [{ forWhom: { relation: 'guardian', bornOn: '2019-01-01' } }, 'forWhom.papersSeen'],
      // And whoever writes down asks whether somebody is in danger, where the form does.
      [{ topic: 'home-call-over-24h', facts: { called_at: '2026-06-08T09:00' } }, 'danger'],
      [{ story: 'Мало.' }, 'story'],
    ] as const)
      await expect(taken(over)).rejects.toMatchObject({
        code: 'invalid-input',
        data: { issues: [expect.objectContaining({ path })] },
      });
    expect(await rows('select 1 from case_assistance')).toHaveLength(before.length);
  });

  test('photos that the person brought become the message’s, through the one pipeline', async () => {
    const clerk = await atClinic();
    const { complaints } = faces();
    const { token } = await complaints.saveDraft(clerk, { content: { clinic: CLINIC } });
    const photo = new Uint8Array(
      await sharp({ create: { width: 64, height: 48, channels: 3, background: '#888' } })
        .withExif({ IFD0: { Copyright: 'Мария Ивановна' } })
        .jpeg()
        .toBuffer(),
    );
    const { id } = await complaints.addDraftPhoto(clerk, { token, photo });
    const { number } = await confirmed({ draft: token }, clerk);
    const seen = await complaints.getComplaint(moderator, { number });
    expect(seen.case.photos).toMatchObject([{ id }]);
    const kept = await readPhoto(house.it.app, moderator, { id });
    expect(Buffer.from(kept.bytes).includes('Мария')).toBe(false);
    // The form is the message's now; a clerk who names one that is gone means photos that nobody has.
    const before = await rows('select 1 from case_assistance');
    await expect(taken({ draft: token }, clerk)).rejects.toMatchObject(refusal('not-found'));
    expect(await rows('select 1 from case_assistance')).toHaveLength(before.length);
  });

  test('a clinic’s clerk takes messages about the own clinic alone', async () => {
    const { clinics } = await faces().registry.findClinics(visitor(), { limit: 5 });
    const other = clinics.find(({ code }) => code !== CLINIC)!.code;
    await expect(taken({}, await atClinic(other))).rejects.toMatchObject(
      refusal('forbidden', 'reach'),
    );
    for (const nobody of [moderator, executor, role('administrator')])
      await expect(taken({}, nobody)).rejects.toMatchObject(refusal('forbidden'));
    await expect(taken({}, visitor())).rejects.toMatchObject(refusal('sign-in-required'));
    await expect(taken({}, { ...hotline, secondFactor: false })).rejects.toMatchObject(
      refusal('second-factor-required'),
    );
  });

  test('a clerk sees no closed word of it, by any verb', async () => {
    const clerk = await atClinic();
    const { number } = await confirmed({ private: 'Моя карта лежит в третьем окне.' }, clerk);
    for (const who of [clerk, hotline]) {
      await expect(faces().complaints.getComplaint(who, { number })).rejects.toMatchObject(
        refusal('not-found'),
      );
      for (const ask of [
        () => faces().cases.listQueue(who, { queue: 'all' }),
        () => faces().desk.listNotes(who, { number }),
        () => faces().desk.findInQueue(who, { queue: 'all' }),
        () => faces().cases.listAlarms(who, {}),
        () => faces().assisted.getAssistance(who, { number }),
        () => faces().namedStaff.getNamed(who, { number }),
      ])
        await expect(ask()).rejects.toMatchObject({
          code: expect.stringMatching(/^(forbidden|not-found)$/),
        });
      expect(await faces().cases.countQueues(who, {})).toEqual([]);
    }
    await faces().complaints.publishComplaint(moderator, { number });
    const seen = await faces().complaints.getComplaint(clerk, { number });
    expect(seen).toMatchObject({ case: { audience: 'public' }, original: null, private: null });
    expect(await faces().assisted.getAssistance(clerk, { number })).toBeNull();
  });

  test('who spoke for an author judges nothing in that case, however many roles', async () => {
    const both = staff(
      newId(),
      { role: 'clerk', reach: EVERYWHERE },
      { role: 'moderator', reach: EVERYWHERE },
    );
    const { number } = await confirmed({}, both);
    await expect(faces().complaints.publishComplaint(both, { number })).rejects.toMatchObject(
      refusal('forbidden', 'spoke-for-the-author'),
    );
    await faces().complaints.publishComplaint(moderator, { number });
  });
});

describe('the hotline', () => {
  test('opens by receipt, reads the answer out and takes the verdict', async () => {
    const { number, receipt } = await answered();
    const other = role('clerk');
    const opened = await faces().assisted.openByReceipt(other, { receipt });
    expect(opened).toMatchObject({
      awaitsReceipt: false,
      view: { number, state: 'answered', audience: 'author', answers: [{ text: answer.text }] },
    });
    expect(opened.view.can).toContain('confirm');
    await expect(
      faces().assisted.actFor(other, { what: 'verdict', verdict: 'disputed', receipt }),
    ).rejects.toMatchObject({ data: { issues: [{ path: 'unanswered' }] } });
    expect(
      await faces().assisted.actFor(other, { what: 'verdict', verdict: 'confirmed', receipt }),
    ).toEqual({ number, state: 'confirmed' });
    const [entry] = await rows(
      `select actor, role from case_entries e join cases c on c.id = e.case_id
       where c.number = $1 and move = 'confirm'`,
      [number],
    );
    expect(entry).toEqual({ actor: `person:${other.personId}`, role: 'author' });
    // The log names who spoke, in whose case, and that it was for the author.
    expect(
      await rows(
        `select r.actor, r.after from audit_rows r join cases c on c.id::text = r.object
         where c.number = $1 and r.action = 'assisted.act-for' and r.outcome = 'done'`,
        [number],
      ),
    ).toEqual([{ actor: `person:${other.personId}`, after: 'confirmed for-author verdict' }]);
  });

  test('answers a question, asks for a second look at a refusal and takes back', async () => {
    const asked = await confirmed();
    await faces().complaints.publishComplaint(moderator, { number: asked.number });
    await faces().cases.askQuestion(executor, {
      number: asked.number,
      text: 'В какой день это было?',
    });
    await faces().cases.decideProposal(moderator, { number: asked.number, finding: 'accepted' });
    const { receipt } = asked;
    expect(
      await faces().assisted.actFor(hotline, { what: 'question', text: 'В среду.', receipt }),
    ).toMatchObject({ state: 'in-work' });
    expect(await faces().assisted.actFor(hotline, { what: 'withdraw', receipt })).toMatchObject({
      state: 'withdrawn',
    });
    const refused = await confirmed();
    const { number } = refused;
    await faces().cases.rejectCase(moderator, { number, reason: 'no-facts' });
    const appeal = { what: 'appeal', note: 'День и место названы.' } as const;
    expect(
      await faces().assisted.actFor(hotline, { ...appeal, receipt: refused.receipt }),
    ).toMatchObject({ state: 'appealed' });
  });

  test('is not the clinic’s side, not a judge of the case and not out of reach', async () => {
    const { receipt } = await answered();
    const word = { what: 'verdict', verdict: 'confirmed', receipt } as const;
    const { id, districtId } = await clinicOf();
    const clinic = { kind: 'clinic', id } as const;
    const grants = { role: 'clerk', reach: EVERYWHERE } as const;
    for (const [actor, reason] of [
      [await atClinic(), 'clinic-takes-no-verdict'],
      [staff(newId(), grants, { role: 'clerk', reach: clinic }), 'clinic-takes-no-verdict'],
      [staff(newId(), grants, { role: 'executor', reach: clinic }), 'clinic-takes-no-verdict'],
      [staff(newId(), grants, { role: 'head', reach: clinic }), 'clinic-takes-no-verdict'],
      [staff(newId(), grants, { role: 'administrator', reach: clinic }), 'clinic-takes-no-verdict'],
      [staff(moderator.personId, grants), 'looked-at-it'],
      [role('clerk', { kind: 'district', id: `${districtId}-elsewhere` }), 'reach'],
    ] as const) {
      await expect(faces().assisted.actFor(actor, word)).rejects.toMatchObject(
        refusal('forbidden', reason),
      );
      await expect(faces().assisted.openByReceipt(actor, { receipt })).rejects.toMatchObject(
        refusal('forbidden', reason),
      );
      // Refused tries at one receipt wait like wrong ones, for half a day.
      house.it.clock.advance(DAY_MS / 2 + 1000);
    }
    await expect(faces().assisted.actFor(executor, word)).rejects.toMatchObject(
      refusal('forbidden'),
    );
    // Who works on the hotline speaks in the own case as everybody does, not as its clerk.
    const link = await house.it.accounts.signInLinkFor('RU-MOW', 'citizen');
    const token = link.split('/').at(-1)!;
    const { personId } = await house.it.accounts.completeSignIn(visitor(), {
      token,
      userAgent: null,
    });
    const own = staff(personId, grants);
    const { receipt: ownReceipt } = await faces().complaints.fileComplaint(own, {
      clinic: CLINIC,
      topic: 'no-shoe-covers',
      story: STORY,
      facts: form().facts,
    });
    await expect(
      faces().assisted.openByReceipt(own, { receipt: ownReceipt }),
    ).rejects.toMatchObject(refusal('forbidden', 'own-case'));
    await expect(
      faces().assisted.openByReceipt(role('clerk'), { receipt: 'маяк маяк маяк' }),
    ).rejects.toMatchObject(refusal('not-found'));
  });
});

test('who has a part of a receipt cannot try the rest through the hotline, at either of its doors', async () => {
  const { receipt } = await confirmed();
  /** A code with a right check whose first words are those of the receipt. */
  const near = (): string => {
    const words = [...receipt.split('-').slice(0, 3), ...newReceipt().split('-').slice(3, 8)];
    const last = RECEIPT_WORDS.find((word) => parseReceipt([...words, word].join('-')));
    return [...words, last].join('-');
  };
  const { openByReceipt, actFor } = faces().assisted;
  for (let at = 0; at < 6; at += 1) {
    const guess = { receipt: near() };
    const tried =
      at % 2
        ? actFor(role('clerk'), { what: 'withdraw', ...guess })
        : openByReceipt(role('clerk'), guess);
    await expect(tried).rejects.toMatchObject(refusal(at < 5 ? 'not-found' : 'too-many-requests'));
  }
});

describe('calls and letters', () => {
  test('the database tells of every step that writes to an author, but for what the sheet says', async () => {
    const [{ moves, stages } = { moves: [], stages: [] }] = await rows<{
      moves: string[];
      stages: string[];
    }>('select assisted_moves() as moves, assisted_late_stages() as stages');
    const said = ['confirm-address', 'confirm-address-in-danger'];
    const lettered = Object.entries(LETTERS).filter(([, letters]) => letters?.author);
    expect(moves.toSorted()).toEqual(
      lettered
        .map(([move]) => move)
        .filter((move) => !said.includes(move))
        .toSorted(),
    );
    const late = Object.entries(LATE_LETTERS).filter(([, letters]) => letters?.author);
    expect(stages.toSorted()).toEqual(late.map(([stage]) => stage).toSorted());
  });

  test('one for each step, with the contact for the hotline alone; three tries, then no more', async () => {
    const { number } = await answered(CALL);
    const notices = await due(number);
    expect(notices.map(({ move, way }) => [move, way]).toSorted()).toEqual([
      ['publish', 'call'],
      ['publish-answer', 'call'],
    ]);
    expect(notices[0]?.contact).toEqual({ name: CALL.contactName, phone: CALL.phone });
    await expect(faces().assisted.listNotices(await atClinic(), {})).rejects.toMatchObject(
      refusal('forbidden', 'clinic-takes-no-verdict'),
    );
    const [told, never] = notices;
    const { settleNotice } = faces().assisted;
    await expect(
      settleNotice(hotline, { noticeId: told!.id, outcome: 'posted' }),
    ).rejects.toMatchObject(refusal('invalid-input'));
    await settleNotice(hotline, { noticeId: told!.id, outcome: 'reached' });
    await expect(
      settleNotice(hotline, { noticeId: told!.id, outcome: 'reached' }),
    ).rejects.toMatchObject(refusal('already-done'));
    for (const state of ['not-reached', 'not-reached', 'given-up']) {
      expect((await due(number)).map(({ id }) => id)).toEqual([never!.id]);
      expect(
        await settleNotice(hotline, { noticeId: never!.id, outcome: 'not-reached' }),
      ).toMatchObject({ state });
      // Tomorrow again, and not before.
      expect(await due(number)).toEqual([]);
      expect(await faces().assisted.myIntake(hotline, {})).toMatchObject({
        due: (await faces().assisted.listNotices(hotline, {})).length,
      });
      house.it.clock.advance(DAY_MS);
    }
    expect(await due(number)).toEqual([]);
  });

  test('a letter is printed with the words of the e-mail; a passed deadline is told once', async () => {
    const { number } = await confirmed(WRITE);
    await faces().complaints.publishComplaint(moderator, { number });
    const [notice] = await due(number);
    const letter = await faces().assisted.printLetter(hotline, { noticeId: notice!.id });
    expect(letter).toMatchObject({ way: 'letter', contact: { address: WRITE.address } });
    expect(letter.paragraphs.join(' ')).toContain('Клиника должна ответить');
    house.it.clock.advance(40 * DAY_MS);
    for (let twice = 0; twice < 2; twice += 1)
      await faces().cases.noteOverdue(
        { kind: 'system', region: 'RU-MOW', name: 'clockwork' },
        { number },
      );
    const late = (await due(number)).filter(({ move }) => move === 'late-reply');
    expect(late).toHaveLength(1);
    expect(
      (await faces().assisted.printLetter(hotline, { noticeId: late[0]!.id })).paragraphs,
    ).not.toEqual([]);
  });

  test('every look at whom to call leaves a trace, and a clinic’s clerk has none to call', async () => {
    const { number } = await confirmed(CALL);
    await faces().complaints.publishComplaint(moderator, { number });
    const looks = async (action: string) =>
      (await rows(`select 1 from audit_rows where action = $1 and outcome = 'done'`, [action]))
        .length;
    const before = [await looks('assisted.list-notices'), await looks('assisted.print-letter')];
    const [notice] = await due(number);
    await faces().assisted.printLetter(hotline, { noticeId: notice!.id });
    expect([await looks('assisted.list-notices'), await looks('assisted.print-letter')]).toEqual(
      before.map((count) => count + 1),
    );
    const clerk = await atClinic();
    expect(await faces().assisted.myIntake(clerk, {})).toEqual({ isHotline: false, due: 0 });
    const own = await faces().assisted.myIntake(hotline, {});
    expect(own).toMatchObject({ isHotline: true });
    expect(own.due).toBe((await faces().assisted.listNotices(hotline, {})).length);
    const elsewhere = role('clerk', { kind: 'district', id: 'no-such-district' });
    expect(await faces().assisted.myIntake(elsewhere, {})).toEqual({ isHotline: true, due: 0 });
    expect(await faces().assisted.listNotices(elsewhere, {})).toEqual([]);
    for (const act of [
      () => faces().assisted.printLetter(elsewhere, { noticeId: notice!.id }),
      () => faces().assisted.settleNotice(elsewhere, { noticeId: notice!.id, outcome: 'reached' }),
    ])
      await expect(act()).rejects.toMatchObject(refusal('not-found'));
    for (const act of [
      () => faces().assisted.printLetter(clerk, { noticeId: notice!.id }),
      () => faces().assisted.settleNotice(clerk, { noticeId: notice!.id, outcome: 'reached' }),
    ])
      await expect(act()).rejects.toMatchObject(refusal('forbidden', 'clinic-takes-no-verdict'));
  });

  test('a letter and the words of a call are in the language of the person', async () => {
    const { number } = await confirmed({ ...WRITE, locale: 'en' });
    await faces().complaints.publishComplaint(moderator, { number });
    const [notice] = await due(number);
    const letter = await faces().assisted.printLetter(hotline, { noticeId: notice!.id });
    expect(letter.locale).toBe('en');
    expect([letter.subject, ...letter.paragraphs].join(' ')).toMatch(/The clinic/);
    // Names of clinics and topics have their English form; nothing else is left in Russian.
    expect(letter.paragraphs.join(' ')).not.toMatch(/должна ответить/);
    const { number: russian } = await confirmed(WRITE);
    await faces().complaints.publishComplaint(moderator, { number: russian });
    const [other] = await due(russian);
    expect(await faces().assisted.printLetter(hotline, { noticeId: other!.id })).toMatchObject({
      locale: 'ru',
      paragraphs: [expect.stringContaining('Клиника должна ответить')],
    });
  });

  test('the author’s own copy holds who filed, the contact and each notice, of the own case alone', async () => {
    // An address that nobody writes to is not kept, and of whom nobody is to call nothing.
    const over = { ...CALL, address: WRITE.address, channel: 'letter', receivedOn: '2026-06-09' };
    const mine = await confirmed(over);
    const other = await confirmed({ ...WRITE, phone: CALL.phone });
    const silent = await confirmed({ ...CALL, notices: 'none' });
    await faces().complaints.publishComplaint(moderator, { number: mine.number });
    const holder = ({ id }: { id: string }): Actor => ({
      kind: 'receipt',
      region: 'RU-MOW',
      caseId: id,
      origin: 'test',
    });
    expect(await faces().assisted.exportOwn(holder(mine), {})).toEqual([
      {
        number: mine.number,
        channel: 'letter',
        side: 'hotline',
        receivedOn: '2026-06-09',
        readBackOn: new Date(house.it.clock.now().getTime() + 3 * 3_600_000)
          .toISOString()
          .slice(0, 10),
        noticesBy: 'call',
        language: 'ru',
        contact: { name: CALL.contactName, phone: CALL.phone },
        notices: [
          {
            move: 'publish',
            way: 'call',
            state: 'waiting',
            attempts: 0,
            madeOn: expect.any(String),
          },
        ],
      },
    ]);
    const [theirs] = await faces().assisted.exportOwn(holder(other), {});
    expect(theirs).toMatchObject({ number: other.number, notices: [] });
    expect(theirs!.contact).toEqual({ name: WRITE.contactName, address: WRITE.address });
    expect(await faces().assisted.exportOwn(holder(silent), {})).toMatchObject([
      { number: silent.number, contact: null, noticesBy: 'none' },
    ]);
    await expect(faces().assisted.exportOwn(hotline, {})).rejects.toMatchObject(
      refusal('step-up-required'),
    );
    await expect(faces().assisted.exportOwn(visitor(), {})).rejects.toMatchObject(
      refusal('sign-in-required'),
    );
    // A clerk has no messages of the own: whom one filed for is not one's to take away.
    expect(await faces().assisted.exportOwn(proven(hotline), {})).toEqual([]);
  });

  test('the contact goes with an erased message, and sixty days after the end', async () => {
    const sealed = async (number: string) =>
      (
        await rows<{ contact_sealed: string | null }>(
          `select contact_sealed from case_assistance a join cases c on c.id = a.case_id
           where c.number = $1`,
          [number],
        )
      )[0]?.contact_sealed;
    const erased = await confirmed(CALL);
    await faces().complaints.publishComplaint(moderator, { number: erased.number });
    expect(await due(erased.number)).toHaveLength(1);
    const kept = await answered(CALL);
    expect(await sealed(erased.number)).toMatch(/./);
    await faces().complaints.eraseComplaint(
      { kind: 'system', region: 'RU-MOW', name: 'retention' },
      { subjectId: erased.id, ground: 'purpose-over' },
    );
    expect(await sealed(erased.number)).toBeNull();
    expect(await due(erased.number)).toEqual([]);
    await faces().assisted.actFor(role('clerk'), {
      what: 'verdict',
      verdict: 'confirmed',
      receipt: kept.receipt,
    });
    house.it.clock.advance(59 * DAY_MS);
    await runRetention(house.it, new AbortController().signal);
    expect(await sealed(kept.number)).toMatch(/./);
    // What the author has said to the clerk just now is not told back to them.
    const movesTold = async (number: string) =>
      (
        await rows<{ move: string }>(
          `select move from assisted_notices n join cases c on c.id = n.case_id
           where c.number = $1 order by entry_seq`,
          [number],
        )
      ).map(({ move }) => move);
    expect(await movesTold(kept.number)).toEqual(['publish', 'publish-answer']);
    house.it.clock.advance(2 * DAY_MS);
    await runRetention(house.it, new AbortController().signal);
    expect(await sealed(kept.number)).toBeNull();
    // Nobody is left to call: what happens afterwards makes no notice.
    const gone = await confirmed(CALL);
    await rows(
      `update case_assistance a set contact_sealed = null from cases c
       where c.id = a.case_id and c.number = $1`,
      [gone.number],
    );
    await faces().complaints.publishComplaint(moderator, { number: gone.number });
    expect(await movesTold(gone.number)).toEqual([]);
    await expect(
      rows(
        `insert into assisted_notices (region_id, case_id, entry_seq, move, way, next_try_on, made_on)
         select n.region_id, case_id, entry_seq, move, way, next_try_on, made_on
         from assisted_notices n join cases c on c.id = n.case_id where c.number = $1`,
        [kept.number],
      ),
    ).rejects.toThrow('one_notice_per_step');
  });
});
