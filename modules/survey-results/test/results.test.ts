import { randomUUID } from 'node:crypto';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemScope, type Actor } from '@otklik/kernel';
import { scoreBy } from '@otklik/scoring';
import { importAnswers, type PastAnswer } from '@otklik/survey-answers';
import { formFor } from '@otklik/survey-forms';
import { placeByCode, type Place } from '@otklik/surveys';
import { proposeByDrops } from '../src/jobs/propose-by-drops.ts';
import { useServing } from '../../../apps/server/test/serving.ts';
import { REGION, staff, visitor as visits } from '../../../tests/support/installation.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';

const serving = useServing();
const visitor = visits();
const CLINIC = 'msk-a-001-v';
/** Two other clinics of the registry. */
let QUIET = '';
let THIRD = '';
const scope = systemScope(REGION, 'simulation');
let form: { formId: string; version: string };
const places = new Map<string, Place>();

beforeAll(async () => {
  const { app } = serving.it;
  await app.store.withScope(scope, async (tx) => {
    const asked = { kind: 'visit', sector: 'health', audience: 'adult' } as const;
    form = (await formFor(tx, asked, '2026-06-10'))!;
    const boss = await clientFor(serving.it.superUrl);
    const { rows } = await boss.query<{ code: string }>(
      'select code from survey_places order by code',
    );
    await boss.end();
    for (const { code } of rows) places.set(code, (await placeByCode(tx, code))!);
    [QUIET, THIRD] = [...places.keys()].filter((code) => code !== CLINIC) as [string, string];
  });
});

type Items = PastAnswer['items'];
type Over = Partial<Pick<PastAnswer, 'grain' | 'mode' | 'weight_class' | 'window_start'>>;
const answer = (code: string, items: Items, over: Over = {}): PastAnswer => ({
  id: randomUUID(),
  place_id: places.get(code)!.id,
  organisation_id: places.get(code)!.organisation_id,
  sector: 'health',
  form_id: form.formId,
  form_version: form.version,
  service_group: null,
  mode: 'mail',
  grain: 'week',
  window_start: '2026-06-01',
  weight_class: 1,
  items,
  ...over,
});
const release = (answers: readonly PastAnswer[]) => {
  const { app } = serving.it;
  return app.store.withScope(scope, (tx) => importAnswers(app, tx, answers, '2026-06-10'), {
    as: 'answers',
  });
};
const shown = async (place: string) => {
  const found = await serving.it.faces.surveyResults.getPlace(visitor, { place, locale: 'ru' });
  if (!found.isAsked) throw new Error('nobody is asked');
  return found;
};
const invited = async (place: string) => {
  const { groups } = await shown(place);
  const group = groups.find((one) => one.group === 'invited');
  if (group?.state !== 'shown') throw new Error('too few');
  return group;
};
const of = (n: number, items: (at: number) => Items, code = CLINIC, over: Over = {}) =>
  Array.from({ length: n }, (_, at) => answer(code, items(at), over));

/** Forty people who do not answer alike; every fourth leaves out what may be left out. */
const person = (at: number): Items => ({
  doctor: [String(5 - (at % 3))],
  staff: [String(5 - (at % 4))],
  building: [String(5 - (at % 2))],
  ...(at % 4 === 0 ? {} : { 'criterion-trust': [String(10 - (at % 5))] }),
  ...(at % 2 === 0 ? {} : { 'criterion-respect': [String(9 - (at % 3))] }),
  ...(at < 29 ? { recommend: [String(at % 11)] } : {}),
});
const PEOPLE = Array.from({ length: 40 }, (_, at) => person(at));

describe('results of a place', () => {
  test('seven are too few, in words, page and file; the eighth shows all', async () => {
    await release(of(7, person, QUIET));
    expect((await shown(QUIET)).groups).toEqual([]);
    await release(of(1, person, QUIET));
    expect(await invited(QUIET)).toMatchObject({ n: 8 });
  });

  test('each figure is that of its method over the same people one by one', async () => {
    await release(PEOPLE.map((items) => answer(CLINIC, items)));
    const group = await invited(CLINIC);
    expect(group.n).toBe(40);
    const question = (linkId: string) => {
      const found = group.questions.find((one) => one.linkId === linkId);
      if (found?.state !== 'shown') throw new Error('the question is not shown');
      return found;
    };
    const given = (linkId: string) =>
      PEOPLE.flatMap((items) => (items[linkId] ? [Number(items[linkId][0])] : []));
    for (const [linkId, max] of [
      ['doctor', 5],
      ['staff', 5],
      ['criterion-trust', 10],
    ] as const) {
      const answers = given(linkId);
      const linear = scoreBy('linear', { min: 1, max, answers }).result as { mean: number };
      expect(question(linkId).n).toBe(answers.length);
      expect(question(linkId).mean!.value).toBeCloseTo(linear.mean, 9);
    }
    const best = given('criterion-trust').filter((points) => points >= 9).length;
    expect(question('criterion-trust').top!.value).toBeCloseTo((100 * best) / 30, 9);
    const linear = (points: number, max: number) => (100 * (points - 1)) / (max - 1);
    const CRITERIA = 6;
    const respondents = PEOPLE.map((items) => {
      const grades = ['doctor', 'staff', 'building'].map((id) => linear(Number(items[id]![0]), 5));
      const criteria = ['criterion-trust', 'criterion-respect'].map((id) =>
        items[id] ? linear(Number(items[id][0]), 10) : null,
      );
      return [...grades, ...criteria, ...Array<null>(CRITERIA - criteria.length).fill(null)];
    });
    const half = scoreBy('half-scale', { respondents }).result as {
      n: number;
      mean: number | null;
    };
    // Half of what applies was answered by some, not by all.
    expect(half.n).toBe(20);
    expect(group.half!.n).toBe(half.n);
    // Kept to hundredths of a point.
    expect(group.half!.value).toBeCloseTo(half.mean!, 1);
  });

  test('at twenty-nine nobody hears how many would recommend; at thirty-seven they do', async () => {
    const recommend = async () => {
      const found = (await invited(CLINIC)).questions.find(({ linkId }) => linkId === 'recommend');
      return found?.state === 'shown' ? found.recommend : null;
    };
    expect(await recommend()).toMatchObject({ n: 29, isShown: false, value: null });
    await release(of(8, () => ({ doctor: ['5'], recommend: ['10'] })));
    expect(await recommend()).toMatchObject({ n: 37, isShown: true });
  });

  test('a poster changes no figure of those who were invited, and stands beside them', async () => {
    const before = JSON.stringify(await invited(CLINIC));
    await release(of(12, () => ({ doctor: ['1'], staff: ['1'] }), CLINIC, { mode: 'poster' }));
    expect(JSON.stringify(await invited(CLINIC))).toBe(before);
    const { groups } = await shown(CLINIC);
    expect(groups.find(({ group }) => group === 'poster')).toMatchObject({ state: 'shown', n: 12 });
  });

  test('fewer than eight more move nothing: not a count, not a mean', async () => {
    const before = JSON.stringify((await shown(CLINIC)).groups);
    for (let at = 0; at < 7; at += 1) {
      await release(of(1, () => ({ doctor: ['1'], staff: ['1'], building: ['1'] })));
      expect(JSON.stringify((await shown(CLINIC)).groups)).toBe(before);
    }
    await release(of(1, () => ({ doctor: ['1'], staff: ['1'], building: ['1'] })));
    expect((await invited(CLINIC)).n).toBe(56);
  });

  test('nobody answered is not zero', async () => {
    const unasked = (await invited(QUIET)).questions.find(
      ({ linkId }) => linkId === 'criterion-kindness',
    );
    expect(unasked).toMatchObject({ state: 'few' });
    const { rows } = await serving.it.faces.surveyResults.exportResults(visitor, { place: QUIET });
    expect(rows.filter(({ item }) => item === 'criterion-kindness')).toMatchObject([
      { n: null, mean: null, top: null },
    ]);
  });

  test('whoever was less likely to be asked weighs more', async () => {
    const code = THIRD;
    const heavy = of(10, () => ({ doctor: ['5'] }), code, { weight_class: 4 });
    const light = of(10, () => ({ doctor: ['1'] }), code);
    await release([...heavy, ...light]);
    const { questions } = await invited(code);
    const doctor = questions.find(({ linkId }) => linkId === 'doctor');
    expect(doctor).toMatchObject({ n: 20, mean: { value: 80, n: 20 }, top: { value: 80 } });
  });
});

describe('for whom', () => {
  const staff = (role: 'head' | 'coordinator' | 'moderator', clinicId?: string): Actor =>
    ({
      kind: 'person',
      region: REGION,
      origin: 'test-origin',
      personId: randomUUID(),
      sessionId: randomUUID(),
      secondFactor: true,
      grants: [{ role, reach: clinicId ? { kind: 'clinic', id: clinicId } : { kind: 'region' } }],
    }) as unknown as Actor;

  test('the dashboard of a place is its own staff’s', async () => {
    const { surveyResults } = serving.it.faces;
    const ask = (actor: Actor) =>
      surveyResults.getDeskPlace(actor, { place: CLINIC, locale: 'ru' });
    const own = await ask(staff('head', places.get(CLINIC)!.clinic_id!));
    expect(own.release).toMatchObject({ day: '2026-06-10' });
    await expect(ask(staff('head', places.get(QUIET)!.clinic_id!))).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(ask(staff('moderator'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask(visitor)).rejects.toMatchObject({ code: 'sign-in-required' });
  });

  test('places are compared over those who were invited, and those with too few are named', async () => {
    const found = await serving.it.faces.surveyResults.comparePlaces(staff('coordinator'), {
      locale: 'ru',
      item: 'doctor',
    });
    const rows = new Map(found.places.map((place) => [place.code, place]));
    expect(rows.get(CLINIC)!.figure.n).toBe(56);
    expect(rows.get(QUIET)!.figure.n).toBe(8);
    expect(found.few.length).toBe(places.size - 3);
    const names = found.places.map(({ nameRu }) => nameRu);
    if (!found.comparison!.isOrdered)
      expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'ru')));
    // Whoever reaches less, asking the same after them, hears of no more.
    const own = await serving.it.faces.surveyResults.comparePlaces(
      staff('head', places.get(QUIET)!.clinic_id!),
      { locale: 'ru', item: 'doctor' },
    );
    expect([...own.places, ...own.few].map(({ code }) => code)).toEqual([QUIET]);
  });

  test('a threshold that is raised holds at once, whatever was shown before', async () => {
    const boss = await clientFor(serving.it.superUrl);
    const raise = (min: number) =>
      boss.query(
        `insert into disclosure (region_id, survey_results_min) values ($2, $1)
         on conflict (region_id) do update set survey_results_min = $1`,
        [min, REGION],
      );
    const { n } = await invited(CLINIC);
    await raise(n + 1);
    await expect(invited(CLINIC)).rejects.toThrow('too few');
    await raise(8);
    expect((await invited(CLINIC)).n).toBe(n);
    await boss.end();
  });
});

describe('what leaves', () => {
  const get = (path: string, query = '') =>
    serving.call(`/api/v1${path}?from=2026-01-01&to=2026-06-01${query}`);

  test('JSON, CSV and Parquet hold the same rows and masks', async () => {
    const { rows } = (await (await get('/surveys/results')).json()) as {
      rows: Record<string, unknown>[];
    };
    expect(rows.length).toBeGreaterThan(50);
    const csv = await (await get('/surveys/results.csv')).text();
    const lines = csv.trim().split('\r\n');
    expect(lines).toHaveLength(rows.length + 1);
    const file = await (await get('/surveys/results.parquet')).arrayBuffer();
    const metadata = parquetMetadata(file).key_value_metadata ?? [];
    expect(metadata.find(({ key }) => key === 'methods')?.value).toContain('top-box 1');
    const read = await parquetReadObjects({ file });
    const plain = (row: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? null]));
    expect(read.map(plain)).toEqual(rows);
  });

  test('parts of the file, asked for one place after another, are the whole', async () => {
    const { surveyResults } = serving.it.faces;
    const parts: unknown[] = [];
    let after: string | null = '';
    while (after !== null) {
      const part = await surveyResults.exportPart(visitor, {
        limit: 1,
        ...(after === '' ? {} : { after }),
      });
      parts.push(...part.rows);
      after = part.next;
    }
    expect(parts).toEqual((await surveyResults.exportResults(visitor, {})).rows);
  });

  test('the methods say version, date and that weights are not verified', async () => {
    const found = (await (await serving.call('/api/v1/surveys/methods')).json()) as {
      methods: { name: string }[];
      nok_weights: { is_verified: boolean }[];
    };
    expect(found.methods.map(({ name }) => name)).toContain('nok-2018');
    expect(found.nok_weights.every(({ is_verified: verified }) => !verified)).toBe(true);
  });

  test('no free dates, no unknown place', async () => {
    expect((await serving.call('/api/v1/surveys/results?from=2026-01-02')).status).toBe(422);
    expect((await get('/surveys/results', '&place=no-such-place')).status).toBe(404);
    expect(
      (await serving.call('/api/v1/surveys/results?from=2026-06-01&to=2026-01-01')).status,
    ).toBe(422);
  });
});

describe('a clinic’s mark that fell', () => {
  const clock: Actor = {
    kind: 'system',
    region: REGION,
    name: 'survey-results.propose-by-drops',
  };
  const coordinator = staff(randomUUID(), { role: 'coordinator', reach: { kind: 'region' } });
  const building = (mark: number) => (at: number) => ({ building: [String(mark - (at % 2))] });
  const inMonth = (n: number, mark: number, code: string, month: string, over: Over = {}) =>
    release(of(n, building(mark), code, { grain: 'month', window_start: month, ...over }));
  const drops = () => serving.it.faces.surveyResults.listDrops(clock, {});
  const night = () =>
    proposeByDrops.run({ app: serving.it.app, signal: new AbortController().signal } as never);
  const desk = async () => (await serving.it.faces.systemic.listDesk(coordinator, {})).systemic;

  test('is evidence of a systemic case, proposed by night, once a quarter, as it was counted', async () => {
    // Two clinics as they always are; this month, which is not over, counts for nothing.
    for (const month of ['2026-01-01', '2026-04-01'])
      for (const code of [CLINIC, QUIET]) await inMonth(120, 5, code, month);
    await inMonth(40, 5, THIRD, '2026-01-01');
    await inMonth(60, 2, THIRD, '2026-06-01');
    expect(await drops()).toEqual([]);
    // Whoever stood before a tablet was not invited, and twelve may be chance.
    await inMonth(60, 2, THIRD, '2026-04-01', { mode: 'tablet' });
    expect(await drops()).toEqual([]);
    await inMonth(24, 2, THIRD, '2026-04-01');
    const found = await drops();
    expect(found).toEqual([{ ref: `building/${THIRD}/2026-Q2`, clinicId: places.get(THIRD)!.id }]);
    const { surveyResults, systemic } = serving.it.faces;
    for (const [actor, over, code] of [
      [coordinator, {}, 'forbidden'],
      [clock, { clinicId: places.get(CLINIC)!.id }, 'not-found'],
      [clock, { ref: `building/${THIRD}/2026-Q1` }, 'not-found'],
    ] as const)
      await expect(
        surveyResults.proposeByDrop(actor, { ...found[0]!, ...over }),
      ).rejects.toMatchObject({ code });
    await expect(surveyResults.listDrops(coordinator, {})).rejects.toMatchObject({
      code: 'forbidden',
    });
    await night();
    expect(await drops()).toEqual([]);
    await night();
    const [proposed, ...more] = await desk();
    expect([proposed, more]).toMatchObject([
      { state: 'proposed', cause: { code: 'facilities' } },
      [],
    ]);
    const { evidence } = (await systemic.getSystemic(coordinator, { number: proposed!.number }))
      .systemic;
    // Marks of 5 and 4 are 87.5 of a hundred, of 2 and 1 they are 12.5.
    expect(evidence).toMatchObject([
      {
        kind: 'survey-drop',
        on: '2026-05-31',
        facts: { item: 'building', before: 87.5, after: 12.5, fall: 75, n: 24, earlier_n: 40 },
      },
    ]);
    const { low, high } = evidence[0]!.facts;
    expect([Number(low) < 75, Number(high) > 75]).toEqual([true, true]);
    expect(evidence[0]!.facts).toMatchObject({ from: '2026-03-01', to: '2026-05-31' });
    // Dismissed, it is left alone until the next quarter.
    await systemic.dismissSystemic(coordinator, { number: proposed!.number, agreed: 'dismiss' });
    await night();
    expect(await desk()).toEqual([]);
  });
});

describe('signals and ways at the desk', () => {
  const by = (
    role: 'moderator' | 'controller' | 'head' | 'coordinator',
    id: string,
    own?: string,
  ) =>
    staff(`00000000-0000-7000-8000-0000000000${id}`, {
      role,
      reach: own ? { kind: 'clinic', id: own } : { kind: 'region' },
    });
  const sameAll = (n: number) =>
    Array.from({ length: n }, () =>
      answer(
        QUIET,
        { doctor: ['5'], staff: ['5'], building: ['5'], recommend: ['10'] },
        { mode: 'tablet', window_start: '2026-06-01' },
      ),
    );

  test('a run of one and the same is told to those apart from the place, checked once, and changes no figure', async () => {
    const { surveyResults } = serving.it.faces;
    await release(sameAll(40));
    const controller = by('controller', 'd1');
    const found = await surveyResults.listSignals(controller, {});
    const signal = found.signals.find(
      ({ kind, place }) => kind === 'same-answers' && place.code === QUIET,
    )!;
    expect(signal).toMatchObject({ mode: 'tablet', check: null });
    expect(JSON.stringify(found)).not.toMatch(/person|invitation/);
    const before = await surveyResults.getPlace(visitor, { place: QUIET, locale: 'ru' });
    const asked = { key: signal.key, found: 'explained' as const, words: 'Пять раз проверили' };
    const id = places.get(QUIET)!.id;
    for (const [actor, code] of [
      [by('head', 'd2', id), 'forbidden'],
      [by('coordinator', 'd3', id), 'forbidden'],
      [visitor, 'sign-in-required'],
    ] as const)
      await expect(surveyResults.checkSignal(actor, asked)).rejects.toMatchObject({ code });
    await expect(
      surveyResults.checkSignal(controller, { ...asked, key: `burst|${id}|tablet|2020-01-01` }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await surveyResults.checkSignal(controller, asked);
    const again = await surveyResults.listSignals(by('moderator', 'd4'), {});
    expect(again.signals.find(({ key }) => key === signal.key)!.check).toMatchObject({
      found: 'explained',
      checkedOn: '2026-06-10',
    });
    expect(await surveyResults.getPlace(visitor, { place: QUIET, locale: 'ru' })).toEqual(before);
    await expect(surveyResults.listSignals(visitor, {})).rejects.toMatchObject({
      code: 'sign-in-required',
    });
  });

  test('ways stand by sector and place, each by itself', async () => {
    const { surveyResults } = serving.it.faces;
    const ways = await surveyResults.listWays(by('controller', 'd1'), {});
    const health = ways.sectors.find(({ sector }) => sector === 'health')!;
    expect(health.ways.find(({ mode }) => mode === 'tablet')).toMatchObject({
      answered: expect.any(Number),
      asked: null,
      share: null,
    });
    expect(ways.places.map(({ code }) => code)).toContain(QUIET);
    const own = await surveyResults.listWays(by('head', 'd2', places.get(QUIET)!.id), {});
    expect(own.places.map(({ code }) => code)).toEqual([QUIET]);
  });
});
