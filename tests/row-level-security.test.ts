import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, openPool, passwordOf, roleNames, urlFor } from '@otklik/db';
import { isAppError, nationalScope, newId, regionScope } from '@otklik/kernel';
import { allConstraints, allMigrations } from '../apps/server/src/modules.ts';
import { scopedTransactions } from '../packages/db/src/scoped.ts';
import { clientFor, regionTables, type RegionTable } from './support/catalogue.ts';
import { useInstallation } from './support/installation.ts';

const house = useInstallation();
const roles = roleNames('otklik');
const OWN = 'RU-MOW';
const OTHER = 'RU-SPE';
const REFUSED = '42501';

let boss: pg.Client;
let tables: RegionTable[];

const urlOf = (role: string): string =>
  urlFor(house.it.ownerUrl, role, passwordOf(house.it.app.ports.keys, role));
const appUrl = (): string => urlOf(roles.app);

beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
  tables = await regionTables(boss);
});
afterAll(() => boss.end());

const rowsOf = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await boss.query<Record<string, unknown>>(sql, values)).rows;

describe('the catalogue', () => {
  test('knows the region tables', () => {
    expect(tables.length).toBeGreaterThan(20);
  });

  test('row-level security is enabled and forced on every table with a region', async () => {
    const open = tables.filter((table) => !table.enabled || !table.forced);
    expect(open.map((table) => table.name)).toEqual([]);
  });

  test('every one has a policy for all commands that asks the region both ways', async () => {
    const policies = await rowsOf(`select c.oid::regclass::text as name, p.polcmd::text as cmd,
      p.polroles::oid[]::text as roles, pg_get_expr(p.polqual, p.polrelid) as reads,
      pg_get_expr(p.polwithcheck, p.polrelid) as writes
      from pg_policy p join pg_class c on c.oid = p.polrelid`);
    const asks = /region_id = NULLIF\(current_setting\('app\.region'::text, true\), ''::text\)/;
    const without = tables.filter(
      (table) =>
        !policies.some(
          (policy) =>
            policy.name === table.name &&
            policy.cmd === '*' &&
            asks.test(String(policy.reads)) &&
            asks.test(String(policy.writes)),
        ),
    );
    expect(without.map((table) => table.name)).toEqual([]);
  });

  test('no policy lets the app role past its region', async () => {
    const loose = await rowsOf(
      `select c.relname, p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
       where pg_get_expr(coalesce(p.polqual, p.polwithcheck), p.polrelid) not like '%app.region%'
         and (p.polroles = '{0}' or (select oid from pg_roles where rolname = $1) = any (p.polroles))`,
      [roles.app],
    );
    expect(loose).toEqual([]);
  });

  test('primary keys and unique indexes begin with region_id', async () => {
    const wrong = await rowsOf(
      `select i.indexrelid::regclass::text as index from pg_index i
       join pg_attribute r on r.attrelid = i.indrelid and r.attname = 'region_id'
       join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and (i.indisunique or i.indisprimary) and i.indkey[0] <> r.attnum`,
    );
    const keyless = await rowsOf(
      `select c.relname from pg_class c
       where c.oid = any ($1::regclass[]) and not exists
         (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
      [tables.map((table) => table.name)],
    );
    expect(wrong).toEqual([]);
    expect(keyless).toEqual([]);
  });

  test('foreign keys between region tables carry the region', async () => {
    const wrong = await rowsOf(
      `select k.conname from pg_constraint k
       join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'region_id'
       join pg_attribute b on b.attrelid = k.confrelid and b.attname = 'region_id'
       where k.contype = 'f' and not (a.attnum = any (k.conkey) and b.attnum = any (k.confkey))`,
    );
    expect(wrong).toEqual([]);
  });

  test('views answer with the rights of who asks; no materialised view holds region rows', async () => {
    const wrong = await rowsOf(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and (c.relkind = 'm' or (c.relkind = 'v'
         and not coalesce(c.reloptions, '{}') @> '{security_invoker=true}'))`,
    );
    expect(wrong).toEqual([]);
  });

  test('definer functions pin their search path and are not for everybody', async () => {
    const wrong = await rowsOf(
      `select p.oid::regprocedure::text as name from pg_proc p
       join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
         and (not exists (select 1 from unnest(coalesce(p.proconfig, '{}')) s where s like 'search_path=%')
              or has_function_privilege('public', p.oid, 'execute'))`,
    );
    expect(wrong).toEqual([]);
  });

  test('the app role is nobody special: owns nothing, bypasses nothing, creates nothing', async () => {
    const [app] = await rowsOf(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         (select count(*)::int from pg_class c where c.relowner = r.oid) as owns,
         (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships,
         has_schema_privilege(rolname, 'public', 'create') as creates
       from pg_roles r where rolname = $1`,
      [roles.app],
    );
    expect(app).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      owns: 0,
      memberships: 0,
      creates: false,
    });
  });

  test('the act log can be read and appended to, never changed, by any lesser role', async () => {
    const wrong = await rowsOf(
      `select r.rolname, t.name, p.privilege from pg_roles r,
         unnest(array['audit_rows', 'audit_seals', 'audit_heads', 'filing_log', 'filing_days'])
           as t(name),
         unnest(array['update', 'delete', 'truncate']) as p(privilege)
       where r.rolname = any ($1) and has_table_privilege(r.rolname, t.name, p.privilege)`,
      [Object.values(roles)],
    );
    expect(wrong).toEqual([]);
  });
});

/** Region tables of which a role reads nothing, not one column. */
const unreadable = async (role: string): Promise<string[]> =>
  (
    await rowsOf(
      `select t.name from unnest($1::text[]) as t(name)
       where not has_any_column_privilege($2, t.name, 'select') order by 1`,
      [tables.map((table) => table.name), role],
    )
  ).map(({ name }) => String(name));

describe('the two stores of surveys', () => {
  const KEPT_FROM_THE_APP = [
    'answer_counts',
    'answer_pairs',
    'answer_scores',
    'doctor_mark_keys',
    'survey_answers',
    'waiting_answers',
    'waiting_doctor_marks',
  ];
  /** What says nothing of a person: forms, places, minimums, what everybody may see, the act log. */
  const READ_BY_BOTH = [
    'answer_batch_keys',
    'audit_rows',
    'comment_keys',
    'disclosure',
    'doctor_shown',
    'shown_counts',
    'shown_pairs',
    'shown_scores',
    'survey_answer_days',
    'survey_answer_leaves',
    'survey_form_versions',
    'survey_losses',
    'survey_places',
    'survey_releases',
  ];

  test('the app reads no answer, no box and no true count', async () => {
    expect(await unreadable(roles.app)).toEqual(KEPT_FROM_THE_APP);
  });

  test('the role of the answers reads no person, invitation, link, letter, draft or key of theirs', async () => {
    const kept = new Set(await unreadable(roles.answers));
    const read = tables.map(({ name }) => name).filter((name) => !kept.has(name));
    expect(read.toSorted()).toEqual([...KEPT_FROM_THE_APP, ...READ_BY_BOTH].toSorted());
  });

  test('of a key that both know, the app reads the public half alone, and of comments the answers', async () => {
    const halves = await rowsOf(
      `select has_column_privilege($1, 'answer_batch_keys', 'wrapped', 'select') as day,
         has_column_privilege($2, 'comment_keys', 'wrapped', 'select') as month`,
      [roles.app, roles.answers],
    );
    expect(halves).toEqual([{ day: false, month: false }]);
  });

  test('a transaction of the answers has neither vault nor jobs', async () => {
    const { store } = house.it.app;
    const scope = regionScope(OWN);
    const asked = (work: Parameters<typeof store.withScope>[1]) =>
      store.withScope(scope, work, { as: 'answers' });
    const refused = { code: 'internal', data: { reason: 'not-in-the-store-of-answers' } };
    await expect(asked((tx) => tx.vault.newKey())).rejects.toMatchObject(refused);
    await expect(asked((tx) => tx.enqueue('any', {}))).rejects.toMatchObject(refused);
    const looks = (table: 'data_keys' | 'survey_people') =>
      asked((tx) => tx.db.selectFrom(table).select('region_id').execute());
    await expect(looks('data_keys')).rejects.toMatchObject({ code: REFUSED });
    await expect(looks('survey_people')).rejects.toMatchObject({ code: REFUSED });
    const app = store.withScope(scope, (tx) =>
      tx.db.selectFrom('waiting_answers').select('region_id').execute(),
    );
    await expect(app).rejects.toMatchObject({ code: REFUSED });
  });
});

/** A value of the column's type; what it means does not matter to row-level security. */
function sampleOf(type: string): unknown {
  if (type === 'uuid') return randomUUID();
  if (type === 'jsonb') return '{}';
  if (type === 'boolean') return false;
  if (type === 'date' || type.startsWith('timestamp')) return '2026-01-01';
  if (type.endsWith('[]')) return [];
  if (/int|double|numeric|real|xid8/.test(type)) return 1;
  return `sample-${randomUUID()}`;
}

async function insertSample(client: pg.ClientBase, table: RegionTable, region: string) {
  const columns = table.columns.filter((column) => column.required);
  const names = columns.map((column) => column.name).join(', ');
  const values = columns.map((c) => (c.name === 'region_id' ? region : sampleOf(c.type)));
  const holes = columns.map((column, index) => `$${index + 1}::${column.type}`).join(', ');
  // One row a region may have come with the first data.
  await client.query(
    `insert into ${table.name} (${names}) values (${holes}) on conflict do nothing`,
    values,
  );
}

/** The error code of a statement that must not pass, or how many rows it touched. */
async function attempt(client: pg.ClientBase, work: () => Promise<{ rowCount?: number | null }>) {
  await client.query('savepoint attempt');
  try {
    const { rowCount } = await work();
    return rowCount ?? 0;
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await client.query('rollback to savepoint attempt');
  }
}

describe('the walls, on every region table', () => {
  let app: pg.Client;
  let answers: pg.Client;
  let readByAnswers: ReadonlySet<string>;
  /** A role that may read the table: the app's, and for what is kept from it that of the answers. */
  const readerOf = (table: RegionTable): pg.Client =>
    readByAnswers.has(table.name) ? answers : app;
  beforeAll(async () => {
    // Only row-level security is asked here, so the samples need not make sense.
    const others = await rowsOf(
      `select conrelid::regclass::text as t, conname from pg_constraint
       where contype in ('c', 'f') and conrelid = any ($1::regclass[])`,
      [tables.map((table) => table.name)],
    );
    for (const { t, conname } of others)
      await boss.query(`alter table ${String(t)} drop constraint if exists "${String(conname)}"`);
    // All samples are of one day, which a sealed day would not take.
    await boss.query('alter table filing_log disable trigger refuse_sealed_day');
    await boss.query('alter table survey_answer_leaves disable trigger refuse_sealed_answer_day');
    for (const table of tables)
      for (const region of [OWN, OTHER]) await insertSample(boss, table, region);
    app = await clientFor(appUrl());
    answers = await clientFor(urlOf(roles.answers));
    readByAnswers = new Set(await unreadable(roles.app));
  });
  afterAll(async () => {
    await Promise.all([app.end(), answers.end()]);
    // No installation would start beside sample keys that nothing here opens.
    await boss.query('delete from data_keys');
  });

  test('without a scope nothing is read and nothing written', async () => {
    for (const role of [app, answers]) await role.query('begin');
    for (const table of tables) {
      const reader = readerOf(table);
      expect
        .soft(await reader.query(`select 1 from ${table.name} limit 1`), table.name)
        .toMatchObject({
          rowCount: 0,
        });
      const written = await attempt(reader, async () => {
        await insertSample(reader, table, OWN);
        return { rowCount: 1 };
      });
      expect.soft(written, table.name).toBe(REFUSED);
      for (const change of [
        `update ${table.name} set region_id = region_id`,
        `delete from ${table.name}`,
      ])
        expect
          .soft([0, REFUSED], change)
          .toContain(await attempt(reader, () => reader.query(change)));
    }
    for (const role of [app, answers]) await role.query('rollback');
  });

  test('it is the walls that hold: taken down, comments and pilots show another region', async () => {
    const named = tables.filter(({ name }) =>
      /^(comment_|survey_comments|survey_openings|pilot)/.test(name),
    );
    expect(named.length).toBeGreaterThanOrEqual(11);
    for (const { name } of named.filter((table) => table.name !== 'comment_keys')) {
      await boss.query('begin');
      await boss.query(`alter table ${name} disable row level security`);
      await boss.query(`set local app.region = '${OWN}'`);
      await boss.query(`set local role ${pg.escapeIdentifier(roles.app)}`);
      const seen = await boss.query<{ region_id: string }>(
        `select distinct region_id from ${name} order by 1`,
      );
      await boss.query('rollback');
      expect
        .soft(
          seen.rows.map((row) => row.region_id),
          name,
        )
        .toEqual([OTHER, OWN].toSorted());
    }
  });

  test('one region neither reads, writes, moves nor deletes rows of another', async () => {
    for (const role of [app, answers]) await role.query(`begin; set local app.region = '${OWN}'`);
    for (const table of tables) {
      const reader = readerOf(table);
      const { rows } = await reader.query<{ region_id: string }>(
        `select distinct region_id from ${table.name}`,
      );
      expect.soft(rows, table.name).toEqual([{ region_id: OWN }]);
      const planted = await attempt(reader, async () => {
        await insertSample(reader, table, OTHER);
        return { rowCount: 1 };
      });
      expect.soft(planted, `insert into ${table.name}`).toBe(REFUSED);
      for (const change of [
        `update ${table.name} set region_id = region_id where region_id = '${OTHER}'`,
        `delete from ${table.name} where region_id = '${OTHER}'`,
      ])
        expect
          .soft([0, REFUSED], change)
          .toContain(await attempt(reader, () => reader.query(change)));
      const moved = `update ${table.name} set region_id = '${OTHER}'`;
      expect.soft(await attempt(reader, () => reader.query(moved)), moved).toBe(REFUSED);
    }
    for (const role of [app, answers]) await role.query('rollback');
  });
});

describe('scopes on pooled connections', () => {
  test('a thousand transactions of two regions on two connections never mix', async () => {
    const { keys } = house.it.app.ports;
    const database = await openDatabase({
      ownerUrl: house.it.ownerUrl,
      keys,
      log: house.it.app.log,
      migrations: allMigrations,
      constraints: allConstraints,
      demo: true,
      size_max: 2,
    });
    const { store } = database;
    const one = async (index: number): Promise<string[]> => {
      const region = index % 2 === 0 ? OWN : OTHER;
      const action = `test.mixed-${region}`;
      return store.withScope(
        index % 7 === 0 ? nationalScope() : regionScope(region),
        async (tx) => {
          if (index % 7 !== 0)
            await tx.db
              .insertInto('audit_rows')
              .values({
                region_id: region,
                id: newId(),
                at: tx.now,
                actor: 'system:test',
                role: '',
                action,
                object: '',
                outcome: 'done',
                before: null,
                after: null,
              })
              .execute();
          const rows = await tx.db
            .selectFrom('audit_rows')
            .select(['region_id'])
            .distinct()
            .where('action', 'like', 'test.mixed-%')
            .execute();
          // Some end badly, in our code or in the database's.
          if (index % 11 === 0) throw new Error('on purpose');
          if (index % 13 === 0)
            await tx.db
              .selectFrom('nowhere' as 'audit_rows')
              .selectAll()
              .execute();
          return rows.map((row) => row.region_id);
        },
      );
    };
    try {
      // A hundred at a time: the pool's queue is bounded in time.
      for (let batch = 0; batch < 10; batch += 1) {
        const indexes = Array.from({ length: 100 }, (_, at) => batch * 100 + at);
        const seen = await Promise.allSettled(indexes.map(one));
        for (const [at, outcome] of seen.entries()) {
          const index = batch * 100 + at;
          if (outcome.status === 'rejected') {
            expect(index % 11 === 0 || index % 13 === 0).toBe(true);
            continue;
          }
          const expected = index % 7 === 0 ? [] : [index % 2 === 0 ? OWN : OTHER];
          expect(outcome.value).toEqual(expected);
        }
      }
    } finally {
      await database.close();
    }
  });

  test('the setting ends with its transaction, and after an error the connection is clean', async () => {
    const { log, ports } = house.it.app;
    const pool = openPool({ url: appUrl(), size_max: 1, name: 'otklik-test', log });
    const withScope = scopedTransactions(pool, ports.keys);
    const state = async () =>
      (
        await pool.query<{ region: string | null; inside: boolean; pid: number }>(
          `select current_setting('app.region', true) as region,
             now() <> statement_timestamp() as inside, pg_backend_pid() as pid`,
        )
      ).rows[0]!;
    try {
      await withScope(regionScope(OWN), async () => undefined);
      const before = await state();
      expect(before).toMatchObject({ region: '', inside: false });
      await expect(
        withScope(regionScope(OWN), (tx) =>
          tx.db
            .selectFrom('nowhere' as 'audit_rows')
            .selectAll()
            .execute(),
        ),
      ).rejects.toMatchObject({ code: '42P01' });
      expect(await state()).toEqual(before);
      // A swallowed error aborts the transaction; it may not look committed.
      const swallowed = withScope(regionScope(OWN), async (tx) => {
        await tx.db
          .selectFrom('nowhere' as 'audit_rows')
          .selectAll()
          .execute()
          .catch(() => undefined);
      });
      await expect(swallowed).rejects.toSatisfy(isAppError);
      expect(await state()).toEqual(before);
      // A connection that died inside is replaced, not handed on.
      await expect(
        withScope(regionScope(OWN), async (tx) => {
          await boss.query('select pg_terminate_backend($1)', [before.pid]);
          await tx.db.selectFrom('audit_rows').select('id').limit(1).execute();
        }),
      ).rejects.toThrow();
      const after = await state();
      expect(after.pid).not.toBe(before.pid);
      expect(after.region ?? '').toBe('');
    } finally {
      await pool.end();
    }
  });

  test('the server refuses to run as a role that is too strong', async () => {
    const options = {
      ownerUrl: house.it.ownerUrl,
      keys: house.it.app.ports.keys,
      log: house.it.app.log,
      migrations: [],
      constraints: {},
      demo: true,
    };
    for (const appUrlTooStrong of [house.it.ownerUrl, house.it.superUrl])
      await expect(openDatabase({ ...options, appUrl: appUrlTooStrong })).rejects.toMatchObject({
        code: 'unavailable',
        data: { reason: 'database-role-too-strong' },
      });
  });
});
