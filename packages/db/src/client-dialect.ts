import { createHash } from 'node:crypto';
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { PoolClient } from 'pg';
import { sendTogether } from './send-together.ts';
import type { Tables } from './tables.ts';

// Statements are prepared by name on each connection, which saves PostgreSQL the parsing and planning.
// Texts are made by our own query builder, so there are few; the bound is for the odd generated one.
const NAMED_STATEMENTS_MAX = 2000;
const names = new Map<string, string>();

function nameOf(sql: string): string | undefined {
  const known = names.get(sql);
  if (known) return known;
  if (names.size >= NAMED_STATEMENTS_MAX) return undefined;
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 24);
  names.set(sql, name);
  return name;
}

class ClientConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  readonly #onFailure: () => void;
  constructor(client: PoolClient, onFailure: () => void) {
    this.#client = client;
    this.#onFailure = onFailure;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const name = nameOf(query.sql);
    sendTogether(this.#client);
    const result = await this.#client
      .query({
        text: query.sql,
        values: [...query.parameters],
        ...(name ? { name } : {}),
      })
      .catch((error: unknown) => {
        this.#onFailure();
        throw error;
      });
    return {
      rows: result.rows as R[],
      ...(result.rowCount === null ? {} : { numAffectedRows: BigInt(result.rowCount) }),
    };
  }
  // Streams would hold a transaction open for as long as a reader likes; batches with a cursor do not.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    yield* [];
    throw new Error('streaming inside a scoped transaction is not offered');
  }
}

/** A driver over one client that is already inside a transaction; it begins and commits nothing itself. */
class ClientDriver implements Driver {
  readonly #connection: ClientConnection;
  constructor(client: PoolClient, onFailure: () => void) {
    this.#connection = new ClientConnection(client, onFailure);
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async beginTransaction(): Promise<void> {
    throw new Error('withScope opens the only transaction');
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();

/**
 * Kysely bound to one client; costs microseconds, lives as long as its transaction.
 * @param onFailure told of each statement that failed, whoever swallows its error
 */
export const kyselyOver = (client: PoolClient, onFailure: () => void): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => new ClientDriver(client, onFailure),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => compiler,
    },
  });
