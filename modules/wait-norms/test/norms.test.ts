import { expect, test } from 'vitest';
import { newId, type Actor } from '@otklik/kernel';
import { addGrant, ensurePerson } from '@otklik/accounts';
import { contactFor } from '@otklik/notices';
import { clinicByCode } from '@otklik/registry';
import { REGION, staff, useInstallation } from '../../../tests/support/installation.ts';
import {
  CLINIC,
  clock,
  hoursOn,
  inside,
  newSource,
  push,
  slot,
  visitor,
} from '../../access/test/house.ts';
import { splitCause } from '../src/model/cause.ts';
import { JUDGE } from '../src/policy.ts';

const house = useInstallation();
const judge: Actor = { kind: 'system', region: REGION, name: JUDGE };
const coordinator = staff(newId(), { role: 'coordinator', reach: { kind: 'region' } });
const face = () => house.it.faces.waitNorms;
const later = async (hours: number): Promise<void> => {
  house.it.clock.advance(hours * 3_600_000);
  await house.it.faces.access.wakeWaits(clock, {});
};
const linesOf = async (specialty: string, actor: Actor = coordinator) =>
  (await face().reviewWaits(actor, { specialty })).lines;

test('a breach begins where the wait says, not where the job looked, and ends when a place keeps the norm', async () => {
  const source = await newSource(house.it, { intervalMinutes: 10_080 });
  const began = hoursOn(house.it, 0);
  await push(house.it, source, 1, [slot(house.it, 'late', 100)]);
  await later(5);
  expect(await face().judgeNorms(judge, {})).toMatchObject({ opened: 1, closed: 0 });
  expect(await face().judgeNorms(judge, {})).toMatchObject({ opened: 0, closed: 0 });
  const [line] = await linesOf('therapist');
  expect(line).toMatchObject({
    code: CLINIC,
    limit: 24,
    unit: 'hours',
    silent: false,
    cause: null,
  });
  expect(line!.began_at.toISOString()).toBe(began);
  await push(house.it, source, 2, [slot(house.it, 'soon', 20)]);
  expect(await face().judgeNorms(judge, {})).toMatchObject({ opened: 0, closed: 1 });
  expect(await linesOf('therapist')).toEqual([]);
  const { breaches } = await face().listBreaches(visitor, {});
  expect(breaches[0]).toMatchObject({ code: CLINIC, specialty: 'therapist' });
  expect(breaches[0]!.ended_at).not.toBeNull();
});

test('specialists have fourteen working days; full is broken, silent neither opens nor closes', async () => {
  const source = await newSource(house.it, { intervalMinutes: 60 });
  await push(house.it, source, 1, [
    slot(house.it, 's1', 24 * 10, { specialty: 'surgeon' }),
    slot(house.it, 's2', 24 * 30, { specialty: 'cardiologist' }),
    slot(house.it, 's3', 24 * 2, { specialty: 'ent', status: 'busy' }),
  ]);
  await face().judgeNorms(judge, {});
  expect(await linesOf('surgeon')).toEqual([]);
  expect(await linesOf('cardiologist')).toHaveLength(1);
  expect(await linesOf('ent')).toMatchObject([{ k1_days: null, silent: false }]);
  await later(3);
  expect(await face().judgeNorms(judge, {})).toMatchObject({ opened: 0, closed: 0 });
  expect(await linesOf('ent')).toMatchObject([{ k1_days: null, silent: true }]);
  const { coverage } = await face().reviewWaits(coordinator, {});
  expect(coverage.sources.some(({ silent }) => silent)).toBe(true);
});

test('the responsible are told of each fact once, and a head sees only what is theirs', async () => {
  const clinic = await inside(house.it, (tx) => clinicByCode(tx, CLINIC));
  const own = staff(newId(), { role: 'head', reach: { kind: 'clinic', id: clinic.id } });
  await inside(house.it, async (tx) => {
    const personId = await contactFor(tx, { email: 'head@example.org', locale: 'ru' });
    await ensurePerson(tx, personId);
    const reach = { kind: 'clinic', id: clinic.id } as const;
    await addGrant(tx, { personId, role: 'head', reach, grantedBy: null });
  });
  await later(24);
  await face().judgeNorms(judge, {});
  expect((await face().judgeNorms(judge, {})).told).toBe(0);
  const told = await inside(house.it, (tx) =>
    tx.db.selectFrom('wait_norm_told').select('fact').where('region_id', '=', REGION).execute(),
  );
  await house.it.runJobs();
  const letters = house.it.letters.filter(({ to }) => to === 'head@example.org');
  expect(letters).toHaveLength(1);
  expect(letters[0]!.text).toContain('/desk/waits');
  const facts = told.map(({ fact }) => fact);
  expect(facts.some((fact) => fact.startsWith(`broken:${clinic.id}:ent`))).toBe(true);
  expect(facts.some((fact) => fact.startsWith('silent:'))).toBe(true);
  expect(new Set(facts).size).toBe(facts.length);
  const other = staff(newId(), { role: 'head', reach: { kind: 'clinic', id: newId() } });
  expect(await linesOf('ent', own)).toHaveLength(1);
  expect(await linesOf('ent', other)).toEqual([]);
  const asked = { clinic: CLINIC, specialty: 'ent' };
  await expect(face().explainWait(other, asked)).rejects.toMatchObject({ code: 'not-found' });
  expect(await face().explainWait(own, asked)).toMatchObject({ norm: { state: 'unknown' } });
});

test('a sudden loss of places is told of once: more than three fifths of enough, between two known days', async () => {
  const clinic = await inside(house.it, (tx) => clinicByCode(tx, CLINIC));
  const dayAgo = (ago: number): string =>
    new Date(house.it.clock.now().getTime() - ago * 86_400_000).toISOString().slice(0, 10);
  const sample = (specialty: string, ago: number, offered_30d: number, known = true) => ({
    region_id: REGION,
    clinic_id: clinic.id,
    specialty,
    kind: 'routine',
    mode: 'in-person',
    day: dayAgo(ago),
    known,
    places_7d: 0,
    offered_30d,
  });
  const pair = (specialty: string, before: number, after: number, known = true) => [
    sample(specialty, 1, before),
    sample(specialty, 0, after, known),
  ];
  const rows = [
    ...pair('neurologist', 50, 19),
    // Two fifths are left: no sudden loss yet.
    ...pair('allergist', 50, 20),
    // So few that chance alone takes them.
    ...pair('oncologist', 19, 0),
    // Silent is not gone.
    ...pair('gastroenterologist', 50, 0, false),
  ];
  await inside(house.it, (tx) => tx.db.insertInto('access_wait_days').values(rows).execute());
  const lettersOfHead = async () => {
    await house.it.runJobs();
    return house.it.letters.filter(({ to }) => to === 'head@example.org').length;
  };
  const before = await lettersOfHead();
  expect((await face().judgeNorms(judge, {})).told).toBe(1);
  expect((await face().judgeNorms(judge, {})).told).toBe(0);
  expect(await lettersOfHead()).toBe(before + 1);
  const told = await inside(house.it, (tx) =>
    tx.db.selectFrom('wait_norm_told').select('fact').where('fact', 'like', 'lost:%').execute(),
  );
  expect(told).toEqual([{ fact: `lost:${clinic.id}:neurologist:${dayAgo(0)}` }]);
});

test('a manager is told by what free places became fewer, from the samples of days', async () => {
  await inside(house.it, async (tx) => {
    const { id } = await clinicByCode(tx, CLINIC);
    const day = (ago: number): string =>
      new Date(tx.now.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
    const group = { region_id: REGION, clinic_id: id, specialty: 'urologist' };
    const sample = (ago: number, offered_30d: number, load_permille: number) => ({
      ...group,
      kind: 'routine',
      mode: 'in-person',
      day: day(ago),
      known: true,
      places_7d: 0,
      offered_30d,
      load_permille,
      k1_days: 1,
      k3_days: 2,
    });
    const rows = [sample(30, 100, 500), sample(20, 100, 500), sample(5, 60, 750)];
    await tx.db.insertInto('access_wait_days').values(rows).execute();
  });
  const { cause } = await face().explainWait(coordinator, {
    clinic: CLINIC,
    specialty: 'urologist',
  });
  expect(cause).toMatchObject({ main: 'supply', free: -35, bySupply: -40, byDemand: 5 });
});

test.each([
  ['supply', { offered: 100, load: 0.5 }, { offered: 60, load: 0.8 }],
  ['demand', { offered: 100, load: 0.5 }, { offered: 100, load: 0.9 }],
  ['both', { offered: 100, load: 0.5 }, { offered: 80, load: 0.9 }],
  ['same', { offered: 100, load: 0.8 }, { offered: 98, load: 0.82 }],
  ['better', { offered: 100, load: 0.8 }, { offered: 130, load: 0.7 }],
] as const)('the cause is %s, and its parts add up', (main, before, after) => {
  const cause = splitCause(before, after);
  expect(cause.main).toBe(main);
  const free = (of: { readonly offered: number; readonly load: number }): number =>
    of.offered * (1 - of.load);
  expect(cause.bySupply + cause.byDemand).toBeCloseTo(free(after) - free(before));
});
