import type { Pool, PoolClient } from 'pg';
import {
  AppError,
  regionOf,
  type EnqueueOptions,
  type JobPayload,
  type KeyPort,
  type Scope,
  type ScopeOptions,
  type Tx,
} from '@otklik/kernel';
import { kyselyOver } from './client-dialect.ts';
import { asCapacityError } from './pool.ts';
import { sendTogether } from './send-together.ts';
import { openVault, type Vault } from './vault.ts';

/** `lazy`: a crash may forget it; for counters, never for acts. */
export interface ScopedOptions extends ScopeOptions {
  readonly lazy?: boolean;
}

/** What a transaction of the answers' store has not: whoever asks for it made a mistake. */
const closed = (what: string): never => {
  throw new AppError('internal', { reason: 'not-in-the-store-of-answers', what });
};
const closedVault = new Proxy({} as Vault, { get: (_, name) => closed(`vault.${String(name)}`) });

/** One message for begin and scope: 0.40 ms a transaction against 0.72 with three round trips (docs/reference/performance.md). */
function opening(scope: Scope, { readonly, lazy }: ScopedOptions): string {
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
 *
 * @param keys null where the role has no data keys: then `vault` and `enqueue` refuse
 */
export function scopedTransactions(pool: Pool, keys: KeyPort | null) {
  return async function withScope<T>(
    scope: Scope,
    work: (tx: Tx) => Promise<T>,
    options: ScopedOptions = {},
  ): Promise<T> {
    const client = await pool.connect().catch((error: unknown) => {
      throw asCapacityError(error);
    });
    const now = options.now ?? new Date();
    let is_sound = true;
    const db = kyselyOver(client, () => {
      is_sound = false;
    });
    let broken: Error | undefined;
    let is_ending = false;
    try {
      // Not waited for: the first statement goes out with it. Where it fails, so do all that follow.
      sendTogether(client);
      const opened = client.query(opening(scope, options));
      opened.catch(() => undefined);
      const result = await work({
        scope,
        now,
        db,
        vault: keys ? openVault(db, keys, scope, now) : closedVault,
        enqueue: async (job, payload, rest) =>
          keys ? enqueue(client, job, payload, rest) : closed('enqueue'),
      });
      await opened;
      // A failure is told before the status of the connection says so: it is counted by ourselves.
      if ((options.readonly || options.lazy) && is_sound && client.getTransactionStatus() === 'T') {
        // Nothing hangs on the end of what only read or counted: the answer does not wait for it, only the connection does.
        is_ending = true;
        client.query('commit').then(
          () => client.release(),
          (failure: Error) => client.release(failure),
        );
        return result;
      }
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
      if (!is_ending) client.release(broken);
    }
  };
}
