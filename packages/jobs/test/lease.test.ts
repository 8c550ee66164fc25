import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '@otklik/db';
import { useInstallation } from '../../../tests/support/installation.ts';
import { holdLease } from '../src/lease.ts';

const house = useInstallation();
let sql: pg.Client;
beforeAll(async () => {
  sql = new pg.Client({ connectionString: house.it.superUrl });
  await sql.connect();
});
afterAll(() => sql.end());

async function worker(name: string): Promise<{ die(): Promise<void> }> {
  const { app, database } = house.it;
  const pool = openPool({ url: database.jobsUrl, size_max: 2, name, log: app.log });
  const lease = await holdLease(pool, name, app.log);
  return {
    // As at a kill: the lock goes with the connection.
    async die() {
      await lease.stop();
      await pool.end();
    },
  };
}

async function jobsHeldBy(name: string, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1)
    await sql.query(`select graphile_worker.add_job('of-nobody', '{}')`);
  await sql.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() where locked_by is null`,
    [name],
  );
}

async function held(): Promise<string[]> {
  const { rows } = await sql.query<{ by: string }>(
    `select locked_by as by from graphile_worker._private_jobs where locked_by is not null order by id`,
  );
  return rows.map(({ by }) => by);
}

describe('the lease of a worker', () => {
  test('jobs of the dead are freed, those of the living are left alone', async () => {
    const living = await worker('living');
    await jobsHeldBy('living', 2);
    await jobsHeldBy('dead', 3);
    const second = await worker('second');
    expect(await held()).toEqual(['living', 'living']);
    await living.die();
    // The lock is gone a moment after the connection was closed.
    await expect
      .poll(async () => {
        const next = await worker('next');
        const left = await held();
        await next.die();
        return left;
      })
      .toEqual([]);
    await second.die();
  });

  test('nobody frees what is his own', async () => {
    await sql.query('delete from graphile_worker._private_jobs');
    await jobsHeldBy('mine', 1);
    const mine = await worker('mine');
    expect(await held()).toEqual(['mine']);
    await mine.die();
  });

  test('a round of a scheduled job that was cut off after the next one came is no dead job', async () => {
    await sql.query('delete from graphile_worker._private_jobs');
    const round = (ts: string) =>
      sql.query(
        `select graphile_worker.add_job('every-minute', json_build_object('_cron', $1::text), job_key => 'k')`,
        [ts],
      );
    await round('10:00');
    await sql.query(
      `update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now()`,
    );
    await round('10:01');
    const left = async () =>
      (
        await sql.query<{ key: string | null }>(
          'select key from graphile_worker._private_jobs order by id',
        )
      ).rows;
    expect(await left()).toEqual([{ key: null }, { key: 'k' }]);
    const next = await worker('next');
    expect(await left()).toEqual([{ key: 'k' }]);
    await next.die();
    // One that was given back earlier goes as well.
    await sql.query(
      `update graphile_worker._private_jobs set attempts = max_attempts, key = null, locked_by = null`,
    );
    const later = await worker('later');
    expect(await left()).toEqual([]);
    await later.die();
  });
});
