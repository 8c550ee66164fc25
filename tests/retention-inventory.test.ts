import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { className } from '../apps/web/src/lib/retention/words.ts';
import { bundledTerms, inventory, retentionPage } from '../tools/generate/retention.ts';
import { clientFor } from './support/catalogue.ts';
import { expectGenerated } from './support/generated.ts';
import { useInstallation } from './support/installation.ts';

const house = useInstallation();
const { personal, plain, outside } = inventory();
const classes = bundledTerms().map((term) => term.class);
let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
});
afterAll(() => boss.end());

test('the inventory names every table of the database, once', async () => {
  const { rows } = await boss.query<{ name: string }>(
    `select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname in ('public', 'accounts_auth')`,
  );
  const named = [...Object.keys(personal), ...Object.keys(plain)];
  expect(named.toSorted()).toEqual(rows.map((row) => row.name).toSorted());
});

test('what is sealed or indexed blindly is called personal', async () => {
  const { rows } = await boss.query<{ name: string }>(
    `select distinct table_name as name from information_schema.columns
     where table_schema = 'public' and (column_name like '%\\_sealed' or column_name like '%email%'
       or column_name in ('person_id', 'contact_id', 'author_id', 'receipt_hash', 'principal'))`,
  );
  const missed = rows.map((row) => row.name).filter((name) => !(name in personal));
  expect(missed).toEqual([]);
});

test('every class of the inventory has a term, and every class stands somewhere', () => {
  const used = new Set(
    [...Object.values(personal), ...outside].flatMap((entry) => [...entry.classes]),
  );
  expect([...used].filter((name) => !classes.includes(name))).toEqual([]);
  // The log of deletions holds counts alone and still has a term.
  expect(classes.filter((name) => !used.has(name))).toEqual(['retention-runs']);
});

test('every class has words on the page of terms', () => {
  expect(classes.filter((name) => className(name) === name)).toEqual([]);
});

test('a personal table is swept, or it is said how long it is kept', () => {
  const silent = Object.entries(personal).filter(
    ([, { classes: swept, otherwise }]) => swept.length === 0 && !otherwise,
  );
  expect(silent.map(([table]) => table)).toEqual([]);
});

test('docs/reference/retention.md says what the data says', () => {
  expectGenerated('docs/reference/retention.md', retentionPage());
});
