import { beforeEach, describe, expect, test } from 'vitest';
import { addGrant, ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor, type Grant } from '@otklik/kernel';
import { addressOf as addressFor, contactFor } from '@otklik/notices';
import {
  proven,
  REGION,
  staff,
  useInstallation,
  visitor,
} from '../../../tests/support/installation.ts';

const house = useInstallation();
const DAY_MS = 86_400_000;
const CLINIC = 'msk-a-001-x';
const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };
const SIGNED = { signerName: 'Иванова А. А.', signerPost: 'Главный врач' };
const words = {
  text: 'Проверили вход: автомат с бахилами сломан. Закажем новый и поставим стойку.',
  outcome: 'change-planned' as const,
  promises: [
    {
      what: 'Поставить новый автомат',
      owner: 'Начальник хозяйственного отдела',
      until: '2026-06-26',
    },
    { what: 'Поставить стойку у входа', owner: 'Старшая медсестра', until: '2026-07-10' },
  ],
};

let made = 0;
/** Somebody with an account and these roles over the clinic. */
async function person(...roles: Grant['role'][]): Promise<Extract<Actor, { kind: 'person' }>> {
  const clinic = await house.it.faces.registry.getClinic(visitor(), { code: CLINIC });
  const reach = { kind: 'clinic', id: clinic.id } as const;
  made += 1;
  const personId = await house.it.app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const id = await contactFor(tx, { email: `sign-${made}@example.org`, locale: 'ru' });
      await ensurePerson(tx, id);
      for (const role of roles) await addGrant(tx, { personId: id, role, reach, grantedBy: null });
      return id;
    },
    { now: house.it.clock.now() },
  );
  return staff(personId, ...roles.map((role) => ({ role, reach }))) as Extract<
    Actor,
    { kind: 'person' }
  >;
}

let filed = 0;
async function published(): Promise<{ number: string; author: Actor }> {
  const { faces, clock, letters, runJobs } = house.it;
  filed += 1;
  const email = `patient-${filed}@example.org`;
  const sent = await faces.complaints.fileComplaint(
    visitor(`sign-${filed}`),
    {
      clinic: CLINIC,
      topic: 'no-shoe-covers',
      story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
      facts: { seen_at: clock.now().toISOString().slice(0, 16) },
      email,
    },
    { proofOfWork: 'no-script' },
  );
  await runJobs();
  const letter = letters.findLast((one) => one.to === email)!;
  const token = /\/confirm\/([\w-]{43})/.exec(letter.text)![1]!;
  await faces.complaints.confirmComplaint(visitor(), { token });
  await faces.complaints.publishComplaint(moderator, { number: sent.number });
  const { caseId } = await faces.complaints.followCase(visitor(`f-${filed}`), {
    receipt: sent.receipt,
  });
  return { number: sent.number, author: { kind: 'receipt', region: REGION, caseId, origin: 'x' } };
}

const view = async (number: string, actor: Actor = visitor()) =>
  (await house.it.faces.complaints.getComplaint(actor, { number })).case;

/** A minute passes: whatever time decides about promises is settled. */
async function settle(): Promise<void> {
  const { cases } = house.it.faces;
  for (const what of ['passed', 'silent', 'notices'] as const)
    for (const due of await cases.listDuePromises(clockwork, { what }))
      await (what === 'notices' ? cases.remindPromise : cases.settlePromise)(clockwork, due).catch(
        () => undefined,
      );
}
const lettersTo = async (subject: string): Promise<number> => {
  await house.it.runJobs();
  return house.it.letters.filter((one) => one.subject.includes(subject)).length;
};

describe('only a signed answer leaves the clinic', () => {
  let executor: Extract<Actor, { kind: 'person' }>;
  beforeEach(async () => {
    executor = await person('executor');
  });

  test('a clinic without a head’s account is not locked out; a named signer is the only one', async () => {
    const { cases } = house.it.faces;
    const other = await person('executor');
    const administrator = await person('administrator');
    const one = await published();
    await cases.handInAnswer(executor, { number: one.number, ...words, ...SIGNED });

    const { id } = await cases.nameSigner(proven(administrator), {
      clinic: CLINIC,
      personId: other.personId,
      personName: 'Орлова М. С.',
      personPost: 'Заведующая',
    });
    const two = await published();
    await expect(
      cases.handInAnswer(executor, { number: two.number, ...words, ...SIGNED }),
    ).rejects.toMatchObject({ code: 'forbidden', data: { reason: 'not-a-signer' } });
    await cases.handInAnswer(other, { number: two.number, ...words, ...SIGNED });
    // What was published in the clinic's name is changed by whoever signs for it, and by nobody else.
    await cases.publishAnswer(moderator, { number: two.number });
    const change = { number: two.number, text: 'Автомат починили, стойку поставили.' };
    for (const deed of [cases.amendAnswer, cases.addToAnswer])
      await expect(deed(executor, change)).rejects.toMatchObject({
        code: 'forbidden',
        data: { reason: 'not-a-signer' },
      });
    await cases.amendAnswer(other, change);

    // The one who was named has left the clinic: the right locks nobody out any more.
    const three = await published();
    const answer = { number: three.number, ...words, ...SIGNED };
    await expect(cases.handInAnswer(executor, answer)).rejects.toMatchObject({
      data: { reason: 'not-a-signer' },
    });
    await house.it.app.store.withScope(regionScope(REGION), (tx) =>
      tx.db.deleteFrom('grants').where('person_id', '=', other.personId).execute(),
    );
    await cases.handInAnswer(executor, answer);
    await cases.endSigningRight(proven(administrator), { id });
  });

  test('drafted, given back, drafted again, signed by a dated deputy; the clock runs till then', async () => {
    const { cases } = house.it.faces;
    const head = await person('head');
    const deputy = await person('executor');
    const { number } = await published();
    const before = (await view(number)).next!;
    await expect(
      cases.handInAnswer(executor, { number, ...words, ...SIGNED }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const first = await cases.writeAnswer(executor, { number, ...words });
    // Agreeing inside the clinic costs the clinic its own time.
    expect((await view(number)).next).toEqual(before);
    expect(await lettersTo('ждёт вашей подписи')).toBeGreaterThan(0);
    await expect(
      cases.signAnswer(executor, { number, draft: first.draft, ...SIGNED }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await cases.giveBackAnswer(head, { number, draft: first.draft, remark: 'Назовите корпус.' });
    await expect(
      cases.signAnswer(head, { number, draft: first.draft, ...SIGNED }),
    ).rejects.toMatchObject({ code: 'move-impossible' });
    // Of two who write at once the later is shown the version that came between.
    await expect(cases.writeAnswer(executor, { number, ...words })).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    const second = await cases.writeAnswer(executor, {
      number,
      ...words,
      text: `${words.text} Корпус второй.`,
      draft: first.draft,
    });
    const room = await cases.getSigningRoom(head, { number });
    expect(room.versions.map(({ version, state, remark }) => ({ version, state, remark }))).toEqual(
      [
        { version: 1, state: 'replaced', remark: 'Назовите корпус.' },
        { version: 2, state: 'sent', remark: null },
      ],
    );
    // Nobody outside sees how the answer came about.
    await expect(cases.getSigningRoom(moderator, { number })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(JSON.stringify(await view(number, moderator))).not.toContain('Корпус второй');

    const from = '2026-06-01';
    const named = await cases.nameDeputy(proven(head), {
      clinic: CLINIC,
      personId: deputy.personId,
      personName: 'Орлова М. С.',
      personPost: 'Заместитель главного врача',
      forName: 'Иванова А. А.',
      forPost: 'Главный врач',
      fromDate: from,
      toDate: house.it.clock.now().toISOString().slice(0, 10),
    });
    await cases.agreeAnswer(head, { number, draft: second.draft });
    await cases.signAnswer(deputy, {
      number,
      draft: second.draft,
      // Whatever is typed, a deputy signs as the one whom the head has named.
      ...SIGNED,
    });
    const seen = await view(number, moderator);
    expect(seen.answers.at(-1)).toMatchObject({
      signerName: 'Орлова М. С.',
      signedFor: { name: 'Иванова А. А.', post: 'Главный врач' },
      promises: words.promises,
    });
    expect(seen.steps.find((step) => step.move === 'hand-in-answer')!.facts).toEqual({
      name: 'Орлова М. С.',
      post: 'Заместитель главного врача',
      forName: 'Иванова А. А.',
      forPost: 'Главный врач',
    });
    // The day after the last one the deputy signs no more.
    house.it.clock.advance(DAY_MS);
    const next = await published();
    await expect(
      cases.handInAnswer(deputy, { number: next.number, ...words, ...SIGNED }),
    ).rejects.toMatchObject({ code: 'forbidden', data: { reason: 'not-a-signer' } });
    await expect(cases.endSigningRight(proven(executor), { id: named.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('a planned change without a dated promise is refused, and so is a day that has passed', async () => {
    const { cases } = house.it.faces;
    const head = await person('head');
    const { number } = await published();
    await expect(
      cases.handInAnswer(head, { number, ...words, promises: [], ...SIGNED }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    const late = [{ ...words.promises[0]!, until: '2026-06-01' }];
    await expect(
      cases.handInAnswer(head, { number, ...words, promises: late, ...SIGNED }),
    ).rejects.toMatchObject({ code: 'date-unfit', data: { row: 0 } });
    await cases.handInAnswer(head, { number, ...words, ...SIGNED });
    // Sent back, its promises are there to be mended and nobody outside sees them.
    await cases.returnAnswer(moderator, { number, reason: 'promise-without-date' });
    expect((await view(number)).promises).toEqual([]);
    const returned = (await view(number, head)).answers.at(-1)!;
    expect(returned).toMatchObject({ state: 'returned', promises: words.promises });
  });
});

describe('a version of an answer', () => {
  const OTHER = 'msk-a-002-y';
  const addressOf = (who: Extract<Actor, { kind: 'person' }>) =>
    house.it.app.store.withScope(
      regionScope(REGION),
      async (tx) => (await addressFor(tx, who.personId))!.email,
    );
  const keptOf = (id: string) =>
    house.it.app.store.withScope(regionScope(REGION), (tx) =>
      tx.db
        .selectFrom('case_answer_drafts')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    );

  test('is sealed, decided by who signs, and only while it is the one that waits', async () => {
    const { cases } = house.it.faces;
    const [head, executor] = [await person('head'), await person('executor')];
    const { number } = await published();
    const past = [{ ...words.promises[0]!, until: '2026-06-01' }];
    await expect(
      cases.writeAnswer(executor, { number, ...words, promises: past }),
    ).rejects.toMatchObject({ code: 'date-unfit', data: { row: 0 } });
    const nobodys = [{ ...words.promises[0]!, ownerId: newId() }];
    await expect(
      cases.writeAnswer(executor, { number, ...words, promises: nobodys }),
    ).rejects.toMatchObject({ code: 'unknown-reference' });
    const { draft: first } = await cases.writeAnswer(executor, { number, ...words });
    expect(JSON.stringify(await keptOf(first))).not.toMatch(/автомат|стойк/u);
    for (const deed of [
      () => cases.agreeAnswer(executor, { number, draft: first }),
      () => cases.giveBackAnswer(executor, { number, draft: first, remark: 'Сам себе.' }),
    ])
      await expect(deed()).rejects.toMatchObject({
        code: 'forbidden',
        data: { reason: 'not-a-signer' },
      });
    await cases.giveBackAnswer(head, { number, draft: first, remark: 'Назовите корпус.' });
    await house.it.runJobs();
    const mine = await addressOf(executor);
    const back = house.it.letters.filter(
      ({ to, subject }) => to === mine && subject.includes(`на доработку: обращение ${number}`),
    );
    expect(back).toHaveLength(1);
    expect(back[0]!.text).not.toContain('корпус');
    const { draft: second } = await cases.writeAnswer(executor, { number, ...words, draft: first });
    for (const deed of [
      () => cases.agreeAnswer(head, { number, draft: first }),
      () => cases.signAnswer(head, { number, draft: first, ...SIGNED }),
    ])
      await expect(deed()).rejects.toMatchObject({ code: 'changed-meanwhile' });
    await cases.signAnswer(head, { number, draft: second, ...SIGNED });
  });

  test('stays with the clinic that wrote it: the one that answers now neither reads nor signs it', async () => {
    const { cases } = house.it.faces;
    const [head, executor] = [await person('head'), await person('executor')];
    const { number } = await published();
    const { draft } = await cases.writeAnswer(executor, { number, ...words });
    const coordinator = staff(newId(), { role: 'coordinator', reach: { kind: 'region' } });
    await cases.rerouteCase(coordinator, { number, clinic: OTHER });
    const { id } = await house.it.faces.registry.getClinic(visitor(), { code: OTHER });
    const theirs = staff(newId(), { role: 'head', reach: { kind: 'clinic', id } });
    expect((await cases.getSigningRoom(theirs, { number })).versions).toEqual([]);
    await expect(cases.signAnswer(theirs, { number, draft, ...SIGNED })).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    expect((await keptOf(draft)).state).toBe('replaced');
    await expect(cases.getSigningRoom(head, { number })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('is signed by nobody whom an administrator names where a head has an account', async () => {
    await person('head');
    const [other, administrator] = [await person('executor'), await person('administrator')];
    await expect(
      house.it.faces.cases.nameSigner(proven(administrator), {
        clinic: CLINIC,
        personId: other.personId,
        personName: 'Орлова М. С.',
        personPost: 'Заведующая',
      }),
    ).rejects.toMatchObject({ code: 'move-impossible', data: { reason: 'clinic-has-a-head' } });
  });
});

describe('a promise', () => {
  async function promised() {
    const { cases } = house.it.faces;
    const head = await person('head');
    const opened = await published();
    const now = house.it.clock.now().getTime();
    const until = new Date(now + 16 * DAY_MS).toISOString().slice(0, 10);
    const promises = words.promises.map((one) => ({ ...one, until }));
    await cases.handInAnswer(head, { number: opened.number, ...words, promises, ...SIGNED });
    await cases.publishAnswer(moderator, { number: opened.number });
    const [first, second] = (await view(opened.number)).promises;
    return { ...opened, head, first: first!, second: second! };
  }
  const states = async (number: string) => (await view(number)).promises.map(({ state }) => state);

  test('is public, reported by the clinic, judged by the author, and survives the case', async () => {
    const { cases } = house.it.faces;
    const { number, author, head, first, second } = await promised();
    expect(first).toMatchObject({ what: words.promises[0]!.what, state: 'promised', can: [] });
    await cases.giveVerdict(author, { number, verdict: 'confirmed' });
    await expect(
      cases.judgePromise(author, { number, promise: first.id, kept: 'yes' }),
    ).rejects.toMatchObject({ code: 'move-impossible' });
    await expect(
      cases.reportPromise(moderator, { number, promise: first.id, note: 'Готово' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await cases.reportPromise(head, { number, promise: first.id, note: 'Автомат стоит.' });
    expect(await lettersTo('Выполнено ли обещание')).toBe(1);
    expect(await states(number)).toEqual(['done', 'promised']);
    const kept = await house.it.app.store.withScope(regionScope(REGION), (tx) =>
      tx.db
        .selectFrom('case_promises')
        .select('done_note_sealed')
        .where('id', '=', first.id)
        .executeTakeFirstOrThrow(),
    );
    expect(kept.done_note_sealed).not.toContain('Автомат');
    const stranger = { ...author, caseId: newId() } as Actor;
    await expect(
      cases.judgePromise(stranger, { number, promise: first.id, kept: 'yes' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    // The clinic's note is for the author, not for everybody.
    expect((await view(number)).promises[0]!.doneNote).toBeNull();
    expect((await view(number, author)).promises[0]!).toMatchObject({
      doneNote: 'Автомат стоит.',
      can: ['say-kept', 'say-broken'],
    });
    await cases.judgePromise(author, { number, promise: first.id, kept: 'no', note: 'Не стоит.' });
    expect(await states(number)).toEqual(['not-kept', 'promised']);
    expect(second.late).toBe(false);
    const counts = await cases.countPromises(visitor(), { clinic: CLINIC });
    expect(counts.states['not-kept']).toBeGreaterThan(0);
    expect(counts.due).toBeLessThan(counts.total);
  });

  test('has an owner among the colleagues, who is reminded too', async () => {
    const { cases } = house.it.faces;
    const head = await person('head');
    // Three days before, the desk is told and no head is: this one because the promise is theirs.
    const owner = await person('head');
    const { number } = await published();
    const until = new Date(house.it.clock.now().getTime() + 16 * DAY_MS).toISOString().slice(0, 10);
    const row = { what: 'Поставить новый автомат', owner: 'Завхоз', until };
    const hand = (ownerId: string) =>
      cases.handInAnswer(head, { number, ...words, promises: [{ ...row, ownerId }], ...SIGNED });
    await expect(hand(newId())).rejects.toMatchObject({ code: 'unknown-reference' });
    await hand(owner.personId);
    await cases.publishAnswer(moderator, { number });
    house.it.clock.advance(13 * DAY_MS);
    await settle();
    await house.it.runJobs();
    const mine = house.it.letters.filter(
      ({ to, subject }) => to === `sign-${made}@example.org` && subject.includes(number),
    );
    expect(mine.filter(({ subject }) => subject.includes('срок обещания'))).toHaveLength(1);
  });

  test('of an interim answer is a chosen colleague’s too, who is told when its day has passed', async () => {
    const { cases } = house.it.faces;
    const head = await person('head');
    const owner = await person('executor');
    const { number } = await published();
    const until = new Date(house.it.clock.now().getTime() + 16 * DAY_MS).toISOString().slice(0, 10);
    const promise = (ownerId: string) =>
      cases.promiseDate(head, {
        number,
        text: 'Новый автомат поставим после ремонта входа.',
        until,
        owner: 'Завхоз',
        ownerId,
        ...SIGNED,
      });
    await expect(promise(newId())).rejects.toMatchObject({ code: 'unknown-reference' });
    await promise(owner.personId);
    await cases.decideProposal(moderator, { number, finding: 'accepted' });
    const kept = await house.it.app.store.withScope(regionScope(REGION), (tx) =>
      tx.db
        .selectFrom('case_promises')
        .innerJoin('cases', 'cases.id', 'case_promises.case_id')
        .select(['owner', 'owner_id'])
        .where('cases.number', '=', number)
        .executeTakeFirstOrThrow(),
    );
    expect(kept).toEqual({ owner: 'Завхоз', owner_id: owner.personId });
    // Everybody reads the post, nobody the person.
    const seen = await house.it.faces.complaints.getComplaint(visitor(), { number });
    expect(seen.case.promises[0]!.owner).toBe('Завхоз');
    expect(JSON.stringify(seen)).not.toContain(owner.personId);
  });

  test('is told before its day, overdue after it, and never settled by silence alone', async () => {
    const { cases } = house.it.faces;
    const { number, head, first } = await promised();
    const before = await lettersTo('Приближается срок обещания');
    house.it.clock.advance(14 * DAY_MS);
    await settle();
    expect(await lettersTo('Приближается срок обещания')).toBeGreaterThan(before);
    house.it.clock.advance(4 * DAY_MS);
    await settle();
    expect(await states(number)).toEqual(['overdue', 'overdue']);
    expect(await lettersTo('Обещание просрочено')).toBeGreaterThan(0);
    // The author is asked of each, though the clinic has said nothing.
    expect(
      house.it.letters.filter(
        ({ subject }) => subject.includes('Выполнено ли обещание') && subject.includes(number),
      ),
    ).toHaveLength(2);
    const listed = await cases.listPromises(head, { which: 'overdue' });
    expect(listed.promises.map((one) => one.number)).toContain(number);
    house.it.clock.advance(30 * DAY_MS);
    await settle();
    expect(await states(number)).toEqual(['overdue', 'overdue']);
    await cases.reportPromise(head, { number, promise: first.id, note: 'Сделали.' });
    expect((await view(number)).promises[0]).toMatchObject({ state: 'done', late: true });
    house.it.clock.advance(17 * DAY_MS);
    await settle();
    expect(await states(number)).toEqual(['silent', 'overdue']);
  });

  test('of an interim answer goes with the author’s word about its date', async () => {
    const { cases } = house.it.faces;
    const head = await person('head');
    const { number, author } = await published();
    const until = new Date(house.it.clock.now().getTime() + 8 * DAY_MS).toISOString().slice(0, 10);
    const text = 'Новый автомат придёт на склад, поставим его в тот же день.';
    await cases.promiseDate(head, { number, text, until, owner: 'Завхоз', ...SIGNED });
    await cases.decideProposal(moderator, { number, finding: 'accepted' });
    expect((await view(number)).promises).toMatchObject([
      { source: 'interim', what: text, owner: 'Завхоз', until, state: 'promised' },
    ]);
    house.it.clock.advance(10 * DAY_MS);
    await cases.settleCase(clockwork, { number });
    await cases.judgePlan(author, { number, kept: 'no', note: 'Автомата нет.' });
    expect(await states(number)).toEqual(['not-kept']);
  });
});
