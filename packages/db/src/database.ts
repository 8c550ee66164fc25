import pg from 'pg';
import {
  AppError,
  type ErrorCode,
  type KeyPort,
  type Log,
  type Scope,
  type Store,
  type Tx,
} from '@otklik/kernel';
import { signHeads, type AuditHead } from './audit-heads.ts';
import { verifyAudit, type AuditVerdict } from './audit-verify.ts';
import { audit, claimKey, countLimits, keepAnswer, spendProof } from './bookkeeping.ts';
import { countGuess, forgetGuesses } from './guesses.ts';
import { checkInstallation, refuseForeignSecrets, rewrapCheck } from './installation.ts';
import { FOUNDATION, inspectMigrations, migrate, type MigrationFolder } from './migrate.ts';
import { openPool } from './pool.ts';
import {
  ensureRoles,
  passwordOf,
  refuseMissingRole,
  refuseStrongRole,
  roleNames,
  urlFor,
} from './roles.ts';
import { scopedTransactions, type ScopedOptions } from './scoped.ts';
import { kekUse, type KekUse } from './rewrap.ts';
import { sealAudit } from './sealer.ts';
import { refuseOldServer } from './server-version.ts';
import { settleAfterLoad } from './settle.ts';
import { translator } from './translate.ts';
import {
  alertsSince,
  auditAges,
  hasMigrations,
  keepAlerts,
  migrationNames,
  type AlertChanges,
  type AuditAges,
} from './watch.ts';

export interface DatabaseOptions {
  /** The owner: makes roles and migrates. */
  readonly ownerUrl: string;
  /** Who makes the lesser roles when the owner may not: the embedded cluster's superuser. */
  readonly roleMakerUrl?: string;
  /** The app's own address, where the owner may not make roles at all. */
  readonly appUrl?: string;
  readonly keys: KeyPort;
  readonly log: Log;
  readonly migrations: readonly MigrationFolder[];
  readonly constraints: Readonly<Record<string, ErrorCode>>;
  /** Whether this process runs a demonstration: a demo database serves no other. */
  readonly demo?: boolean;
  /** Opens it to look: an installation that has no row of its own yet is left without. */
  readonly inspect?: boolean;
  /** Connections of the app's pool; 10 unless told. */
  readonly size_max?: number;
}

/** A ready database: migrated, entered as the lesser roles. The raw handle stays inside. */
export interface Database {
  readonly store: Store;
  /** The app's own address: for benchmarks that drive the same role bare. */
  readonly appUrl: string;
  /** For the job runner, on its own schema. */
  readonly jobsUrl: string;
  /** For the account library, on its own schema. */
  readonly authUrl: string;
  /** Answers, and has every migration of this version. */
  ready(): Promise<boolean>;
  /** Connections of the app's pool now, and who waits for one. */
  poolUse(): PoolUse;
  auditAges(now: Date): Promise<AuditAges>;
  keepAlerts(names: readonly string[], now: Date): Promise<AlertChanges>;
  alertsSince(): Promise<ReadonlyMap<string, Date>>;
  sealAudit(): Promise<number>;
  /** Today's heads that are not signed yet. @returns how many were made */
  signHeads(now: Date): Promise<number>;
  /** @param published heads saved outside this database, to be compared with it too */
  verifyAudit(region: string, published?: readonly AuditHead[]): Promise<AuditVerdict>;
  /** How many data keys need which key-encryption key. */
  kekUse(): Promise<KekUse[]>;
  /** After a bulk load: see `settleAfterLoad`. */
  settle(emptied: readonly string[]): Promise<void>;
  /** Wraps the installation's own check with the current key. @returns whether it was needed */
  rewrapCheck(): Promise<boolean>;
  close(): Promise<void>;
}

export interface PoolUse {
  readonly size_max: number;
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

async function asClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'otklik-setup' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function asHeld(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>) {
  const client = await pool.connect();
  try {
    await work(client);
  } finally {
    client.release();
  }
}

/** Whether a server answers its owner and is new enough. @throws AppError unavailable, database-too-old */
export const inspectServer = (ownerUrl: string): Promise<void> =>
  asClient(ownerUrl, (client) => refuseOldServer(client));

/**
 * Whether a start would find the database ready. Looks, and makes nothing.
 * @throws AppError unavailable with `reason`: database-too-old, migrations-pending (with `pending`: names
 *   of files), migrations-changed (with `changed`)
 */
export async function inspectDatabase({
  ownerUrl,
  migrations,
}: Pick<DatabaseOptions, 'ownerUrl' | 'migrations'>): Promise<void> {
  const { pending, changed } = await asClient(ownerUrl, async (client) => {
    await refuseOldServer(client);
    return inspectMigrations(client, [FOUNDATION, ...migrations]);
  });
  if (changed.length > 0)
    throw new AppError('unavailable', { reason: 'migrations-changed', changed });
  if (pending.length > 0)
    throw new AppError('unavailable', { reason: 'migrations-pending', pending });
}

/** Makes the roles and applies the migrations. Safe to run from several processes at once. */
export async function prepareDatabase(options: DatabaseOptions): Promise<string[]> {
  const { ownerUrl, roleMakerUrl, appUrl, keys, log, migrations } = options;
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  const roles = roleNames(owner);
  await asClient(ownerUrl, async (client) => {
    await refuseOldServer(client);
    await refuseForeignSecrets(client, keys);
  });
  if (!appUrl)
    await asClient(roleMakerUrl ?? ownerUrl, (client) => ensureRoles(client, owner, keys));
  const app = appUrl ? decodeURIComponent(new URL(appUrl).username) : roles.app;
  return asClient(ownerUrl, async (client) => {
    await refuseMissingRole(client, roles.answers);
    return migrate(client, { ...roles, app }, [FOUNDATION, ...migrations], log);
  });
}

/** Opens the pools of a prepared database. @throws AppError unavailable when the role is too strong */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { ownerUrl, appUrl, keys, log, constraints, size_max = 10 } = options;
  const roles = roleNames(decodeURIComponent(new URL(ownerUrl).username));
  const urlOf = (role: string) => urlFor(ownerUrl, role, passwordOf(keys, role));
  const app = openPool({ url: appUrl ?? urlOf(roles.app), size_max, name: 'otklik-app', log });
  const auditor = openPool({ url: urlOf(roles.auditor), size_max: 2, name: 'otklik-auditor', log });
  const answers = openPool({ url: urlOf(roles.answers), size_max: 3, name: 'otklik-answers', log });
  const close = async () => {
    await Promise.all([app.end(), auditor.end(), answers.end()]);
  };
  try {
    await asHeld(answers, refuseStrongRole);
    const client = await app.connect();
    try {
      await refuseStrongRole(client);
      const use = await kekUse(auditor);
      await checkInstallation(client, keys, { use, ...options });
    } finally {
      client.release();
    }
  } catch (error) {
    await close();
    throw error;
  }
  const migrations = await migrationNames([FOUNDATION, ...options.migrations]);
  const asApp = scopedTransactions(app, keys);
  const asAnswers = scopedTransactions(answers, null);
  const withScope = <T>(scope: Scope, work: (tx: Tx) => Promise<T>, told: ScopedOptions = {}) =>
    (told.as === 'answers' ? asAnswers : asApp)(scope, work, told);
  const store: Store = {
    withScope,
    async takeLimits(scope, limits, now, guess = null) {
      const count = async (tx: Tx) =>
        (await countLimits(tx, limits)) ?? (guess && (await countGuess(tx, guess)));
      const refusal = await withScope(scope, count, { now, lazy: true });
      if (refusal) throw refusal;
    },
    forgetGuesses,
    claimKey,
    keepAnswer,
    spendProof,
    audit,
    translate: translator({ proof_spent_once: 'proof-of-work-spent', ...constraints }),
  };
  return {
    store,
    appUrl: appUrl ?? urlOf(roles.app),
    jobsUrl: urlOf(roles.jobs),
    authUrl: urlOf(roles.auth),
    async ready() {
      try {
        return await hasMigrations(app, migrations);
      } catch (error) {
        log.warn('database.not-ready', { name: error instanceof AppError ? error.code : 'error' });
        return false;
      }
    },
    poolUse: () => ({
      size_max,
      open: app.totalCount,
      idle: app.idleCount,
      waiting: app.waitingCount,
    }),
    auditAges: (now) => auditAges(auditor, now),
    keepAlerts: (names, now) => keepAlerts(app, names, now),
    alertsSince: () => alertsSince(app),
    sealAudit: () => sealAudit(auditor),
    signHeads: (now) => signHeads(auditor, keys, now),
    verifyAudit: (region, published) => verifyAudit(auditor, keys.auditKeys(), region, published),
    kekUse: () => kekUse(auditor),
    settle: (emptied) => asClient(ownerUrl, (client) => settleAfterLoad(client, emptied)),
    async rewrapCheck() {
      const client = await app.connect();
      try {
        return await rewrapCheck(client, keys);
      } finally {
        client.release();
      }
    },
    close,
  };
}
