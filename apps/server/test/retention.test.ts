import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contactFor, confirmContact } from '@otklik/notices';
import { newId, runAny, systemScope, type Actor } from '@otklik/kernel';
import { houseJobs } from '../src/house-jobs.ts';
import { allSweeps, runRetention } from '../src/retention.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { filing } from './filings.ts';

const house = useInstallation();
const DAY_MS = 86_400_000;
const chief = staff(newId(), { role: 'administrator', reach: { kind: 'region' } });
const GROUND = 'Запрос прокуратуры № 12';
let boss: pg.Client;

beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
});
afterAll(() => boss.end());

const contact = (email: string) =>
  house.it.app.store.withScope(
    systemScope(REGION, 'test'),
    (tx) => contactFor(tx, { email, locale: 'ru' }),
    { now: house.it.clock.now() },
  );
const living = async (id: string): Promise<boolean> => {
  const { rows } = await boss.query<{ index: string | null; wrapped: string | null }>(
    `select c.email_index as index, k.wrapped from contacts c join data_keys k on k.id = c.data_key_id
     where c.id = $1`,
    [id],
  );
  // The address and its key go together or not at all.
  expect(rows[0]!.index === null).toBe(rows[0]!.wrapped === null);
  return rows[0]!.index !== null;
};
const lastRun = async (name: string) =>
  (
    await boss.query<{ removed: number; held: number; error: string | null; done: boolean }>(
      `select removed_count as removed, held_count as held, error_code as error,
         finished_at is not null as done
       from retention_runs where class = $1 order by started_at desc, id desc limit 1`,
      [name],
    )
  ).rows[0];

describe('the daily job', () => {
  test('has a sweep for every class with a term, and a term for every sweep', async () => {
    const { rows } = await boss.query<{ class: string }>(
      'select class from retention_terms where region_id = $1 order by class',
      [REGION],
    );
    const swept = allSweeps(house.it).map((sweep) => sweep.class);
    expect(rows.map((row) => row.class)).toEqual(swept.toSorted());
    expect(new Set(swept).size).toBe(swept.length);
  });

  test('forgets an unconfirmed address after its term, and no other', async () => {
    const old = await contact('old@example.org');
    const confirmed = await contact('confirmed@example.org');
    await house.it.app.store.withScope(systemScope(REGION, 'test'), (tx) =>
      confirmContact(tx, confirmed),
    );
    house.it.clock.advance(29 * DAY_MS);
    const fresh = await contact('fresh@example.org');
    expect(await runRetention(house.it)).toBe(0);
    expect(await living(old)).toBe(true);
    house.it.clock.advance(2 * DAY_MS);
    expect(await runRetention(house.it)).toBe(0);
    expect([await living(old), await living(confirmed), await living(fresh)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(await lastRun('unconfirmed-contacts')).toEqual({
      removed: 1,
      held: 0,
      error: null,
      done: true,
    });
  });

  test('leaves an old address that was typed again and waits for its link', async () => {
    const id = await contact('again@example.org');
    house.it.clock.advance(31 * DAY_MS);
    await house.it.faces.complaints.fileComplaint(
      visitor(),
      filing({ email: 'again@example.org', facts: factsNow() }) as never,
      { proofOfWork: 'no-script' },
    );
    await runRetention(house.it);
    expect(await living(id)).toBe(true);
  });

  test('run twice changes nothing', async () => {
    for (let run = 0; run < 2; run += 1) {
      house.it.clock.advance(1000);
      await runRetention(house.it);
    }
    const { rows } = await boss.query<{ class: string; removed: number }>(
      `select distinct on (class) class, removed_count as removed from retention_runs
       order by class, started_at desc, id desc`,
    );
    expect(rows.filter(({ removed }) => removed > 0)).toEqual([]);
  });

  test('takes its term from the table: another term, another day', async () => {
    const id = await contact('shorter@example.org');
    await boss.query(
      `update retention_terms set term_hours = 48 where class = 'unconfirmed-contacts'`,
    );
    house.it.clock.advance(2 * DAY_MS + 1);
    await runRetention(house.it);
    expect(await living(id)).toBe(false);
    await boss.query(
      `update retention_terms set term_hours = 720 where class = 'unconfirmed-contacts'`,
    );
  });

  test('deletes nothing of a class without a term in force, says so, and does the rest', async () => {
    const id = await contact('nowhere@example.org');
    house.it.clock.advance(40 * DAY_MS);
    await boss.query(
      `update retention_terms set valid_to = '2026-01-02' where class = 'unconfirmed-contacts'`,
    );
    expect(await runRetention(house.it)).toBe(1);
    expect(await living(id)).toBe(true);
    expect(await lastRun('unconfirmed-contacts')).toMatchObject({ error: 'unknown-reference' });
    expect(await lastRun('rate-limits')).toMatchObject({ error: null, done: true });
    await boss.query(
      `update retention_terms set valid_to = null where class = 'unconfirmed-contacts'`,
    );
  });

  test('logs no personal data', async () => {
    const { rows } = await boss.query('select r::text as line from retention_runs r');
    expect(JSON.stringify(rows)).not.toMatch(/example\.org|@/);
  });
});

/** Facts of a complaint about today, by the moved clock. */
function factsNow() {
  const day = house.it.clock.now().toISOString().slice(0, 10);
  return { appointed_at: `${day}T09:00`, started_at: `${day}T11:30` };
}

describe('a legal hold', () => {
  test('of a case wins over the terms, for its author too, until it is lifted', async () => {
    const filed = await house.it.faces.complaints.fileComplaint(
      visitor(),
      filing({ email: 'held@example.org', facts: factsNow() }) as never,
      { proofOfWork: 'no-script' },
    );
    const { rows } = await boss.query<{ author: string; key: string }>(
      'select author_id as author, data_key_id as key from cases where number = $1',
      [filed.number],
    );
    const { author, key } = rows[0]!;
    const keyLives = async () =>
      (await boss.query('select 1 from data_keys where id = $1 and wrapped is not null', [key]))
        .rowCount === 1;
    const { holdId } = await house.it.faces.cases.holdCase(chief, {
      number: filed.number,
      ground: GROUND,
      until: null,
    });
    house.it.clock.advance(8 * DAY_MS);
    const clock: Actor = { kind: 'system', region: REGION, name: 'clock' };
    await house.it.faces.cases.settleCase(clock, { number: filed.number });
    house.it.clock.advance(40 * DAY_MS);
    await runRetention(house.it);
    expect([await living(author), await keyLives()]).toEqual([true, true]);
    expect(await lastRun('unconfirmed-contacts')).toMatchObject({ held: 1 });
    expect(await lastRun('lapsed-cases')).toMatchObject({ held: 1 });

    await house.it.faces.retention.liftHold({ ...chief, provenAt: house.it.clock.now() } as Actor, {
      holdId,
    });
    await runRetention(house.it);
    expect([await living(author), await keyLives()]).toEqual([false, false]);
  });

  test('of a person ends after its last day', async () => {
    const id = await contact('until@example.org');
    const until = new Date(house.it.clock.now().getTime() + 35 * DAY_MS).toISOString().slice(0, 10);
    await house.it.faces.notices.holdContact(chief, {
      email: 'until@example.org',
      ground: GROUND,
      until,
    });
    house.it.clock.advance(34 * DAY_MS);
    await runRetention(house.it);
    expect(await living(id)).toBe(true);
    house.it.clock.advance(2 * DAY_MS);
    await runRetention(house.it);
    expect(await living(id)).toBe(false);
  });

  test('is seen with its ground, and with who set it', async () => {
    const { holds, terms } = await house.it.faces.retention.overview(chief, {});
    expect(holds).toHaveLength(2);
    expect(holds.map(({ ground, counts }) => [ground, counts])).toEqual([
      [GROUND, false],
      [GROUND, false],
    ]);
    expect(holds[0]!.setBy).toMatch(/^person:/);
    expect(terms.find((term) => term.class === 'unconfirmed-contacts')).toMatchObject({
      hours: 720,
      lastRun: { removed: 1, errorCode: null },
    });
  });

  test('may not begin in the past', async () => {
    await contact('past@example.org');
    const hold = { email: 'past@example.org', ground: GROUND, until: '2026-01-01' };
    await expect(house.it.faces.notices.holdContact(chief, hold)).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

test('the other sweeps take what is theirs', async () => {
  const actor: Actor = { kind: 'system', region: REGION, name: 'retention' };
  await boss.query(
    `insert into invitations (region_id, id, token_hash, contact_id, role, reach_kind, reach_id, created_at, expires_at)
     select region_id, $1, 'x', id, 'moderator', 'region', '', created_at, $2 from contacts limit 1`,
    [newId(), new Date(house.it.clock.now().getTime() - 31 * DAY_MS)],
  );
  await boss.query(`update letters set state = 'sent', secret_sealed = null`);
  house.it.clock.advance(31 * DAY_MS);
  for (const sweep of allSweeps(house.it))
    await sweep.run({ app: house.it.app, region: REGION, signal: new AbortController().signal });
  expect((await boss.query('select 1 from invitations')).rowCount).toBe(0);
  expect((await boss.query(`select 1 from letters where data <> '{}'`)).rowCount).toBe(0);
  expect((await boss.query('select 1 from letters')).rowCount).toBeGreaterThan(0);
  const stranger = { ...actor, name: 'sweep' };
  const { manifest } = await import('@otklik/notices');
  await expect(
    runAny(house.it.app, stranger, manifest.commands.emptyOldLetters, {}),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

test('halves of files that a crash left behind go after a day', async () => {
  const halves = join(house.it.settings.dataDir, 'objects', '.tmp');
  await mkdir(halves, { recursive: true });
  for (const name of ['old', 'new']) await writeFile(join(halves, name), 'half');
  const now_s = house.it.clock.now().getTime() / 1000;
  await utimes(join(halves, 'old'), now_s - 86_401, now_s - 86_401);
  await utimes(join(halves, 'new'), now_s - 86_000, now_s - 86_000);
  const job = houseJobs(house.it).find(({ name }) => name === 'house.sweep-halves')!;
  await job.run({ app: house.it.app, payload: {}, signal: new AbortController().signal });
  expect(await readdir(halves)).toEqual(['new']);
});
