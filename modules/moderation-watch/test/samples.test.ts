import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { regionScope, type Actor, type Tx } from '@otklik/kernel';
import { confirmContact } from '@otklik/notices';
import { citizen, published, submitted, worker, type Person } from '../../desk/test/people.ts';
import { makeDelayedSteps } from '../../desk/src/jobs/make-delayed-steps.ts';
import { proven, REGION, useInstallation } from '../../../tests/support/installation.ts';
import { drawSamples } from '../src/jobs/draw-samples.ts';
import { isDrawn, lotOf } from '../src/model/drawing.ts';

const house = useInstallation();
const watch = () => house.it.faces.moderationWatch;
const code = (refused: string) => ({ code: refused });
const inRegion = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.it.app.store.withScope(regionScope(REGION), work, { now: house.it.clock.now() });
const idOf = (number: string) =>
  inRegion(async (tx) => {
    const row = await tx.db
      .selectFrom('cases')
      .select('id')
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    return row.id;
  });
const decisionsOf = async (number: string) => {
  const id = await idOf(number);
  return inRegion((tx) =>
    tx.db
      .selectFrom('moderation_decisions')
      .selectAll()
      .where('case_id', '=', id)
      .orderBy('seq')
      .execute(),
  );
};
const sampleOf = async (number: string) => {
  const id = await idOf(number);
  return inRegion((tx) =>
    tx.db
      .selectFrom('moderation_samples')
      .selectAll()
      .where('case_id', '=', id)
      .orderBy('seq', 'desc')
      .executeTakeFirst(),
  );
};
const draw = () =>
  drawSamples.run({ app: house.it.app, payload: {}, signal: new AbortController().signal });
const makeDue = () =>
  makeDelayedSteps.run({ app: house.it.app, payload: {}, signal: new AbortController().signal });

let author: Person;
let anna: Person;
let boris: Person;
let vera: Person;
let clinic: Person;

beforeAll(async () => {
  author = await citizen(house.it, 'w-author@example.org');
  anna = await worker(house.it, 'w-anna@example.org', 'moderator');
  boris = await worker(house.it, 'w-boris@example.org', 'moderator');
  vera = await worker(house.it, 'w-vera@example.org', 'controller');
  clinic = await worker(house.it, 'w-clinic@example.org', 'executor');
  // Of refusals twice a half is all.
  await watch().saveRules(proven(await worker(house.it, 'w-admin@example.org', 'administrator')), {
    sharePercent: 50,
    refusalsTwice: true,
    shifts: [
      { code: 'day', from: 8, to: 20 },
      { code: 'night', from: 20, to: 8 },
    ],
    sampleDaysMax: 14,
  });
});

// Twenty messages an hour a person.
beforeEach(() => {
  house.it.clock.advance(3_600_000);
});

const refused = async (by: Actor = anna): Promise<string> => {
  const number = await submitted(house.it, author);
  await house.it.faces.cases.rejectCase(by, { number, reason: 'no-facts' });
  return number;
};
/** Takes samples until the one of this case is held; whatever comes before is judged away. */
async function hold(by: Actor, number: string): Promise<string> {
  const wanted = await sampleOf(number);
  for (;;) {
    const { sampleId } = await watch().takeSample(by, {});
    if (sampleId === null) throw new Error('no sample waits');
    if (sampleId === wanted?.id) return sampleId;
    await watch()
      .judgeSample(by, { sampleId, decision: 'reject', reason: 'no-facts' })
      .catch(() =>
        watch().judgeSample(by, { sampleId, decision: 'refuse-note', reason: 'no-facts' }),
      );
  }
}

describe('a decision', () => {
  test('is kept with how long it took, and with when it was pressed', async () => {
    const { clock, faces } = house.it;
    const number = await submitted(house.it, author);
    await faces.desk.openPage(anna, { number });
    clock.advance(20_000);
    // Opened again: the looking goes on.
    await faces.desk.openPage(anna, { number });
    clock.advance(25_000);
    const pressed = clock.now();
    await faces.desk.delayStep(anna, { number, step: 'publish' });
    clock.advance(61_000);
    await makeDue();
    const [decision] = await decisionsOf(number);
    expect(decision).toMatchObject({
      kind: 'message',
      decision: 'publish',
      decided_by: `person:${anna.personId}`,
      decided_at: pressed,
      seconds: 45,
    });
  });

  test('of which nobody knows how long it took says so', async () => {
    const { clock, faces } = house.it;
    const unseen = await refused();
    expect((await decisionsOf(unseen))[0]).toMatchObject({ decision: 'reject', seconds: null });
    const number = await submitted(house.it, author);
    await faces.desk.openPage(anna, { number });
    clock.advance(11 * 60_000);
    await faces.cases.rejectCase(anna, { number, reason: 'insult' });
    expect((await decisionsOf(number))[0]).toMatchObject({ reason_code: 'insult', seconds: null });
  });

  test('about the case’s next state is counted from its own beginning', async () => {
    const { clock, faces } = house.it;
    const number = await submitted(house.it, author);
    await faces.desk.openPage(anna, { number });
    clock.advance(30_000);
    await faces.cases.returnCase(anna, { number, reason: 'unclear' });
    await faces.complaints.resubmitComplaint(author, {
      number,
      story: 'Бахил на входе нет, автомат не работает с понедельника.',
      facts: { seen_at: clock.now().toISOString().slice(0, 16) },
    });
    await faces.desk.openPage(anna, { number });
    clock.advance(10_000);
    await faces.complaints.publishComplaint(anna, { number });
    expect((await decisionsOf(number)).map(({ seconds }) => seconds)).toEqual([30, 10]);
  });

  test('of a simulated past is nobody’s', async () => {
    const number = await submitted(house.it, author);
    const id = await idOf(number);
    const entry = (tx: Tx, seq: number) =>
      sql`insert into case_entries (region_id, case_id, seq, at, move, to_state, role, actor, public)
        values (${REGION}, ${id}, ${seq}, ${tx.now}, 'publish', 'in-work', 'moderator', ${`person:${anna.personId}`},
          true)`.execute(tx.db);
    await inRegion(async (tx) => {
      await sql`select set_config('otklik.simulated_past', 'on', true)`.execute(tx.db);
      await entry(tx, 50);
    });
    expect(await decisionsOf(number)).toEqual([]);
    await inRegion((tx) => entry(tx, 51));
    expect(await decisionsOf(number)).toHaveLength(1);
  });
});

describe('the draw', () => {
  test('can be counted again with the key, and is made once', async () => {
    const numbers = [];
    for (let n = 0; n < 12; n += 1) numbers.push(await published(house.it, author, anna));
    const all = [await refused(), ...numbers];
    await draw();
    const drawn = [];
    for (const number of all) {
      const [{ case_id: caseId, seq, decision } = expect.fail()] = await decisionsOf(number);
      const lot = lotOf(house.it.app.ports.keys, { region: REGION, caseId, seq });
      const should = isDrawn(lot, { sharePercent: 50, refusalsTwice: true }, decision === 'reject');
      expect((await sampleOf(number)) !== undefined, number).toBe(should);
      if (should) drawn.push(number);
    }
    expect(drawn).toContain(all[0]);
    const before = await Promise.all(drawn.map(sampleOf));
    await draw();
    expect(await Promise.all(drawn.map(sampleOf))).toEqual(before);
  });

  test('follows the share', () => {
    const rule = { sharePercent: 5, refusalsTwice: true };
    expect([0, 499, 500, 999, 1000].map((lot) => isDrawn(lot, rule, false))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([500, 999, 1000].map((lot) => isDrawn(lot, rule, true))).toEqual([true, true, false]);
    expect(isDrawn(500, { ...rule, refusalsTwice: false }, true)).toBe(false);
  });
});

describe('a sample', () => {
  test('is judged only by whom still reaches it, and who has not moved the case meanwhile', async () => {
    const number = await refused();
    await draw();
    const sampleId = await hold(boris, number);
    const moved = {
      ...boris,
      grants: [{ role: 'moderator', reach: { kind: 'district', id: 'elsewhere' } }],
    } as Person;
    const judge = { sampleId, decision: 'reject', reason: 'no-facts' } as const;
    await expect(watch().judgeSample(moved, judge)).rejects.toMatchObject(code('not-found'));
    expect(await watch().getSample(moved, {})).toMatchObject({ held: null, judged: null });
    expect((await watch().getSample(boris, {})).held?.sampleId).toBe(sampleId);
    await house.it.faces.cases.appealRejection(author, { number, note: 'Всё было иначе.' });
    await house.it.faces.cases.decideAppeal(boris, { number, finding: 'granted' });
    await expect(watch().judgeSample(boris, judge)).rejects.toMatchObject(code('not-found'));
    expect((await watch().getSample(boris, {})).held).toBeNull();
    // Whose words they are judges them neither, whatever roles they were given since.
    const third = await worker(house.it, 'w-third-look@example.org', 'moderator');
    house.it.clock.advance(31 * 60_000);
    expect(await hold(third, number)).toBe(sampleId);
    await inRegion((tx) =>
      tx.db
        .updateTable('cases')
        .set({ author_id: third.personId })
        .where('number', '=', number)
        .execute(),
    );
    await expect(watch().judgeSample(third, judge)).rejects.toMatchObject(code('not-found'));
  });

  test('is judged by somebody else, who learns nothing of the case', async () => {
    const number = await refused();
    await draw();
    expect(await sampleOf(number)).toMatchObject({ first_by: `person:${anna.personId}` });
    // Neither whoever decided (so far nobody else has), nor whoever only signs in, nor another role.
    expect((await watch().takeSample(anna, {})).sampleId).toBeNull();
    for (const one of [author, clinic, vera])
      await expect(watch().takeSample(one, {})).rejects.toMatchObject(code('forbidden'));
    const sampleId = await hold(boris, number);
    const { held } = await watch().getSample(boris, {});
    expect(held).toMatchObject({
      sampleId,
      kind: 'message',
      text: expect.stringContaining('бахил'),
    });
    const told = JSON.stringify(held);
    const id = await idOf(number);
    for (const secret of [number, id, anna.personId, 'rejected', 'at":"'])
      expect(told).not.toContain(secret);
    // Held, it is nobody else's to judge, and taken again it is the same.
    expect((await watch().takeSample(boris, {})).sampleId).toBe(sampleId);
    const judge = { sampleId, decision: 'reject', reason: 'no-facts' } as const;
    await expect(watch().judgeSample(anna, judge)).rejects.toMatchObject(code('not-found'));
    await expect(
      watch().judgeSample(boris, { sampleId, decision: 'reject' }),
    ).rejects.toMatchObject(code('reason-required'));
    await expect(
      watch().judgeSample(boris, { sampleId, decision: 'publish-answer' }),
    ).rejects.toMatchObject(code('invalid-input'));
    house.it.clock.advance(40_000);
    // «Unclear» would be the same group of another list: what counts is the group.
    expect(await watch().judgeSample(boris, judge)).toMatchObject({ agrees: true });
    await expect(watch().judgeSample(boris, judge)).rejects.toMatchObject(code('already-done'));
    expect(await sampleOf(number)).toMatchObject({ seconds: 40, state: 'judged' });
    expect(await watch().getSample(boris, { sampleId })).toMatchObject({
      held: null,
      judged: { agrees: true, first: { decision: 'reject', reason: 'no-facts' } },
    });
    // The case stays where it was.
    const row = await inRegion((tx) =>
      tx.db
        .selectFrom('cases')
        .select(['state', 'version'])
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    expect(row).toEqual({ state: 'rejected', version: 2 });
  });

  test('is never for its author, nor for whoever moved the case in any role', async () => {
    const own = await submitted(house.it, { ...boris, grants: [] });
    await house.it.faces.cases.rejectCase(anna, { number: own, reason: 'insult' });
    const moved = await refused();
    await house.it.faces.cases.appealRejection(author, { number: moved, note: 'Всё было иначе.' });
    await house.it.faces.cases.decideAppeal(boris, { number: moved, finding: 'granted' });
    await draw();
    const barred = [(await sampleOf(own))!.id, (await sampleOf(moved))!.id];
    for (;;) {
      const { sampleId } = await watch().takeSample(boris, {});
      if (sampleId === null) break;
      expect(barred).not.toContain(sampleId);
      await watch()
        .judgeSample(boris, { sampleId, decision: 'publish' })
        .catch(() => watch().judgeSample(boris, { sampleId, decision: 'publish-answer' }))
        .catch(() => watch().judgeSample(boris, { sampleId, decision: 'publish-note' }));
    }
    const third = await worker(house.it, 'w-third@example.org', 'moderator');
    await hold(third, moved);
  });

  test('left lying is taken by the next', async () => {
    const number = await refused();
    await draw();
    const third = await worker(house.it, 'w-fourth@example.org', 'moderator');
    const sampleId = await hold(boris, number);
    await expect(hold(third, number)).rejects.toThrow('no sample waits');
    house.it.clock.advance(31 * 60_000);
    expect(await hold(third, number)).toBe(sampleId);
    await expect(
      watch().judgeSample(boris, { sampleId, decision: 'publish' }),
    ).rejects.toMatchObject(code('not-found'));
  });

  test('whose words are erased or mended is void', async () => {
    const erased = await refused();
    const mended = await submitted(house.it, author);
    await house.it.faces.cases.returnCase(anna, { number: mended, reason: 'unclear' });
    await draw();
    expect((await sampleOf(mended))?.state).toBe('waiting');
    await house.it.faces.complaints.eraseOwnComplaint(proven(author), {
      number: erased,
      agreed: 'erase',
    });
    await house.it.faces.complaints.resubmitComplaint(author, {
      number: mended,
      story: 'Бахил на входе нет, автомат не работает с прошлой недели.',
      facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
    });
    await draw();
    expect((await sampleOf(erased))?.state).toBe('void');
    expect((await sampleOf(mended))?.state).toBe('void');
  });

  test('judged otherwise stands before a controller, and moves nothing', async () => {
    const number = await refused();
    await draw();
    const sampleId = await hold(boris, number);
    const { agrees } = await watch().judgeSample(boris, { sampleId, decision: 'publish' });
    expect(agrees).toBe(false);
    for (const one of [boris, anna])
      await expect(watch().listDifferences(one, {})).rejects.toMatchObject(code('forbidden'));
    const found = (await watch().listDifferences(vera, {})).find((one) => one.number === number);
    expect(found).toMatchObject({
      first: { decision: 'reject', reason: 'no-facts' },
      second: { decision: 'publish', reason: null },
      isRefused: true,
    });
    const settle = { sampleId, finding: 'second-right', words: 'Факты в тексте есть.' } as const;
    await expect(watch().settleDifference(boris, settle)).rejects.toMatchObject(code('forbidden'));
    await watch().settleDifference(vera, settle);
    await expect(watch().settleDifference(vera, settle)).rejects.toMatchObject(
      code('already-done'),
    );
    const sample = await sampleOf(number);
    expect(sample).toMatchObject({ finding: 'second-right', settled_by: vera.personId });
    expect(sample?.finding_sealed).not.toContain('Факты');
    const { state } = await house.it.faces.complaints
      .getComplaint(author, { number })
      .then(({ case: { state } }) => ({ state }));
    expect(state).toBe('rejected');
  });

  test('compares what both cut', async () => {
    let number = '';
    // One that is drawn: half of them are.
    while (number === '' || (await sampleOf(number)) === undefined) {
      number = await submitted(house.it, author, 'Ирина стояла час на входе, бахил там нет.');
      await house.it.faces.complaints.publishComplaint(anna, {
        number,
        marked: '[[Ирина стояла]] час на входе, бахил там нет.',
      });
      await draw();
    }
    const sampleId = await hold(boris, number);
    await expect(
      watch().judgeSample(boris, { sampleId, decision: 'publish', marked: 'Другие слова.' }),
    ).rejects.toMatchObject(code('invalid-input'));
    await watch().judgeSample(boris, {
      sampleId,
      decision: 'publish',
      marked: '[[Ирина]] стояла час на входе, бахил там нет.',
    });
    expect((await sampleOf(number))?.cuts_shared).toBeCloseTo(5 / 12, 5);
  });
});

describe('a supporter’s note', () => {
  const supporter = async (email: string, role?: 'moderator'): Promise<Person> => {
    const one = role ? await worker(house.it, email, role) : await citizen(house.it, email);
    await inRegion((tx) => confirmContact(tx, one.personId));
    return one;
  };
  const noted = async (number: string, by: Person, note: string): Promise<string> => {
    // Whoever works here joins nobody; a role may be given later.
    await house.it.faces.cases.supportCase({ ...by, grants: [] }, { number, note });
    const id = await idOf(number);
    const row = await inRegion((tx) =>
      tx.db
        .selectFrom('case_supports')
        .select('id')
        .where('case_id', '=', id)
        .where('person_id', '=', by.personId)
        .executeTakeFirstOrThrow(),
    );
    return row.id;
  };
  const refuse = (number: string, support: string) =>
    house.it.faces.cases.settleSupportNote(anna, {
      number,
      support,
      decision: 'refuse',
      reason: 'insult',
    });
  const notesOf = async (number: string) =>
    (await decisionsOf(number)).filter(({ kind }) => kind === 'note');

  test('is decided about, watched and judged again like a message', async () => {
    const { faces, clock } = house.it;
    const number = await published(house.it, author, anna);
    const one = await supporter('w-supporter-1@example.org');
    const two = await supporter('w-supporter-2@example.org', 'moderator');
    const first = await noted(number, one, 'И у нас так же, все воры.');
    const second = await noted(number, two, 'Я видел это своими глазами.');
    await faces.desk.openPage(anna, { number });
    clock.advance(20_000);
    await refuse(number, first);
    clock.advance(15_000);
    await faces.cases.settleSupportNote(anna, { number, support: second, decision: 'publish' });
    expect(await notesOf(number)).toMatchObject([
      { seq: 1_000_000, decision: 'refuse-note', reason_code: 'insult', seconds: 20 },
      { seq: 1_000_001, decision: 'publish-note', reason_code: null, seconds: 15 },
    ]);
    await draw();
    const sampleId = await hold(boris, number);
    const drawn = (await sampleOf(number))!;
    const { held } = await watch().getSample(boris, {});
    expect(held).toMatchObject({
      kind: 'note',
      text: drawn.seq === 1_000_000 ? 'И у нас так же, все воры.' : 'Я видел это своими глазами.',
      beside: expect.stringContaining('бахил'),
      photos: [],
    });
    expect(Object.keys(held!.choices)).toEqual(['publish-note', 'refuse-note']);
    for (const [decision, refusal] of [
      ['reject', 'invalid-input'],
      ['publish-answer', 'invalid-input'],
      ['refuse-note', 'reason-required'],
    ] as const)
      await expect(watch().judgeSample(boris, { sampleId, decision })).rejects.toMatchObject(
        code(refusal),
      );
    expect(
      await watch().judgeSample(boris, { sampleId, decision: 'refuse-note', reason: 'insult' }),
    ).toMatchObject({ agrees: drawn.seq === 1_000_000 });
    const { own } = await watch().getFigures(anna, { kind: 'note' });
    expect(own?.find((row) => row.rule === null && row.shift === null)).toMatchObject({
      decisions: 2,
      refusals: 1,
    });
  });

  test('that was taken back is judged by nobody, and one’s own by somebody else', async () => {
    const number = await published(house.it, author, anna);
    const gone = await supporter('w-supporter-3@example.org');
    const own = await supporter('w-supporter-4@example.org', 'moderator');
    await refuse(number, await noted(number, gone, 'Одни грубияны кругом.'));
    await draw();
    expect((await sampleOf(number))?.state).toBe('waiting');
    await house.it.faces.cases.withdrawSupport(gone, { number });
    await draw();
    expect((await sampleOf(number))?.state).toBe('void');
    const other = await published(house.it, author, anna);
    await refuse(other, await noted(other, own, 'Одни бездельники.'));
    await draw();
    const { id } = (await sampleOf(other))!;
    for (;;) {
      const { sampleId } = await watch().takeSample(own, {});
      if (sampleId === null) break;
      expect(sampleId).not.toBe(id);
      await watch()
        .judgeSample(own, { sampleId, decision: 'publish' })
        .catch(() => watch().judgeSample(own, { sampleId, decision: 'publish-answer' }))
        .catch(() => watch().judgeSample(own, { sampleId, decision: 'publish-note' }));
    }
    await hold(boris, other);
  });
});

test('rules of a past day are not changed, and hours must divide the day', async () => {
  const admin = proven(await worker(house.it, 'w-admin2@example.org', 'coordinator'));
  const rules = {
    sharePercent: 10,
    refusalsTwice: false,
    shifts: [{ code: 'all', from: 0, to: 24 }],
    sampleDaysMax: 7,
  };
  await expect(
    watch().saveRules(admin, { ...rules, validFrom: '2020-01-01' }),
  ).rejects.toMatchObject(code('invalid-input'));
  await expect(
    watch().saveRules(admin, { ...rules, shifts: [{ code: 'day', from: 8, to: 20 }] }),
  ).rejects.toMatchObject(code('invalid-input'));
  await watch().saveRules(admin, { ...rules, validFrom: '2030-01-01' });
  expect(await watch().getRules(admin, {})).toMatchObject({
    today: { sharePercent: 50 },
    rules: [{ validFrom: '2030-01-01', sharePercent: 10 }, { sharePercent: 50 }],
  });
  await expect(watch().saveRules(proven(anna), rules)).rejects.toMatchObject(code('forbidden'));
});
