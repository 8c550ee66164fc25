import type { Pool, PoolClient } from 'pg';
import {
  AppError,
  regionOf,
  type EnqueueOptions,
  type JobPayload,
  type KeyPort,
  type Scope,
  type Tx,
} from '@otklik/kernel';
import { kyselyOver } from './client-dialect.ts';
import { asCapacityError } from './pool.ts';
import { sendTogether } from './send-together.ts';
import { openVault } from './vault.ts';

/** `lazy`: a crash may forget it; for counters, never for acts. */
export interface ScopeOptions {
  readonly readonly?: boolean;
  readonly now?: Date;
  readonly lazy?: boolean;
}

/** One message for begin and scope: 0.40 ms a transaction against 0.72 with three round trips (docs/reference/performance.md). */
function opening(scope: Scope, { readonly, lazy }: ScopeOptions): string {
  const region = regionOf(scope) ?? '';
  if (!/^([A-Z]{2}-[A-Z]{2,3})?$/.test(region)) throw new AppError('internal', { reason: 'scope' });
  const durability = lazy ? '; set local synchronous_commit = off' : '';
  return `begin${readonly ? ' read only' : ''}; set local app.region = '${region}'${durability}`;
}

async function enqueue(
  client: PoolClient,
  job: string,
  payload: JobPayload,
  options: EnqueueOptions = {},
): Promise<void> {
  await client.query({
    name: 'enqueue-job',
    text: 'select job_port.enqueue($1, $2, $3, $4)',
    values: [job, JSON.stringify(payload), options.runAt ?? null, options.key ?? null],
  });
}

/**
 * Runs `work` in one transaction that sees what the scope allows. Commits when it returns, rolls back
 * when it throws; a connection that broke is dropped, never handed to the next.
 */
export function scopedTransactions(pool: Pool, keys: KeyPort) {
  return async function withScope<T>(
    scope: Scope,
    work: (tx: Tx) => Promise<T>,
    options: ScopeOptions = {},
  ): Promise<T> {
    const client = await pool.connect().catch((error: unknown) => {
      throw asCapacityError(error);
    });
    const now = options.now ?? new Date();
    const db = kyselyOver(client);
    let broken: Error | undefined;
    try {
      // Not waited for: the first statement goes out with it. Where it fails, so do all that follow.
      sendTogether(client);
      const opened = client.query(opening(scope, options));
      opened.catch(() => undefined);
      const result = await work({
        scope,
        now,
        db,
        vault: openVault(db, keys, scope, now),
        enqueue: (job, payload, rest) => enqueue(client, job, payload, rest),
      });
      await opened;
      const { command } = await client.query('commit');
      // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
      if (command !== 'COMMIT')
        throw new AppError('internal', { reason: 'transaction-was-aborted' });
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };
}
