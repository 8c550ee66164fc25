import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '@otklik/kernel';
import { ensurePerson } from '@otklik/accounts';
import { confirmContact, contactFor, forgetContact } from '@otklik/notices';
import { proven, REGION, staff, useInstallation } from '../../../tests/support/installation.ts';
import {
  administrator,
  CLINIC,
  clock,
  inside,
  newSource,
  OTHER,
  push,
  slot,
  visitor,
} from '../../access/test/house.ts';
import { tellJob } from '../src/jobs/tell.ts';
import { TELLER } from '../src/policy.ts';

const house = useInstallation();
const teller: Actor = { kind: 'system', region: REGION, name: TELLER };
const face = () => house.it.faces.guarantees;
const DAY_ms = 86_400_000;
const kind = 'specialist-cancer';

const citizen = (email: string): Promise<Actor> =>
  inside(house.it, async (tx) => {
    const id = await contactFor(tx, { email, locale: 'ru' });
    await confirmContact(tx, id);
    await ensurePerson(tx, id);
    return staff(id);
  });
/** The job runs as it does each hour; its letters leave. */
const lettersTo = async (email: string) => {
  const { signal } = new AbortController();
  await tellJob.run({ app: house.it.app, payload: {}, signal });
  await house.it.runJobs();
  return house.it.letters.filter(({ to }) => to === email);
};
const rawRows = () => inside(house.it, (tx) => tx.db.selectFrom('referrals').selectAll().execute());
const keysOf = (ids: readonly string[]) =>
  inside(house.it, (tx) =>
    tx.db.selectFrom('data_keys').select('wrapped').where('id', 'in', ids).execute(),
  );

let anna: Actor;
beforeAll(async () => {
  anna = await citizen('anna@example.org');
});

test('a referral is counted by the norm of its day, sealed, and seen by its owner alone', async () => {
  const given = { kind: 'specialist', givenOn: '2026-06-05', specialty: 'surgeon', clinic: CLINIC };
  const { id } = await face().addReferral(anna, given);
  const { referrals, kinds } = await face().listOwn(anna, {});
  expect(kinds.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['specialist', 'ct-mri', 'inpatient', 'tests-cancer']),
  );
  expect(kinds.map(({ code }) => code)).not.toContain('ambulance');
  expect(referrals).toMatchObject([
    {
      id,
      clinic: { code: CLINIC },
      specialty: { id: 'surgeon' },
      firstAt: 'unknown',
      judged: {
        norm: { id: 'gg26.specialist', limit: 14, startEvent: 'request', verified: true },
        clock: { lastDay: '2026-06-26', state: 'running', placeKeeps: null },
      },
      needsHelp: false,
    },
  ]);
  const [row] = await rawRows();
  expect(JSON.stringify(row)).not.toMatch(/surgeon|specialist|2026-06-05/);
  const boris = await citizen('boris@example.org');
  expect((await face().listOwn(boris, {})).referrals).toEqual([]);
  for (const stranger of [boris, administrator])
    await expect(face().removeReferral(stranger, { id })).rejects.toMatchObject({
      code: 'not-found',
    });
  await expect(face().listOwn(visitor, {})).rejects.toMatchObject({ code: 'sign-in-required' });
  expect(await face().sumOwn(anna, {})).toMatchObject({
    open: 1,
    first: { lastDay: '2026-06-26', state: 'running' },
  });
  expect(await face().exportOwn(proven(anna), {})).toMatchObject([
    { kind: 'specialist', specialty: 'surgeon', clinic: { code: CLINIC }, givenOn: '2026-06-05' },
  ]);
  await expect(face().exportOwn(anna, {})).rejects.toMatchObject({ code: 'step-up-required' });
  // Of another year no row holds, so no day is claimed.
  const old = await face().addReferral(anna, { kind: 'ct-mri', givenOn: '2025-06-05' });
  const own = (await face().listOwn(anna, {})).referrals;
  expect(own.find((one) => one.id === old.id)).toMatchObject({
    judged: { norm: null, clock: null, noClock: 'no-norm' },
  });
  await face().removeReferral(anna, { id: old.id });
});

test('a corrected calendar moves the last day', async () => {
  const lastDay = async () => (await face().listOwn(anna, {})).referrals[0]!.judged.clock!.lastDay;
  expect(await lastDay()).toBe('2026-06-26');
  await inside(house.it, async (tx) => {
    const row = await tx.db
      .selectFrom('calendars')
      .selectAll()
      .where('scope', '=', 'RU')
      .where('year', '=', 2026)
      .orderBy('version', 'desc')
      .executeTakeFirstOrThrow();
    // The holiday turns out to be a week earlier: before the referral, so one day less is left out.
    const content = JSON.stringify(row.content).replaceAll('2026-06-12', '2026-06-04');
    await tx.db
      .insertInto('calendars')
      .values({ ...row, act: JSON.stringify(row.act), version: '2026-12-01', content })
      .execute();
  });
  expect(await lastDay()).toBe('2026-06-25');
});

test('what to do: earlier places elsewhere, whom to ask, a complaint that is filled in', async () => {
  const source = await newSource(house.it, { intervalMinutes: 10_080 });
  const { clinics } = await house.it.faces.registry.findClinics(visitor, { audience: 'child' });
  const children = clinics[0]!.code;
  await push(house.it, source, 1, [
    slot(house.it, 'own', 24 * 30, { specialty: 'surgeon' }),
    slot(house.it, 'other', 24 * 2, { specialty: 'surgeon', clinic: OTHER }),
    slot(house.it, 'child', 24, { specialty: 'surgeon', clinic: children }),
  ]);
  await house.it.faces.access.wakeWaits(clock, {});
  const { id, firstAt, judged, others } = (await face().listOwn(anna, {})).referrals[0]!;
  expect(firstAt).toBeInstanceOf(Date);
  expect(judged.clock!.placeKeeps).toBe(false);
  // Nothing presses yet: no advice.
  expect(others).toEqual([]);
  await face().changeReferral(anna, { id, offeredOn: '2026-07-20' });
  const [late] = (await face().listOwn(anna, {})).referrals;
  expect(late).toMatchObject({ needsHelp: true, others: [{ code: OTHER }] });
  expect(await face().prepareComplaint(anna, { id })).toMatchObject({
    clinic: CLINIC,
    topic: 'booking-unavailable',
    facts: {
      specialty: 'specialist',
      tried_at: '2026-06-05T23:59',
      offered_at: '2026-07-20T00:00',
    },
  });
  await expect(face().changeReferral(anna, { id, seenOn: '2026-06-30' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  await face().changeReferral(anna, { id });
});

test('contacts are dated rows that an administrator of the region writes', async () => {
  const fund = { kind: 'fund' as const, nameRu: 'Фонд', phone: '+7 495 000-00-00', verified: true };
  await face().putContact(administrator, { ...fund, validFrom: '2026-07-01' });
  const { id } = await face().putContact(administrator, {
    kind: 'insurer',
    nameRu: 'Страховая',
    url: 'https://insurer.example',
  });
  const shown = async () => (await face().listOwn(anna, {})).contacts;
  expect(await shown()).toMatchObject([{ nameRu: 'Страховая', verified: false }]);
  await face().putContact(administrator, {
    id,
    kind: 'insurer',
    nameRu: 'Страховая',
    phone: '8 800 000 00 00',
    validTo: '2026-06-09',
  });
  expect(await shown()).toEqual([]);
  expect(await face().listContacts(administrator, {})).toMatchObject({ total: 2, warnDays: 3 });
  for (const wrong of [
    { ...fund, phone: undefined },
    { ...fund, url: 'javascript:alert(1)' },
    { ...fund, validFrom: '2026-07-01', validTo: '2026-06-30' },
  ])
    await expect(face().putContact(administrator, wrong)).rejects.toMatchObject({
      code: 'invalid-input',
    });
  await expect(
    face().putContact(administrator, { ...fund, validFrom: '2026-07-01' }),
  ).rejects.toMatchObject({ code: 'already-exists' });
  await expect(face().putContact(anna, fund)).rejects.toMatchObject({ code: 'forbidden' });
});

test('one letter before the last day and one after it, with dates alone', async () => {
  const email = 'vera@example.org';
  const vera = await citizen(email);
  // Seven working days from Wednesday the 10th.
  const { id } = await face().addReferral(vera, { kind: 'tests-cancer', givenOn: '2026-06-10' });
  const { lastDay } = (await face().listOwn(vera, {})).referrals[0]!.judged.clock!;
  expect(lastDay).toBe('2026-06-19');
  expect(await lettersTo(email)).toEqual([]);
  house.it.clock.advance(6 * DAY_ms);
  const near = await lettersTo(email);
  expect(near).toHaveLength(1);
  expect(await lettersTo(email)).toHaveLength(1);
  expect((await face().tellTerms(teller, {})).told).toBe(0);
  house.it.clock.advance(4 * DAY_ms);
  const [first, second, third] = await lettersTo(email);
  expect(third).toBeUndefined();
  for (const letter of [first!, second!]) {
    expect(letter.text).toMatch(/19\sиюня[.,]/);
    expect(letter.text).toContain('/my/referrals');
    const words = [letter.subject, letter.text, letter.html].join(' ');
    expect(words).not.toMatch(/онко|cancer|анализ|исследован|направлен|врач|приём/i);
  }
  // Noted as seen in time, it is kept, and nothing more is said.
  await face().changeReferral(vera, { id, seenOn: '2026-06-18' });
  expect((await face().listOwn(vera, {})).referrals[0]!.judged.clock!.state).toBe('kept');
  const told = await inside(house.it, (tx) =>
    tx.db.selectFrom('letters').select(['template', 'data']).execute(),
  );
  expect(JSON.stringify(told)).not.toMatch(/cancer|tests/);
});

test('a changed setting is looked at anew; what stood when it was noted no letter repeats', async () => {
  const email = 'galina@example.org';
  const galina = await citizen(email);
  await face().addReferral(galina, { kind: 'specialist', givenOn: '2026-06-20' });
  await face().addReferral(galina, { kind: 'specialist', givenOn: '2026-04-20' });
  house.it.clock.advance(11 * DAY_ms);
  expect(await lettersTo(email)).toEqual([]);
  // Half of fourteen at most: seven working days before the ninth of July.
  await face().putWarning(administrator, { workingDays: 10 });
  expect(await face().isDue(teller, {})).toBe(true);
  expect(await lettersTo(email)).toHaveLength(1);
});

test('who removes one leaves neither row nor key, and who is erased leaves none at all', async () => {
  const dina = await citizen('dina@example.org');
  const one = await face().addReferral(dina, { kind, givenOn: '2026-06-20' });
  const two = await face().addReferral(dina, { kind, givenOn: '2026-06-21' });
  const own = async () => (await rawRows()).filter(({ id }) => [one.id, two.id].includes(id));
  const keys = (await own()).map(({ data_key_id }) => data_key_id);
  await face().removeReferral(dina, { id: one.id });
  expect((await own()).map(({ id }) => id)).toEqual([two.id]);
  if (dina.kind === 'person') await inside(house.it, (tx) => forgetContact(tx, dina.personId));
  expect(await own()).toEqual([]);
  expect(await keysOf(keys)).toEqual([{ wrapped: null }, { wrapped: null }]);
});

test('nobody keeps more than thirty, and what was left alone for two years is forgotten', async () => {
  const egor = await citizen('egor@example.org');
  const add = () => face().addReferral(egor, { kind: 'ct-mri', givenOn: '2026-06-20' });
  for (let n = 0; n < 30; n += 1) await add();
  await expect(add()).rejects.toMatchObject({
    code: 'move-impossible',
    data: { reason: 'too-many-referrals' },
  });
  const sweep: Actor = { kind: 'system', region: REGION, name: 'retention' };
  expect(await face().forgetReferrals(sweep, {})).toMatchObject({ removed: 0 });
  house.it.clock.advance(731 * DAY_ms);
  expect((await face().forgetReferrals(sweep, {})).removed).toBeGreaterThanOrEqual(30);
  expect(await rawRows()).toEqual([]);
});
