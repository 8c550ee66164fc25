import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemScope, type Actor } from '@otklik/kernel';
import { placeByCode, type Place } from '@otklik/surveys';
import { useServing } from '../../../apps/server/test/serving.ts';
import { REGION, visitor as visits } from '../../../tests/support/installation.ts';
import { SHIPPED } from '../src/model/weights.ts';

const serving = useServing();
const visitor = visits();
const CLINIC = 'msk-a-001-v';
let place: Place;

beforeAll(async () => {
  await serving.it.app.store.withScope(systemScope(REGION, 'simulation'), async (tx) => {
    place = (await placeByCode(tx, CLINIC))!;
  });
});

type Role = 'head' | 'coordinator' | 'controller' | 'administrator';
const staff = (role: Role, reach: object = { kind: 'region' }): Actor =>
  ({
    kind: 'person',
    region: REGION,
    origin: 'test-origin',
    personId: randomUUID(),
    sessionId: randomUUID(),
    secondFactor: true,
    grants: [{ role, reach }],
  }) as unknown as Actor;
const check = (facts: object, over: object = {}) =>
  ({
    place: CLINIC,
    checkedOn: '2026-05-20',
    source: 'акт № 4 независимой проверки',
    facts,
    ...over,
  }) as never;
const nok = async () => (await serving.it.faces.surveyResults.getNok(visitor, { place: CLINIC }))!;

describe('a check of a place', () => {
  test('stands on the public page with its day and source, and what is missing is said', async () => {
    const { surveyResults } = serving.it.faces;
    const before = await nok();
    expect(before.nok.score).toBeNull();
    await surveyResults.putNokFacts(
      staff('controller'),
      check({ conditions: 4, stand: 8, 'stand-norm': 10, site: 6, 'site-norm': 10 }),
    );
    const after = await nok();
    const of = (name: string) => after.nok.indicators.find(({ indicator }) => indicator === name)!;
    expect(of('2.1')).toMatchObject({ value: 80, facts: [{ checkedOn: '2026-05-20' }] });
    expect(of('1.1').value).toBe(70);
    expect(of('5.1')).toMatchObject({ value: null, lacks: ['answers'] });
    const file = await (await serving.call('/api/v1/surveys/nok.csv?sector=health')).text();
    expect(file).toContain('"msk-a-001-v"');
    expect(
      file.split('\r\n').find((line) => line.includes(`"${CLINIC}"`) && line.includes('"2.1"')),
    ).toContain(';80;');
  });

  test('a slip is refused: more than the norm, also of an earlier check; a day to come; nothing', async () => {
    const { surveyResults } = serving.it.faces;
    const put = (facts: object, over = {}) =>
      surveyResults.putNokFacts(staff('coordinator'), check(facts, over));
    await expect(put({ stand: 11 })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(put({ conditions: 1 }, { checkedOn: '2026-06-11' })).rejects.toMatchObject({
      code: 'date-unfit',
    });
    await expect(put({})).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(put({ colour: 1 })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('nobody of the clinic’s own side types one in', async () => {
    const { surveyResults } = serving.it.faces;
    const put = (actor: Actor) => surveyResults.putNokFacts(actor, check({ conditions: 5 }));
    const clinic = { kind: 'clinic', id: place.clinic_id };
    await expect(put(staff('head', clinic))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(put(staff('controller', clinic))).rejects.toMatchObject({ code: 'forbidden' });
    const both = staff('coordinator');
    (both as unknown as { grants: object[] }).grants.push({ role: 'head', reach: clinic });
    await expect(put(both)).rejects.toMatchObject({ code: 'not-found' });
    await expect(put(visitor)).rejects.toMatchObject({ code: 'sign-in-required' });
    const { places } = await surveyResults.listNok(staff('head', clinic), {});
    expect(places).toMatchObject([{ code: CLINIC, mayCheck: false }]);
  });
});

test('a region’s own weights are the administrator’s, add up, and change the figure from their day on', async () => {
  const { surveyResults } = serving.it.faces;
  const weights = SHIPPED.find(({ sector }) => sector === 'health')!.weights;
  const table = {
    sector: 'health',
    validFrom: '2026-06-01',
    source: 'приказ региона',
    isVerified: true,
    weights,
  } as const;
  await expect(surveyResults.putWeights(staff('coordinator'), table)).rejects.toMatchObject({
    code: 'forbidden',
  });
  const uneven = { ...table, weights: { ...weights, '1.1': 0.9 } };
  await expect(surveyResults.putWeights(staff('administrator'), uneven)).rejects.toMatchObject({
    code: 'invalid-input',
  });
  const k1 = async () => (await nok()).nok.criteria[0]!.value!;
  const before = await k1();
  const own = { ...table, weights: { ...weights, '1.1': 0.5, '1.2': 0.1 } };
  await surveyResults.putNokFacts(staff('controller'), check({ 'remote-ways': 1 }));
  const shipped = await k1();
  await surveyResults.putWeights(staff('administrator'), own);
  expect([before, shipped]).toEqual([70, 50]);
  expect(await k1()).toBeCloseTo((0.5 * 70 + 0.1 * 30) / 0.6, 9);
  expect((await nok()).weights).toMatchObject({ isVerified: true, validFrom: '2026-06-01' });
});

test('a promise: written by the head, let through and its end checked by somebody else', async () => {
  const { surveyResults } = serving.it.faces;
  const head = staff('head', { kind: 'clinic', id: place.clinic_id });
  const made = {
    place: CLINIC,
    item: 'building',
    words: 'Поставим в холле второго этажа десять новых скамей.',
    owner: 'заместитель главного врача по хозяйству',
    dueOn: '2026-07-01',
  };
  const shown = () => surveyResults.listPromises(visitor, { place: CLINIC, locale: 'ru' });
  await expect(surveyResults.makePromise(staff('controller'), made)).rejects.toMatchObject({
    code: 'forbidden',
  });
  const wrong = (over: object) => surveyResults.makePromise(head, { ...made, ...over });
  await expect(wrong({ dueOn: '2026-06-10' })).rejects.toMatchObject({ code: 'date-unfit' });
  await expect(wrong({ item: 'no-such' })).rejects.toMatchObject({ code: 'unknown-reference' });
  await expect(
    wrong({ words: 'Позвоните нам по телефону +7 916 123-45-67.' }),
  ).rejects.toMatchObject({
    code: 'personal-data-left',
  });
  const { id, version } = await surveyResults.makePromise(head, made);
  expect(await shown()).toEqual([]);
  await expect(
    surveyResults.judgePromise(head, { id, version, decision: 'pass' }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const passed = await surveyResults.judgePromise(staff('coordinator'), {
    id,
    version,
    decision: 'pass',
  });
  expect(await shown()).toMatchObject([{ state: 'promised', outcome: null }]);
  const said = await surveyResults.reportPromise(head, {
    id,
    version: passed.version,
    report: 'done',
    words: 'Скамьи стоят на втором этаже с первого июня.',
  });
  expect(await shown()).toMatchObject([{ state: 'promised', outcome: null }]);
  await expect(
    surveyResults.judgePromise(staff('coordinator'), { id, version: 1, decision: 'pass' }),
  ).rejects.toMatchObject({ code: 'changed-meanwhile' });
  await surveyResults.judgePromise(staff('coordinator'), {
    id,
    version: said.version,
    decision: 'pass',
  });
  expect(await shown()).toMatchObject([{ state: 'done', settledOn: '2026-06-10' }]);
});

test('no part of a file begins behind a place that is not there', async () => {
  const asked = serving.it.faces.surveyResults.exportPart(visitor, { after: 'no-such-place' });
  await expect(asked).rejects.toMatchObject({ code: 'not-found' });
});
