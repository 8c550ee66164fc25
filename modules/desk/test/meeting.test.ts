import { describe, expect, test } from 'vitest';
import { newId, regionScope, type Actor, type Grant } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { citizen, CLINIC, worker } from './people.ts';

const house = useInstallation();
const DAY_ms = 86_400_000;
const desk = () => house.it.faces.desk;
const everywhere = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
const coordinatorOf = (reach: Grant['reach']): Actor =>
  staff(newId(), { role: 'coordinator', reach });
const CELLS = [
  { what: 'in-work', timing: 'late' },
  { what: 'in-work', timing: 'in-time' },
  { what: 'solved', timing: 'late' },
  { what: 'solved', timing: 'in-time' },
] as const;

let people = 0;
async function filed(clinic: string): Promise<{ number: string; by: Actor }> {
  const by = await citizen(house.it, `meeting-${(people += 1)}@example.org`);
  const { number } = await house.it.faces.complaints.fileComplaint(by, {
    clinic,
    topic: 'no-shoe-covers',
    story: `На входе нет бахил, автомат не работает ${people}-й день подряд.`,
    facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
  });
  return { number, by };
}
const published = async (clinic: string) => {
  const made = await filed(clinic);
  await house.it.faces.complaints.publishComplaint(moderator, { number: made.number });
  return made;
};
async function solved(clinic: string): Promise<string> {
  const { number, by } = await published(clinic);
  const head = await worker(house.it, `meeting-head-${(people += 1)}@example.org`, 'head', clinic);
  await house.it.faces.cases.handInAnswer(head, {
    number,
    text: 'Автомат с бахилами починили, запас пополнили.',
    outcome: 'change-made',
    signerName: 'Петрова А. А.',
    signerPost: 'Главный врач',
    photos: [],
  });
  await house.it.faces.cases.publishAnswer(moderator, { number });
  await house.it.faces.cases.giveVerdict(by, { number, verdict: 'confirmed' });
  return number;
}
/** A clinic of the register by what district it must, or must not, be in. */
const clinics = () =>
  house.it.app.store.withScope(regionScope(REGION), (tx) =>
    tx.db
      .selectFrom('clinics')
      .select(['id', 'code', 'district_id', 'okrug_id'])
      .where('region_id', '=', REGION)
      .orderBy('code')
      .execute(),
  );

interface Places {
  readonly here: { code: string; district_id: string; okrug_id: string };
  readonly there: { code: string; district_id: string; okrug_id: string };
}
/** Two clinics of different okrugs, and the one of the other tests without any district. */
async function places(): Promise<Places> {
  const all = (await clinics()).filter((one) => one.district_id && one.okrug_id);
  const here = all[0]!;
  const there = all.find((one) => one.okrug_id !== here.okrug_id)!;
  return { here, there } as unknown as Places;
}

describe('the meeting', () => {
  test('is as the roles reach, district by district and okrug by okrug, and adds up', async () => {
    const { here, there } = await places();
    const [first, second] = [await published(here.code), await published(there.code)];
    const done = await solved(here.code);
    // Before anybody has looked it is no matter of the clinics'.
    await filed(here.code);
    house.it.clock.advance(20 * DAY_ms);
    const third = await published(here.code);
    const numbers = async (actor: Actor, district?: string) =>
      (await desk().showMeeting(actor, district ? { district } : {})).cases.map(
        ({ number }) => number,
      );
    const inHere = coordinatorOf({ kind: 'district', id: here.district_id });
    const okrug = coordinatorOf({ kind: 'district', id: here.okrug_id });
    const region = coordinatorOf(everywhere);
    const own = [first.number, third.number, done].toSorted();
    expect((await numbers(inHere)).toSorted()).toEqual(own);
    expect((await numbers(okrug)).toSorted()).toEqual(own);
    expect((await numbers(region)).toSorted()).toEqual([...own, second.number].toSorted());
    // Asking for a place out of reach shows nothing of it.
    expect(await numbers(inHere, there.district_id)).toEqual([]);
    expect(await numbers(region, there.district_id)).toEqual([second.number]);

    const whole = await desk().showMeeting(region, {});
    expect(whole.sum).toEqual({ inWork: { inTime: 1, late: 2 }, solved: { inTime: 1, late: 0 } });
    const parts: (typeof whole.sum)[] = [];
    for (const line of new Set(whole.lines.map(({ district }) => district?.id ?? 'none')))
      parts.push((await desk().showMeeting(region, { district: line })).sum);
    const sum = (pick: (one: (typeof parts)[number]) => number) =>
      parts.reduce((all, one) => all + pick(one), 0);
    expect([
      sum(({ inWork }) => inWork.inTime),
      sum(({ inWork }) => inWork.late),
      sum(({ solved: ended }) => ended.inTime),
    ]).toEqual([1, 2, 1]);
    for (const cell of CELLS) {
      const listed = whole.cases.filter(
        (one) => one.what === cell.what && one.timing === cell.timing,
      );
      const { inTime, late } = cell.what === 'solved' ? whole.sum.solved : whole.sum.inWork;
      expect(listed).toHaveLength(cell.timing === 'late' ? late : inTime);
    }
    const late = whole.cases.find(({ number }) => number === first.number)!;
    expect(late.daysLate).toBeGreaterThan(0);
    expect(late).toMatchObject({ what: 'in-work', timing: 'late', reason: null, systemic: null });
    expect(JSON.stringify(whole)).not.toContain('автомат');
    // A part of it begins with what is late, and says how many there are.
    const part = await desk().showMeeting(region, { limit: 2 });
    expect(part).toMatchObject({ total: 4, more: true, sum: whole.sum });
    expect(part.cases.map(({ timing }) => timing)).toEqual(['late', 'late']);
    expect(whole).toMatchObject({ total: 4, more: false });
  });

  test('a coordinator of one district meets no other district by any verb', async () => {
    const { faces } = house.it;
    const { here, there } = await places();
    const mine = await published(here.code);
    const theirs = await published(there.code);
    const coordinator = await worker(house.it, 'one-district@example.org', 'coordinator');
    const actor = {
      ...coordinator,
      grants: [{ role: 'coordinator', reach: { kind: 'district', id: here.district_id } }],
    } as Actor;
    const board = await desk().showBoard(actor, {});
    expect(board.districts.map(({ id }) => id)).toEqual([here.district_id]);
    const queue = await desk().findInQueue(actor, { queue: 'all' } as never);
    expect(queue.cases.map(({ number }) => number)).not.toContain(theirs.number);
    expect(queue.cases.map(({ number }) => number)).toContain(mine.number);
    for (const cell of CELLS)
      expect((await desk().listCell(actor, { ...cell, district: there.district_id })).total).toBe(
        0,
      );
    // What is public of the other district is read as everybody reads it, and nothing is done there.
    expect(
      (await faces.complaints.getComplaint(actor, { number: theirs.number })).case.audience,
    ).toBe('public');
    await expect(
      faces.cases.rerouteCase(actor, { number: theirs.number, clinic: here.code }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    const unseen = await filed(there.code);
    await expect(
      faces.complaints.getComplaint(actor, { number: unseen.number }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await faces.cases.rerouteCase(actor, { number: mine.number, clinic: there.code });
  });

  test('goes through a week, shows why a clinic is late and what it promised, and who may hold it', async () => {
    const { here } = await places();
    const region = coordinatorOf(everywhere);
    const before = (await desk().showMeeting(region, {})).sum.solved.inTime;
    const done = await solved(here.code);
    const today = house.it.clock.now().toISOString().slice(0, 10);
    const weekOf = async (day: string) =>
      (await desk().showMeeting(region, { week: day })).cases
        .filter(({ what }) => what === 'solved')
        .map(({ number }) => number);
    expect(await weekOf(today)).toContain(done);
    const other = new Date(house.it.clock.now().getTime() - 14 * DAY_ms).toISOString().slice(0, 10);
    expect(await weekOf(other)).not.toContain(done);
    expect((await desk().showMeeting(region, {})).sum.solved.inTime).toBe(before + 1);

    const { number } = await published(here.code);
    house.it.clock.advance(20 * DAY_ms);
    const head = await worker(house.it, 'late-head@example.org', 'head', here.code);
    await house.it.faces.cases.explainDelay(head, {
      number,
      reason: 'works-under-way',
      signerName: 'Петрова А. А.',
      signerPost: 'Главный врач',
    });
    const late = (await desk().showMeeting(region, {})).cases.find((one) => one.number === number);
    expect(late).toMatchObject({ timing: 'late', reason: 'works-under-way' });
    for (const actor of [moderator, head])
      await expect(desk().showMeeting(actor, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(desk().showMeeting(visitor(), {})).rejects.toMatchObject({
      code: 'sign-in-required',
    });
  });

  test('a case without a district stands in a line of its own', async () => {
    const none = (await clinics()).find((one) => one.district_id === null);
    const region = coordinatorOf(everywhere);
    const code = none?.code ?? CLINIC;
    if (!none)
      await house.it.app.store.withScope(regionScope(REGION), async (tx) => {
        const { id } = await clinicByCode(tx, code);
        await tx.db
          .updateTable('clinics')
          .set({ district_id: null })
          .where('id', '=', id)
          .execute();
      });
    const { number } = await published(code);
    const found = await desk().showMeeting(region, { district: 'none' });
    expect(found.cases.map((one) => one.number)).toContain(number);
    expect(found.lines.every(({ district }) => district === null)).toBe(true);
    const board = await desk().showBoard(region, {});
    const line = board.districts.find(({ id }) => id === null)!;
    for (const cell of CELLS) {
      const { total, cases } = await desk().listCell(region, {
        ...cell,
        district: 'none',
        limit: 100,
      });
      const { inTime, late } = cell.what === 'solved' ? line.solved : line.inWork;
      expect(total).toBe(cell.timing === 'late' ? late : inTime);
      expect(cases).toHaveLength(total);
    }
  });
});

test('every cell of the board opens onto as many cases as it counts', async () => {
  const region = coordinatorOf(everywhere);
  const { districts } = await desk().showBoard(region, {});
  expect(districts.length).toBeGreaterThan(1);
  for (const { id, inWork, solved: ended } of districts)
    for (const cell of CELLS) {
      const counts = cell.what === 'solved' ? ended : inWork;
      const { total } = await desk().listCell(region, { ...cell, district: id ?? 'none' });
      expect([id, cell, total]).toEqual([
        id,
        cell,
        cell.timing === 'late' ? counts.late : counts.inTime,
      ]);
    }
});
