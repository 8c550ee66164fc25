import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, runAny, systemScope, type Actor } from '@otklik/kernel';
import { allErasers, replayErasures } from '../src/replay-erasures.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { filing } from './filings.ts';

const house = useInstallation();
const cli: Actor = { kind: 'system', region: REGION, name: 'cli' };
const chief = staff(newId(), { role: 'administrator', reach: { kind: 'region' } });
const GROUND = 'request of the subject';
const BACKED_UP = [
  'data_keys',
  'contacts',
  'letters',
  'cases',
  'case_entries',
  'case_clocks',
  'complaints',
] as const;

interface Subject {
  caseId: string;
  contactId: string;
  caseKey: string;
  contactKey: string;
  story: string;
  email: string;
}
let boss: pg.Client;
let subject: Subject;

const erase = (kind: string, subjectId: string) =>
  runAny(house.it.app, cli, allErasers[kind]!, { subjectId, ground: GROUND });

/** The ciphertexts of before, opened with whatever the vault has now. */
const opened = () =>
  house.it.app.store.withScope(systemScope(REGION, 'test'), async ({ vault }) => [
    await vault.open(
      subject.caseKey,
      { table: 'complaints', column: 'story_sealed', row: subject.caseId },
      subject.story,
    ),
    await vault.open(
      subject.contactKey,
      { table: 'contacts', column: 'email_sealed', row: subject.contactId },
      subject.email,
    ),
  ]);

const state = async () => {
  const all: unknown[] = [];
  for (const table of [...BACKED_UP, 'erasures'])
    all.push((await boss.query(`select * from ${table} order by 1, 2`)).rows);
  return all;
};

/** A database as it was before, by the rows that matter; the erasure list of that time is empty. */
async function restoreOld(): Promise<void> {
  await boss.query('set session_replication_role = replica');
  for (const table of BACKED_UP) {
    await boss.query(`delete from ${table}`);
    const { rows } = await boss.query<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [table],
    );
    const columns = rows.map(({ name }) => name).join(', ');
    await boss.query(`insert into ${table} (${columns}) select ${columns} from backup_${table}`);
  }
  await boss.query('delete from erasures');
  await boss.query('reset session_replication_role');
}

beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
  const filed = await house.it.faces.complaints.fileComplaint(visitor(), filing() as never, {
    proofOfWork: 'no-script',
  });
  await house.it.runJobs();
  const { rows } = await boss.query<Subject>(
    `select c.id as "caseId", c.author_id as "contactId", c.data_key_id as "caseKey",
       k.data_key_id as "contactKey", p.story_sealed as story, k.email_sealed as email
     from cases c join contacts k on k.id = c.author_id join complaints p on p.case_id = c.id
     where c.number = $1`,
    [filed.number],
  );
  subject = rows[0]!;
  for (const table of BACKED_UP)
    await boss.query(`create temp table backup_${table} as table ${table}`);
});
afterAll(() => boss.end());

test('a legal hold stands in the way of an erasure', async () => {
  const { number } = (await boss.query<{ number: string }>('select number from cases')).rows[0]!;
  const { holdId } = await house.it.faces.cases.holdCase(chief, {
    number,
    ground: 'Запрос прокуратуры № 12',
    until: null,
  });
  for (const [kind, id] of [
    ['complaint', subject.caseId],
    ['contact', subject.contactId],
  ] as const)
    await expect(erase(kind, id)).rejects.toMatchObject({
      code: 'move-impossible',
      data: { reason: 'legal-hold' },
    });
  expect(await opened()).toEqual([expect.stringContaining('Записалась'), 'patient@example.org']);
  await house.it.faces.retention.liftHold({ ...chief, provenAt: house.it.clock.now() } as Actor, {
    holdId,
  });
});

test('after an erasure nothing of the old ciphertext opens, and a tombstone stands', async () => {
  await erase('complaint', subject.caseId);
  await erase('contact', subject.contactId);
  expect(await opened()).toEqual([null, null]);
  const { rows } = await boss.query(`select wrapped from data_keys where id in ($1, $2)`, [
    subject.caseKey,
    subject.contactKey,
  ]);
  expect(rows).toEqual([{ wrapped: null }, { wrapped: null }]);
  const { rows: stones } = await boss.query(
    'select kind, subject_id, ground from erasures order by kind',
  );
  expect(stones).toEqual([
    { kind: 'complaint', subject_id: subject.caseId, ground: GROUND },
    { kind: 'contact', subject_id: subject.contactId, ground: GROUND },
  ]);
  const { rows: left } = await boss.query(
    `select email_index from contacts where id = $1 union all
     select story_public from complaints where case_id = $2`,
    [subject.contactId, subject.caseId],
  );
  expect(left).toEqual([{ email_index: null }, { email_index: null }]);
});

test('a restored backup gives the words back, and the replay takes them again, twice alike', async () => {
  // The copies beside the photos outlive a restore of the database.
  await house.it.runJobs();
  await restoreOld();
  expect(await opened()).toEqual([expect.stringContaining('Записалась'), 'patient@example.org']);
  expect(await replayErasures(house.it)).toEqual({ replayed: 2, found: 2, unknown: [] });
  expect(await opened()).toEqual([null, null]);
  expect((await boss.query('select 1 from contacts where email_index is not null')).rowCount).toBe(
    0,
  );
  const after = await state();
  expect(await replayErasures(house.it)).toEqual({ replayed: 2, found: 0, unknown: [] });
  const again = await state();
  // The instant of destruction is the only thing that a second replay may move.
  const still = (value: unknown) =>
    JSON.stringify(value, (key, inner: unknown) => (key === 'destroyed_at' ? null : inner));
  expect(still(again)).toBe(still(after));
});

test('a later hold does not bring back what was erased', async () => {
  await house.it.faces.notices
    .holdContact(chief, { email: 'patient@example.org', ground: 'Запрос № 13', until: null })
    .catch((error: unknown) => expect(error).toMatchObject({ code: 'not-found' }));
  await boss.query(
    `insert into legal_holds (region_id, id, person_id, label, ground, set_by, set_at)
     values ($1, $2, $3, '', 'late', 'x', now())`,
    [REGION, newId(), subject.contactId],
  );
  await restoreOld();
  await replayErasures(house.it);
  expect(await opened()).toEqual([null, null]);
});
