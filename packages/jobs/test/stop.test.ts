import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useInstallation } from '../../../tests/support/installation.ts';
import { defineJob, startJobs } from '../src/index.ts';

const house = useInstallation();
let sql: pg.Client;
beforeAll(async () => {
  sql = new pg.Client({ connectionString: house.it.superUrl });
  await sql.connect();
});
afterAll(() => sql.end());

test('a job that does not end in time goes back to the queue, and the worker stops', async () => {
  let begun: () => void = () => undefined;
  let release: () => void = () => undefined;
  const running = new Promise<void>((resolve) => (begun = resolve));
  const stuck = new Promise<void>((resolve) => (release = resolve));
  const { app, database } = house.it;
  const job = defineJob({
    name: 'test-stuck',
    async run() {
      begun();
      await stuck;
    },
  });
  const { jobsUrl } = database;
  const worker = await startJobs({ jobsUrl, app, jobs: [job], finishWithin_ms: 200 });
  await sql.query(`select graphile_worker.add_job('test-stuck', '{}')`);
  await running;
  const held = async () =>
    (
      await sql.query<{ locked: boolean }>(
        `select locked_at is not null as locked from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'test-stuck'`,
      )
    ).rows;
  expect(await held()).toEqual([{ locked: true }]);
  await worker.stop();
  expect(await held()).toEqual([{ locked: false }]);
  // Another worker takes it up at once.
  let again = false;
  const next = defineJob({ name: 'test-stuck', run: async () => void (again = true) });
  const second = await startJobs({ jobsUrl, app, jobs: [next] });
  await expect.poll(() => again, { timeout: 5000 }).toBe(true);
  await second.stop();
  expect(await held()).toEqual([]);
  release();
});

const away = 'alter table graphile_worker._private_jobs rename to gone';
const back = 'alter table graphile_worker.gone rename to _private_jobs';
/** Long enough for a worker to break down, and for a first attempt to begin anew. */
const brokenDown = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1500));

test('a worker that could not write a job as done is followed by another, which takes the job up again', async () => {
  const { app, database } = house.it;
  let runs = 0;
  const job = defineJob({
    name: 'test-break',
    async run() {
      runs += 1;
      if (runs === 1) await sql.query(away);
    },
  });
  const worker = await startJobs({ jobsUrl: database.jobsUrl, app, jobs: [job], concurrency: 1 });
  await sql.query(`select graphile_worker.add_job('test-break', '{}')`);
  await expect.poll(() => runs, { timeout: 5000 }).toBe(1);
  await brokenDown();
  await sql.query(back);
  await expect.poll(() => runs, { timeout: 15_000 }).toBe(2);
  await worker.stop();
  const { rows } = await sql.query(
    `select 1 from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'test-break'`,
  );
  expect(rows).toEqual([]);
}, 30_000);

test('a stop while no worker can begin ends all the same', async () => {
  const { app, database } = house.it;
  let ran = false;
  const job = defineJob({
    name: 'test-away',
    async run() {
      await sql.query(away);
      ran = true;
    },
  });
  const worker = await startJobs({ jobsUrl: database.jobsUrl, app, jobs: [job] });
  await sql.query(`select graphile_worker.add_job('test-away', '{}')`);
  await expect.poll(() => ran, { timeout: 5000 }).toBe(true);
  await brokenDown();
  try {
    await expect(worker.stop()).resolves.toBeUndefined();
  } finally {
    await sql.query(back);
  }
});
