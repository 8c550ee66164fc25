import pg from 'pg';
import { AppError, type Log } from '@otklik/kernel';

// `date` stays text: as a Date it would be local midnight, a day early as JSON in Moscow.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
// Counts fit into a double; what does not is refused rather than rounded.
pg.types.setTypeParser(pg.types.builtins.INT8, (value) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new AppError('internal', { reason: 'bigint-too-large' });
  return number;
});
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

export interface PoolOptions {
  readonly url: string;
  readonly size_max: number;
  readonly name: string;
  readonly log: Log;
  /** Schemas to look in, when not the role's own default. */
  readonly searchPath?: string;
}

/** A bounded pool. Waiting for a connection longer than 5 s means we are over capacity. */
export function openPool({ url, size_max, name, log, searchPath }: PoolOptions): pg.Pool {
  const settings = [
    '-c statement_timeout=20000',
    '-c lock_timeout=5000',
    '-c idle_in_transaction_session_timeout=30000',
    '-c timezone=UTC',
    ...(searchPath ? [`-c search_path=${searchPath}`] : []),
  ];
  const pool = new pg.Pool({
    connectionString: url,
    max: size_max,
    application_name: name,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    options: settings.join(' '),
    // Statements asked together are sent together: each wait for an answer wakes two processes.
    pipeline: true,
  });
  // An idle connection that dies is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) =>
    log.warn('database.idle-connection-lost', { pool: name, name: error.name }),
  );
  pool.on('connect', (client) =>
    client.on('error', (error) =>
      log.warn('database.connection-lost', { pool: name, name: error.name }),
    ),
  );
  return pool;
}

/** Our words for the two ways a pool says no. */
export function asCapacityError(error: unknown): unknown {
  if (error instanceof Error && /timeout exceeded when trying to connect/.test(error.message))
    return new AppError('over-capacity', {}, { cause: error });
  return error;
}
