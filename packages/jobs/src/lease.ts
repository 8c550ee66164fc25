import type { Pool, PoolClient } from 'pg';
import type { Log } from '@otklik/kernel';

/** First key of the advisory locks by which a living worker is known. */
const ALIVE = 7_315_005;
const CHECK_EVERY_MS = 15_000;

/**
 * Jobs stay locked by the worker that took them. One that was killed never unlocks, and the runner
 * waits four hours before it believes that (graphile-worker 0.18). So each worker holds a lock that
 * lives as long as its connection, and whoever finds jobs locked by a worker without one frees them.
 */
export async function holdLease(
  pool: Pool,
  workerId: string,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  let holder: PoolClient | null = null;

  const hold = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    try {
      await client.query('select pg_advisory_lock($1, hashtext($2))', [ALIVE, workerId]);
    } catch (error) {
      client.release(true);
      throw error;
    }
    client.once('end', () => {
      if (holder === client) holder = null;
    });
    return client;
  };

  const check = async (): Promise<void> => {
    try {
      holder ??= await hold();
      const freed = await freeAbandoned(holder, workerId);
      if (freed > 0) log.warn('jobs.freed-after-a-dead-worker', { jobs_count: freed });
    } catch (error) {
      // The lock may be gone with the connection: take a new one next time.
      holder?.release(true);
      holder = null;
      log.warn('jobs.lease-not-checked', { error });
    }
  };

  await check();
  let checking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    checking = checking.then(check);
  }, CHECK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await checking;
      holder?.release(true);
      holder = null;
    },
  };
}

/** What these workers hold is free for others at once. */
export async function unlock(client: Pool | PoolClient, workerIds: string[]): Promise<void> {
  await client.query('select graphile_worker.force_unlock_workers($1)', [workerIds]);
  await endSuperseded(client);
}

/**
 * A scheduled job whose next round came while it ran has lost its key and may not be tried again
 * (graphile-worker 0.18); cut off, it would lie there for ever and look dead, although the next round does
 * its work.
 */
const endSuperseded = (client: Pool | PoolClient) =>
  client.query(
    `select graphile_worker.complete_jobs(array(
       select id from graphile_worker._private_jobs
       where locked_by is null and key is null and attempts >= max_attempts and last_error is null
         and payload::jsonb ? '_cron'))`,
  );

/** A try at the lock of a worker that lives fails; the tries are given back with the transaction. */
async function freeAbandoned(client: PoolClient, workerId: string): Promise<number> {
  const { rows } = await client.query<{ worker: string; jobs: number }>(
    `with held as (
       select locked_by as worker, count(*)::int as jobs from graphile_worker._private_jobs
       where locked_by is not null and locked_by <> $2 group by locked_by)
     select worker, jobs from held where pg_try_advisory_xact_lock($1, hashtext(worker))`,
    [ALIVE, workerId],
  );
  if (rows.length === 0) {
    await endSuperseded(client);
    return 0;
  }
  await unlock(
    client,
    rows.map(({ worker }) => worker),
  );
  return rows.reduce((sum, { jobs }) => sum + jobs, 0);
}
