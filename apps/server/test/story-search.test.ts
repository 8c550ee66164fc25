import { afterAll, beforeAll, expect, test } from 'vitest';
import { PUBLIC_STATES } from '@otklik/cases';
import { regionScope } from '@otklik/kernel';
import { publicPage } from '../../../modules/complaints/src/store/public-list.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { useInstallation } from '../../../tests/support/installation.ts';
import { seedIfEmpty } from '../src/seed/seed.ts';
import { asSuperuser } from './seed-helpers.ts';

const house = useInstallation();
const PAST = { cases_count: 500, days_count: 60 };

beforeAll(async () => {
  await seedIfEmpty(house.it, 'demo', () => undefined, PAST);
});

const WORDS = [
  'врач',
  'очередь',
  'бахилы',
  'запись на приём',
  'ребёнок -врач',
  'лифт',
  '"нет бахил"',
  'ъъъ',
  'и',
  "';--",
];

// Published, and not a mere stub; a case put aside for a danger is listed again when that is settled.
const SHOWN = PUBLIC_STATES.filter((state) => state !== 'withdrawn' && state !== 'redirected')
  .map((state) => `'${state}'`)
  .join();

const found = (q: string, walked: number | undefined, rest: object = {}, region = 'RU-MOW') =>
  house.it.app.store.withScope(
    regionScope(region),
    (tx) => publicPage(tx, { q, page: 1, limit: 50, ...rest }, walked),
    { readonly: true },
  );

const plain = async (q: string, clinic?: string): Promise<string[]> => {
  const rows = await asSuperuser<{ number: string }>(
    house.it,
    `select c.number from cases c join complaints p on p.case_id = c.id
     where c.published_at is not null and c.state in (${SHOWN})
       and p.search @@ websearch_to_tsquery('russian', search_form($q$${q}$q$))
       ${clinic ? `and c.clinic_id = '${clinic}'` : ''}
     order by c.published_at desc, c.id desc`,
  );
  return rows.map((row) => row.number);
};

test.each(WORDS)('%s is found the same by walking, by the index and by reading all', async (q) => {
  const expected = await plain(q);
  for (const walked of [10_000, 3]) {
    const { rows, total, more } = await found(q, walked);
    expect(rows.map((row) => row.number)).toEqual(expected.slice(0, 50));
    // Once the page is full older stories are not counted, and the answer says so.
    expect(total).toBeLessThanOrEqual(expected.length);
    if (expected.length <= 50) expect(total).toBe(expected.length);
    if (total < expected.length) expect(more).toBe(true);
  }
});

test('a common word is answered from the newest, and says that there are more', async () => {
  const [most] = await asSuperuser<{ word: string }>(
    house.it,
    `select word from ts_stat('select search from complaints') where word !~ '^~' order by ndoc desc limit 1`,
  );
  const expected = await plain(most!.word);
  expect(expected.length).toBeGreaterThan(60);
  const { rows, total, more } = await found(most!.word, 150, { limit: 5 });
  expect(rows.map((row) => row.number)).toEqual(expected.slice(0, 5));
  expect(total).toBeLessThan(expected.length);
  expect(more).toBe(true);
});

test('behind a filter nothing is lost, however few of the newest finds it lets through', async () => {
  const clinics = await asSuperuser<{ clinic: string }>(
    house.it,
    `select clinic_id as clinic from cases where published_at is not null group by 1 having count(*) between 4 and 12
     order by max(published_at) limit 5`,
  );
  expect(clinics).toHaveLength(5);
  for (const { clinic } of clinics) {
    const expected = await plain('поликлиника', clinic);
    for (const walked of [undefined, 1]) {
      const { rows, total, more } = await found('поликлиника', walked, {
        clinicId: clinic,
        limit: 2,
      });
      expect(rows.map((row) => row.number)).toEqual(expected.slice(0, 2));
      if (expected.length <= 2) expect([total, more]).toEqual([expected.length, false]);
    }
  }
});

test('a case that goes to another clinic is found behind that clinic’s filter from then on', async () => {
  const [first, other] = await asSuperuser<{ clinic: string }>(
    house.it,
    `select clinic_id as clinic from cases join complaints on case_id = id
     where state in (${SHOWN}) and search @@ to_tsquery('russian', 'врач')
     group by 1 having count(*) between 2 and 6 order by 1 limit 2`,
  );
  const before = await plain('врач', first!.clinic);
  const moved = await asSuperuser<{ number: string }>(
    house.it,
    `update cases set clinic_id = '${other!.clinic}' where clinic_id = '${first!.clinic}' returning number`,
  );
  expect(moved.length).toBeGreaterThan(1);
  const numbersOf = async (clinicId: string) =>
    (await found('врач', 1, { clinicId })).rows.map((row) => row.number);
  expect(await numbersOf(first!.clinic)).toEqual([]);
  const now = await numbersOf(other!.clinic);
  expect(now).toEqual(await plain('врач', other!.clinic));
  expect(before.length).toBeGreaterThan(0);
  expect(now).toEqual(expect.arrayContaining(before));
});

test('pages of a search follow one another without a gap', async () => {
  const expected = await plain('поликлиника');
  const pages = await Promise.all(
    [1, 2, 3].map((page) => found('поликлиника', 3, { page, limit: 7 })),
  );
  expect(pages.flatMap(({ rows }) => rows.map((row) => row.number))).toEqual(expected.slice(0, 21));
});

test('words are not found across regions', async () => {
  const other = await found('поликлиника', 3, {}, 'RU-SPE');
  expect(other).toMatchObject({ rows: [], total: 0 });
  const none = await asSuperuser<{ n: number }>(
    house.it,
    `select count(*)::int as n from stories_with(to_tsquery('russian', 'поликлиника')), stories_dated(to_tsquery('russian', 'поликлиника'))`,
  );
  expect(none[0]!.n).toBe(0);
});

let boss: Awaited<ReturnType<typeof clientFor>>;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
});
afterAll(() => boss.end());

test('the function reads the index of words, which row-level security keeps from the app itself', async () => {
  await boss.query('analyze complaints');
  await boss.query('begin');
  await boss.query('set local enable_seqscan = off');
  await boss.query(`select set_config('app.region', 'RU-MOW', true)`);
  const planOf = async (role: string): Promise<string> => {
    await boss.query(`set local role ${role}`);
    const { rows } = await boss.query<{ 'QUERY PLAN': string }>(
      `explain select case_id from complaints where region_id = 'RU-MOW' and search @@ to_tsquery('russian', 'лифт')`,
    );
    await boss.query('reset role');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  expect(await planOf('otklik')).toContain('complaints_by_words');
  expect(await planOf('otklik_app')).not.toContain('complaints_by_words');
  await boss.query('rollback');
});
