import { runMigrations } from 'graphile-worker';
import { openPool } from '@otklik/db';
import type { Log } from '@otklik/kernel';
import { quietLogger } from './logger.ts';

/**
 * Makes the runner's schema under the role that owns it, and the one function through which others
 * may add a job inside their own transaction. The runner's tables have row-level security and no
 * policies: only their owner works on them, so nobody else is granted anything but this function.
 */
export async function prepareJobs(jobsUrl: string, appRole: string, log: Log): Promise<void> {
  const pool = openPool({ url: jobsUrl, size_max: 2, name: 'otklik-jobs-setup', log });
  try {
    await runMigrations({ pgPool: pool, logger: quietLogger(log), noHandleSignals: true });
    const client = await pool.connect();
    try {
      const role = client.escapeIdentifier(appRole);
      await client.query(`begin; select pg_advisory_xact_lock(7315003)`);
      await client.query(`create schema if not exists job_port`);
      await client.query(`
        create or replace function job_port.enqueue(job text, payload json, run_at timestamptz, key text)
        returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        begin
          perform graphile_worker.add_job(
            identifier => job, payload => payload, run_at => run_at, job_key => key, max_attempts => 12);
        end $$`);
      await client.query(`revoke all on function job_port.enqueue from public`);
      await client.query(`grant usage on schema job_port to ${role}`);
      await client.query(`grant execute on function job_port.enqueue to ${role}`);
      await client.query('commit');
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}
