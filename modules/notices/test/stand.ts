import pg from 'pg';
import { regionScope, type MailPort, type Tx } from '@otklik/kernel';
import {
  openInstallation,
  REGION,
  type TestInstallation,
} from '../../../tests/support/installation.ts';

/** An installation with a look past its policies and a hand on its outbox. */
export interface Stand extends TestInstallation {
  inRegion<T>(work: (tx: Tx) => Promise<T>, region?: string): Promise<T>;
  /** As the superuser, past every policy: to look at what is stored. */
  raw(sql: string, values?: unknown[]): Promise<pg.QueryResult>;
  /** What was queued for later becomes due. */
  hurryJobs(): Promise<void>;
}

export async function openStand(
  options: { mail?: MailPort; env?: Record<string, string> } = {},
): Promise<Stand> {
  const installation = await openInstallation(options.env);
  // The job runner keeps real time: with a clock in the past every pause would be over at once.
  installation.clock.set(new Date());
  if (options.mail) Object.assign(installation.app.ports, { mail: options.mail });
  const { app, clock, close, superUrl } = installation;
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  return {
    ...installation,
    inRegion: (work, region = REGION) =>
      app.store.withScope(regionScope(region), work, { now: clock.now() }),
    raw: (sql, values) => client.query(sql, values),
    async hurryJobs() {
      await client.query('update graphile_worker._private_jobs set run_at = now()');
    },
    async close() {
      await client.end();
      await close();
    },
  };
}
