import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { createKeys, createLog } from '@otklik/adapters';
import { passwordOf, urlFor } from '@otklik/db';
import { runDueJobs } from '@otklik/jobs';
import { movableClock, type Actor, type Grant, type Letter, type Log } from '@otklik/kernel';
import { assemble, type Installation } from '../../apps/server/src/assemble.ts';
import { allJobs } from '../../apps/server/src/modules.ts';
import { readSettings } from '../../apps/server/src/settings.ts';

export const REGION = 'RU-MOW';
export const TEST_START = new Date('2026-06-10T09:00:00Z');

export interface TestInstallation extends Installation {
  readonly clock: ReturnType<typeof movableClock>;
  /** Letters the fake post office took, oldest first. */
  readonly letters: Letter[];
  /** An address of this database as superuser or owner: for looking past row-level security. */
  readonly superUrl: string;
  readonly ownerUrl: string;
  /** Runs every job that is due now. */
  runJobs(): Promise<void>;
}

const quiet = (): Log => createLog({ write: () => undefined, level: 'error' });

async function clone(superUrl: string): Promise<string> {
  const name = `t_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query(`create database ${name} template ${inject('template')} owner otklik`);
  } finally {
    await client.end();
  }
  return name;
}

/**
 * A whole installation on a fresh clone of the template, with a clock moved by hand.
 *
 * @param secrets a folder of its own with a copy of the run's secrets, where a test changes them
 */
export async function openInstallation(
  env: Record<string, string> = {},
  secrets?: string,
): Promise<TestInstallation> {
  const superUrl = inject('superUrl');
  const dataDir = inject('dataDir');
  const database = await clone(superUrl);
  const log = quiet();
  const keys = createKeys({ folder: secrets ?? join(dataDir, 'secrets'), log });
  const owner = new URL(urlFor(superUrl, 'otklik', passwordOf(keys, 'otklik')));
  owner.pathname = `/${database}`;
  const roleMaker = new URL(superUrl);
  roleMaker.pathname = `/${database}`;
  const clock = movableClock(TEST_START);
  const letters: Letter[] = [];
  const settings = readSettings({
    DATA_DIR: join(dataDir, database),
    DATABASE_URL: owner.toString(),
    ...env,
  });
  const installation = await assemble({
    settings,
    log,
    hold: 'join',
    clock,
    roleMakerUrl: roleMaker.toString(),
    ports: {
      keys,
      // With an SMTP_URL the letters go where it says; production mode asks for one, its tests keep theirs.
      ...(env.SMTP_URL && env.OTKLIK_MODE !== 'production'
        ? {}
        : { mail: { send: async (letter) => void letters.push(letter) } }),
    },
  });
  return {
    ...installation,
    clock,
    letters,
    superUrl: roleMaker.toString(),
    ownerUrl: owner.toString(),
    runJobs: () =>
      runDueJobs({ jobsUrl: installation.database.jobsUrl, app: installation.app, jobs: allJobs }),
  };
}

/** One installation for a test file: opened before its tests, closed after. */
export function useInstallation(env: Record<string, string> = {}): {
  readonly it: TestInstallation;
} {
  const holder: { current?: TestInstallation } = {};
  beforeAll(async () => {
    holder.current = await openInstallation(env);
  });
  afterAll(async () => {
    await holder.current?.close();
  });
  return {
    get it() {
      if (!holder.current) throw new Error('the installation is not open yet');
      return holder.current;
    },
  };
}

export const visitor = (origin = 'test-origin'): Actor => ({
  kind: 'visitor',
  region: REGION,
  origin,
});

/** Somebody who has just proved that it is they: dangerous acts ask for that. */
export const proven = <One extends Actor>(actor: One): One => ({
  ...actor,
  provenAt: new Date('2100-01-01T00:00:00Z'),
});

export const staff = (personId: string, ...grants: Grant[]): Actor => ({
  kind: 'person',
  region: REGION,
  personId,
  sessionId: '00000000-0000-7000-8000-000000000000',
  grants,
  secondFactor: true,
  origin: 'staff-origin',
});
