import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { readKeysInfo } from '@otklik/adapters';
import { inWords, judge } from '../health/rules.ts';
import { explain } from '../explain.ts';
import type { Settings } from '../settings.ts';
import { plainPhotos, plainPhotosText } from '../plain-photos.ts';
import { verdictText } from './act-log.ts';
import { progressOf, progressText } from './keys.ts';
import { withInstallation } from './with-installation.ts';

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

async function database(settings: Settings): Promise<Finding[]> {
  try {
    return await withInstallation(settings, async ({ app, faces, database: db, health }) => {
      const ready = await db.ready();
      const { keys } = app.ports;
      const use = await db.kekUse();
      const chain = await db.verifyAudit(settings.region);
      const alerts = judge(await health.measure());
      return [
        {
          fine: ready,
          what: ready ? 'the database answers and is up to date' : 'the database is not ready',
        },
        {
          fine: chain.firstBad === null,
          what: verdictText(chain),
          mend: 'Somebody changed the act log. Keep this database as it is and compare it with a backup.',
        },
        { fine: true, what: progressText(progressOf(use, keys.kekIds(), keys.currentKekId)) },
        { fine: true, what: plainPhotosText(await plainPhotos({ app, faces })) },
        ...alerts.map((alert) => ({
          fine: !alert.on,
          what: `alert ${alert.name} is ${alert.on ? 'ON' : 'off'} (${inWords(alert)})`,
          mend: alert.mend,
        })),
      ];
    });
  } catch (error) {
    const said = explain(error);
    return [
      {
        fine: false,
        what: `the database cannot be used: ${said}`,
        mend: settings.databaseUrl
          ? 'Check DATABASE_URL: the owner must exist, own the database and be allowed to make roles (CREATEROLE).'
          : 'Look into postgres.log in the data folder, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      },
    ];
  }
}

/** Says line by line what is well and what is not, and how to mend it. Exit code 1 when something is wrong. */
export async function doctor(options: {
  settings: () => Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { out } = options;
  const findings: Finding[] = [];
  try {
    const settings = options.settings();
    findings.push({ fine: true, what: `settings are readable; mode ${settings.mode}` });
    findings.push(...(await disk(settings)), ...secrets(settings), ...(await database(settings)));
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
