import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freshCopy, pgbenchScript, type Drawn, type Statement } from './statements.ts';

export interface BareOptions {
  readonly url: string;
  readonly statements: readonly Statement[];
  /** Ids made since then must be fresh in every repetition. */
  readonly since: Date;
  readonly clients: number;
  readonly seconds: number;
  /** What stands for values that a repetition must not share; asked of pgbench alone. */
  readonly drawn?: Drawn;
}

const PGBENCHES = [
  'pgbench',
  ...[18, 17, 16, 15].map((v) => `/usr/lib/postgresql/${v}/bin/pgbench`),
];

/** Drives the same statements against the same server without us: by pgbench, else by a loop. */
export async function driveBare(
  options: BareOptions,
): Promise<{ driver: string; rate: () => Promise<number> }> {
  const pgbench = PGBENCHES.find((name) => spawnSync(name, ['--version']).status === 0);
  if (pgbench) return { driver: 'pgbench -M prepared', rate: () => byPgbench(pgbench, options) };
  return {
    driver: 'a loop of prepared statements over node-postgres',
    rate: () => byLoop(options),
  };
}

async function byPgbench(pgbench: string, options: BareOptions): Promise<number> {
  const { url, statements, since, clients, seconds, drawn } = options;
  const script = join(mkdtempSync(join(tmpdir(), 'otklik-pgbench-')), 'script.sql');
  writeFileSync(script, pgbenchScript(statements, since, drawn));
  const { username, password, pathname, port, hostname, searchParams } = new URL(url);
  const { stdout } = await promisify(execFile)(
    pgbench,
    ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', script],
    {
      env: {
        ...process.env,
        PGHOST: searchParams.get('host') ?? hostname,
        PGPORT: port || '5432',
        PGUSER: decodeURIComponent(username),
        PGPASSWORD: decodeURIComponent(password),
        PGDATABASE: pathname.slice(1),
      },
    },
  );
  const failed = /number of failed transactions: (\d+)/.exec(stdout)?.[1];
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (!tps || failed !== '0') throw new Error(`pgbench: ${stdout}`);
  return Number(tps);
}

async function byLoop({ url, statements, since, clients, seconds }: BareOptions): Promise<number> {
  const connected = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const name = new Map(statements.map(({ text }, index) => [text, `bare-${index}`]));
  const until = performance.now() + seconds * 1000;
  let done = 0;
  await Promise.all(
    connected.map(async (client) => {
      while (performance.now() < until) {
        for (const { text, values } of freshCopy(statements, since))
          if (values.length === 0) await client.query(text);
          else await client.query({ name: name.get(text)!, text, values: [...values] });
        done += 1;
      }
      await client.end();
    }),
  );
  return done / seconds;
}
