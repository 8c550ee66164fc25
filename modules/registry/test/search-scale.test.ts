import { CompiledQuery, PostgresQueryCompiler, sql, type KyselyPlugin } from 'kysely';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { publicScope, systemScope, type Tx } from '@otklik/kernel';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { findClinics } from '../src/queries/find-clinics.ts';
import { indexClinics } from '../src/store/index-clinics.ts';

const installation = useInstallation();
const CLINICS = 20_000;
const SYLLABLES = 'ба во ги ду же зи ко лу ми на по ро са ту фе хо це ча ши ял'.split(' ');
const SMALL_ROWS = 1000;

// The rows go in by one statement, which the importer would take half a minute for; the search index
// over them is made by the importer's own function.
beforeAll(async () => {
  const { app, ownerUrl } = installation.it;
  for (let from = 0; from < CLINICS; from += 5000)
    await app.store.withScope(systemScope(REGION, 'test'), async (tx) => {
      const { rows } = await sql<{ id: string }>`
        insert into clinics (region_id, id, code, name_ru, number, audience, unit, service, operator,
                             okrug_id, district_id, address_ru, demo, order_key, search_name)
        select ${REGION}, gen_random_uuid(), 'big-' || n, 'Поликлиника № ' || 1000 + n, 1000 + n,
          case n % 2 when 0 then 'child' else 'adult' end, 'head', 'general', 'unspecified',
          d.parent_id, d.id, s[n % 20 + 1] || s[n / 20 % 20 + 1] || s[n / 400 % 20 + 1] || 'нская улица, д. ' || n % 90,
          false, '1|' || n, 'поликлиника ' || 1000 + n
        from (select ${SYLLABLES}::text[] as s) a, generate_series(${from}::int, ${from + 4999}::int) n
        join (select id, parent_id, row_number() over (order by id) as at from districts where kind = 'district') d
          on d.at = n % 126 + 1
        returning id`.execute(tx.db);
      await indexClinics(
        tx,
        rows.map((row) => row.id),
      );
    });
  // What autovacuum does within a minute of such an import: what waits beside the index of words goes in too.
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('vacuum (analyze) clinics, clinic_terms, search_words, districts');
  await owner.end();
}, 180_000);

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The plans of every statement that the search ran, as the app's own role under row-level security. */
async function plansOf(q: string): Promise<Plan[]> {
  const compiler = new PostgresQueryCompiler();
  return installation.it.app.store.withScope(publicScope(REGION), async (tx) => {
    const seen: CompiledQuery[] = [];
    const spy: KyselyPlugin = {
      transformQuery: ({ node, queryId }) => {
        seen.push(compiler.compileQuery(node, queryId));
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const watched: Tx = { ...tx, db: tx.db.withPlugin(spy) };
    const actor = visitor();
    const input = { q, limit: 20 };
    const { app } = installation.it;
    await findClinics.handle({
      app,
      actor,
      input,
      tx: watched,
      subject: null,
      prepared: undefined,
    });
    const plans: Plan[] = [];
    for (const query of seen) {
      const explain = `explain (analyze, timing off, format json) ${query.sql}`;
      const { rows } = await tx.db.executeQuery<{ 'QUERY PLAN': { Plan: Plan }[] }>(
        CompiledQuery.raw(explain, [...query.parameters]),
      );
      plans.push(...rows.flatMap((row) => row['QUERY PLAN'].map((entry) => entry.Plan)));
    }
    return plans;
  });
}

/** Sequential scans that went through more rows than a small table has. */
const longScans = (plans: readonly Plan[]): string[] =>
  plans
    .flatMap(nodesOf)
    .filter((node) => node['Node Type'] === 'Seq Scan')
    .filter((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) > SMALL_ROWS)
    .map((node) => node['Relation Name'] ?? '');

test.each([
  ['15432', 'by number'],
  ['Хамовники 191', 'by district and number'],
  ['бабабанская', 'by street'],
  ['бабабнская', 'by street with a typing error'],
  ['бабаб', 'by the beginning of a street'],
  [',f,f,fycrfz', 'by street on the other keyboard'],
  ['поликлиника 15432', 'by a word that all have, and a number'],
])('«%s» (%s) reads no large table from end to end', async (q) => {
  const plans = await plansOf(q);
  expect(plans.length).toBeGreaterThan(1);
  expect(longScans(plans)).toEqual([]);
});

test('among 20,000 clinics the right one is still first', async () => {
  const first = async (q: string) =>
    (await installation.it.faces.registry.findClinics(visitor(), { q })).clinics[0]?.code;
  expect(await first('№ 15432')).toBe('big-14432');
  expect(await first('детская 38')).toBe('msk-c-038');
  expect(await first('паликлиника 191')).toBe('msk-a-191');
  expect(await first('хамовнеки 68')).toBe('msk-a-068-z');
});

test('a word that all clinics have pages through them all the same', async () => {
  const found = await installation.it.faces.registry.findClinics(visitor(), { q: 'поликлиника' });
  expect(found.total_count).toBe(CLINICS + 110);
  expect(found.clinics).toHaveLength(20);
});
