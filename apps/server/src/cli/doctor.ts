import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { createLog, readKeysInfo } from '@otklik/adapters';
import { inspectServer } from '@otklik/db';
import { dutyIn } from '@otklik/complaints';
import { systemScope } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { assemble, type Installation } from '../assemble.ts';
import { inWords, judge } from '../health/rules.ts';
import { explain } from '../explain.ts';
import { mailRecords } from '../mail-records.ts';
import type { Settings } from '../settings.ts';
import { plainPhotos, plainPhotosText } from '../plain-photos.ts';
import { verdictText } from './act-log.ts';
import { progressOf, progressText } from './keys.ts';

interface Finding {
  readonly fine: boolean;
  readonly what: string;
  readonly mend?: string;
}

const DISK_FREE_MIN_BYTES = 1024 ** 3;

async function disk({ dataDir }: Settings): Promise<Finding[]> {
  if (!existsSync(dataDir))
    return [{ fine: true, what: `data folder ${dataDir} will be made at the first start` }];
  const writable = await access(dataDir, constants.W_OK).then(
    () => true,
    () => false,
  );
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  return [
    {
      fine: writable,
      what: `data folder ${dataDir} is ${writable ? 'writable' : 'not writable'}`,
      mend: 'Give the folder to the user who runs Otklik, or set DATA_DIR to another one.',
    },
    {
      fine: free > DISK_FREE_MIN_BYTES,
      what: `${(free / 1024 ** 3).toFixed(1)} GiB of disk are free`,
      mend: 'Free some space: photos, letters and the database need at least 1 GiB.',
    },
  ];
}

function secrets(settings: Settings): Finding[] {
  const info = readKeysInfo(join(settings.dataDir, 'secrets'));
  if (!info) return [{ fine: true, what: 'secrets will be made at the first start' }];
  return [
    {
      fine: settings.mode === 'demo' || !info.isDemo,
      what: info.isDemo ? 'the secrets are those of a demonstration' : 'the secrets are in place',
      mend: 'Production needs its own: start with an empty DATA_DIR.',
    },
  ];
}

const hasCluster = ({ dataDir }: Settings): boolean =>
  existsSync(join(dataDir, 'postgres/cluster/PG_VERSION'));

/** Before the first start there are no secrets, and without them nobody gets in: only whether it answers. */
async function untouchedDatabase(settings: Settings): Promise<Finding[]> {
  if (settings.databaseUrl) {
    await inspectServer(settings.databaseUrl);
    return [{ fine: true, what: 'the database answers; the first start prepares it' }];
  }
  return [
    hasCluster(settings)
      ? {
          fine: false,
          what: 'there is a database but none of the secrets it was made with',
          mend: 'Bring back the folder `secrets` of this installation from its backup.',
        }
      : { fine: true, what: 'the embedded database will be made at the first start' },
  ];
}

async function preparedDatabase(settings: Settings): Promise<Finding[]> {
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'error' });
  const installation = await assemble({ settings, log, hold: 'join', inspect: true });
  try {
    const { app, faces, database: db, health } = installation;
    const { keys } = app.ports;
    const use = await db.kekUse();
    const chain = await db.verifyAudit(settings.region);
    const alerts = judge(await health.measure());
    return [
      { fine: true, what: 'the database answers and has every migration of this version' },
      {
        fine: chain.firstBad === null,
        what: verdictText(chain),
        mend: 'Somebody changed the act log. Keep this database as it is and compare it with a backup.',
      },
      { fine: true, what: progressText(progressOf(use, keys.kekIds(), keys.currentKekId)) },
      { fine: true, what: plainPhotosText(await plainPhotos({ app, faces })) },
      ...(await duties({ app })),
      ...alerts.map((alert) => ({
        fine: !alert.on,
        what: `alert ${alert.name} is ${alert.on ? 'ON' : 'off'} (${inWords(alert)})`,
        mend: alert.mend,
      })),
    ];
  } finally {
    await installation.close();
  }
}

/** Whom a report of danger reaches, region by region. */
async function duties({ app }: Pick<Installation, 'app'>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const region of await enabledRegions(app)) {
    const duty = await app.store.withScope(systemScope(region, 'doctor'), dutyIn, {
      readonly: true,
    });
    const instead =
      duty.instead === 0
        ? 'and the region has no moderator: nobody is written to'
        : `moderators are written to instead: ${duty.instead}`;
    findings.push({
      fine: duty.named,
      what: duty.named
        ? `region ${region}: somebody is on duty for reports of danger`
        : `region ${region}: nobody is on duty for reports of danger, ${instead}`,
      mend: 'Name whoever is on duty round the clock at /desk/lanes: the two hours of the danger lane are theirs.',
    });
  }
  return findings;
}

/** PostgreSQL's word for a database that is not there. */
const NO_DATABASE = '3D000';

async function database(settings: Settings, hasSecrets: boolean): Promise<Finding[]> {
  try {
    if (!hasSecrets || (!settings.databaseUrl && !hasCluster(settings)))
      return await untouchedDatabase(settings);
    return await preparedDatabase(settings);
  } catch (error) {
    if (!settings.databaseUrl && (error as { code?: string }).code === NO_DATABASE)
      return [{ fine: true, what: 'the database will be made at the first start' }];
    return [
      {
        fine: false,
        what: `the database cannot be used: ${explain(error)}`,
        mend: settings.databaseUrl
          ? 'Check DATABASE_URL: the owner must exist, own the database and be allowed to make roles (CREATEROLE).'
          : 'Look into postgres.log in the data folder, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      },
    ];
  }
}

/**
 * Says line by line what is well and what is not, and how to mend it. It looks and makes nothing: no
 * secrets, no roles, no migrations. Exit code 1 when something is wrong.
 */
export async function doctor(options: {
  settings: () => Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { out } = options;
  const findings: Finding[] = [];
  try {
    const settings = options.settings();
    findings.push({ fine: true, what: `settings are readable; mode ${settings.mode}` });
    const hasSecrets = readKeysInfo(join(settings.dataDir, 'secrets')) !== null;
    findings.push(...(await disk(settings)), ...secrets(settings));
    findings.push(...mailRecords(settings));
    findings.push(...(await database(settings, hasSecrets)));
    findings.push({
      fine: existsSync(join(settings.root, 'apps/web/build/handler.js')),
      what: 'pages are built',
      mend: 'npm run build',
    });
  } catch (error) {
    findings.push({ fine: false, what: error instanceof Error ? error.message : String(error) });
  }
  for (const { fine, what, mend } of findings) {
    out(`${fine ? 'ok  ' : 'BAD '} ${what}`);
    if (!fine && mend) out(`     ${mend}`);
  }
  return findings.every((finding) => finding.fine) ? 0 : 1;
}
