import * as fc from 'fast-check';
import type pg from 'pg';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemScope } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { countAnswers, stepShown } from '../src/store/counting.ts';
import type { AnswerRow } from '../src/store/releasing.ts';

const house = useInstallation();
const MIN = 8;
const MONTH = '2026-06-01';
const MODES = ['mail', 'cabinet'] as const;

interface Place {
  readonly id: string;
  readonly organisation_id: string;
}
let boss: pg.Client;
let places: Place[];
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
  // Two organisations of two places each.
  await boss.query(
    `insert into organisations (region_id, id, name_ru, name_en, is_state, sector)
     select $1, 'differencing-' || at, 'Сеть', 'Chain', true, 'health' from generate_series(0, 1) as at`,
    [REGION],
  );
  await boss.query(
    `update survey_places p set organisation_id = 'differencing-' || few.at / 2
     from (select id, row_number() over (order by id) - 1 as at from survey_places
       where region_id = $1 and sector = 'health' order by id limit 4) as few
     where p.region_id = $1 and p.id = few.id`,
    [REGION],
  );
  const { rows } = await boss.query<Place>(
    `select id::text, organisation_id from survey_places
     where region_id = $1 and organisation_id like 'differencing-%' order by id`,
    [REGION],
  );
  places = rows;
});
afterAll(() => boss.end());

/** A batch that was let out: how many by one way at one place, and how many of them came to a rare question. */
interface Batch {
  readonly place: number;
  readonly version: string;
  readonly mode: (typeof MODES)[number];
  readonly size: number;
  readonly rare: number;
}
const batch = fc.record({
  place: fc.nat({ max: 3 }),
  version: fc.constantFrom('1', '2'),
  mode: fc.constantFrom(...MODES),
  size: fc.integer({ min: MIN, max: 12 }),
  rare: fc.integer({ min: 0, max: 7 }),
});

const rowsOf = (form: string, { place, version, mode, size, rare }: Batch): AnswerRow[] =>
  Array.from({ length: size }, (_, index) => ({
    region_id: REGION,
    id: randomUUID(),
    place_id: places[place % places.length]!.id,
    organisation_id: places[place % places.length]!.organisation_id,
    sector: 'health',
    form_id: form,
    form_version: version,
    service_group: null,
    mode,
    grain: 'week',
    window_start: '2026-06-08',
    weight_class: 1,
    items: { star: [String(index % 5)], ...(index < rare ? { rare: [String(index % 2)] } : {}) },
    receipt_hash: randomUUID(),
  }));

async function letOut(form: string, one: Batch): Promise<void> {
  const scope = systemScope(REGION, 'test');
  await house.it.app.store.withScope(
    scope,
    async (tx) => {
      await countAnswers(tx, rowsOf(form, one));
      await stepShown(tx, MIN);
    },
    { as: 'answers', now: house.it.clock.now() },
  );
}

/** Every figure that anybody may see: scope, version, way and item → how many answered. */
type Look = ReadonlyMap<string, number>;
async function look(form: string): Promise<Look> {
  const { rows } = await boss.query<Record<string, string | number>>(
    `select scope, form_version as v, mode, item, n from shown_counts
     where form_id = $1 and code = '' and month = $2`,
    [form, MONTH],
  );
  return new Map(
    rows.map((r) => [[r['scope'], r['v'], r['mode'], r['item']].join('|'), Number(r['n'])]),
  );
}

const tells = (difference: number): boolean => difference !== 0 && Math.abs(difference) < MIN;
const at = (shown: Look, ...key: string[]): number => shown.get(key.join('|')) ?? 0;

/** Differences by which fewer than the minimum could be told. */
function leaks(shown: Look, before: Look): string[] {
  const found: string[] = [];
  for (const [key, n] of shown) {
    if (tells(n)) found.push(`${key} is ${n}`);
    if (tells(n - (before.get(key) ?? 0))) found.push(`${key} moved by ${n - before.get(key)!}`);
  }
  const organisations = [...new Set(places.map((one) => one.organisation_id))];
  for (const mode of MODES)
    for (const item of ['', 'star', 'rare'])
      for (const version of ['', '1', '2']) {
        const of = (scope: string, v = version): number => at(shown, scope, v, mode, item);
        const parts = (organisation: string): number =>
          places
            .filter((one) => one.organisation_id === organisation)
            .reduce((sum, one) => sum + of(`place:${one.id}`), 0);
        for (const organisation of organisations)
          if (tells(of(`organisation:${organisation}`) - parts(organisation)))
            found.push(`${organisation} without its places, ${mode} ${item} ${version}`);
        const all = organisations.reduce((sum, one) => sum + of(`organisation:${one}`), 0);
        if (tells(of('sector:health') - all))
          found.push(`sector without its organisations, ${item}`);
        for (const scope of [...places.map(({ id }) => `place:${id}`), 'sector:health'])
          if (tells(of(scope, '') - of(scope, '1') - of(scope, '2')))
            found.push(`${scope} without its versions, ${item}`);
      }
  return found;
}

describe('whoever looks after every release and subtracts', () => {
  test('is left with nothing or with a group', async () => {
    expect(new Set(places.map((one) => one.organisation_id)).size).toBe(2);
    expect(places).toHaveLength(4);
    let figures = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 4, maxLength: 12 }), async (batches) => {
        const form = randomUUID();
        let before: Look = new Map();
        for (const one of batches) {
          await letOut(form, one);
          const shown = await look(form);
          expect(leaks(shown, before)).toEqual([]);
          before = shown;
        }
        figures += before.size;
      }),
      { numRuns: 8 },
    );
    expect(figures).toBeGreaterThan(100);
  });

  test('sees a question that few came to nowhere, until enough came to it at one place', async () => {
    const form = randomUUID();
    const one = { place: 0, version: '1', mode: 'mail', size: 8, rare: 3 } as const;
    await letOut(form, one);
    await letOut(form, { ...one, place: 1 });
    await letOut(form, { ...one, place: 2 });
    const rare = async () => [...(await look(form))].filter(([key]) => key.endsWith('|rare'));
    // Nine in the sector, and nobody is told: a place's own later step would single out the rest.
    expect(await rare()).toEqual([]);
    await letOut(form, { ...one, rare: 6 });
    expect(new Set((await rare()).map(([, n]) => n))).toEqual(new Set([9]));
    const { rows } = await boss.query<{ behind: number }>(
      `select changed as behind from answer_counts
       where form_id = $1 and scope = 'sector:health' and form_version = '' and item = 'rare' and code = ''`,
      [form],
    );
    expect(rows).toEqual([{ behind: 6 }]);
  });
});
