import { execFile } from 'node:child_process';
import {
  appendFile,
  chown,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { noBuild } from './bundle.ts';
import type { Bundle, Programs } from './bundle.ts';
import { diskFull, EmbeddedError, errorCode, explainFileError } from './embedded-error.ts';
import { draftPath, sweepDrafts } from './drafts.ts';
import { SETTINGS_FILE } from './settings.ts';
import { superuserPassword, syncFolder } from './superuser-secret.ts';
import type { EmbeddedLog, Layout, ServerUser } from './types.ts';

const run = promisify(execFile);

/** Collations of the C library to try: macOS and old systems lack the first. Russian comes from ICU. */
const LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/**
 * Sees to it that a whole cluster of the right version stands at `layout.cluster`. It is made in a draft
 * folder and renamed when done, so what an interrupted start leaves is never taken for a cluster.
 * Never deletes or changes an existing one.
 * @returns the superuser's password
 * @throws EmbeddedError data-version-mismatch, data-folder-unusable, superuser-password-unusable,
 *   disk-full, no-embedded-build, start-failed
 */
export async function ensureCluster(
  layout: Layout,
  bundle: Bundle,
  programs: Programs,
  log: EmbeddedLog,
): Promise<string> {
  try {
    await sweepDrafts(layout.home);
    const exists = await clusterExists(layout.cluster, bundle.major);
    const password = await superuserPassword(layout.secretFile, !exists);
    if (!exists) await makeCluster(layout, programs, password, log);
    return password;
  } catch (error) {
    throw explainFileError(error, layout.home);
  }
}

/** False when there is nothing yet; throws when what is there cannot be ours to start. */
export async function clusterExists(cluster: string, major: number): Promise<boolean> {
  const names = await readdir(cluster).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return false;
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  const control = await readFile(join(cluster, 'global', 'pg_control')).catch(() => null);
  if (version === null || control === null) {
    throw new EmbeddedError(
      'data-folder-unusable',
      `${cluster} holds files but not a whole database cluster (${version === null ? 'PG_VERSION' : 'global/pg_control'} is missing). Nothing was changed: restore it from a backup, or move it away to begin with an empty database.`,
      { path: cluster },
    );
  }
  if (Number.parseInt(version, 10) !== major) {
    throw new EmbeddedError(
      'data-version-mismatch',
      `${cluster} was made by PostgreSQL ${version.trim()}, but this release brings ${major}. Nothing was changed: start it with the release of Otklik that made it and move the data by dump and restore.`,
      { path: cluster, found: Number.parseInt(version, 10), wanted: major },
    );
  }
  return true;
}

async function makeCluster(
  layout: Layout,
  programs: Programs,
  password: string,
  log: EmbeddedLog,
): Promise<void> {
  const started = performance.now();
  const draft = await draftPath(layout.home);
  await mkdir(draft, { mode: 0o700 });
  try {
    const cluster = join(draft, 'cluster');
    const passwordFile = join(draft, 'password');
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    await mkdir(cluster, { mode: 0o700 });
    if (layout.serverUser) {
      const { uid, gid } = layout.serverUser;
      for (const path of [cluster, passwordFile, draft]) await chown(path, uid, gid);
    }
    await initdb(programs, cluster, passwordFile, layout.serverUser);
    await appendFile(
      join(cluster, 'postgresql.conf'),
      `\ninclude_if_exists = '${SETTINGS_FILE}'\n`,
    );
    await rename(cluster, layout.cluster).catch((error: unknown) => {
      // Another process made one meanwhile, with the same password: theirs stands.
      if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw error;
    });
    await syncFolder(layout.home);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  log('info', 'postgres-cluster-made', { ms: Math.round(performance.now() - started) });
}

async function initdb(
  programs: Programs,
  cluster: string,
  passwordFile: string,
  user: ServerUser,
): Promise<void> {
  let last = '';
  for (const locale of LOCALES) {
    const args = ['-D', cluster, '-U', 'postgres', '-E', 'UTF8', `--locale=${locale}`];
    args.push('--locale-provider=icu', '--icu-locale=ru', '--auth=scram-sha-256');
    args.push(`--pwfile=${passwordFile}`, '--no-instructions');
    try {
      await run(programs.initdb, args, { ...user, cwd: cluster, env: serverEnvironment() });
      return;
    } catch (error) {
      if (['ENOENT', 'EACCES', 'ENOEXEC'].includes(errorCode(error))) {
        throw noBuild(
          `${process.platform} ${process.arch}`,
          `initdb does not run: ${errorCode(error)}`,
        );
      }
      last = String((error as { stderr?: unknown }).stderr ?? error);
      if (!/invalid locale/.test(last)) break;
    }
  }
  if (/No space left|Disk quota/.test(last)) throw diskFull(cluster);
  if (/error while loading shared libraries|GLIBC_/.test(last)) {
    throw noBuild(`${process.platform} ${process.arch}`, last.trim());
  }
  throw new EmbeddedError('start-failed', `initdb failed: ${last.trim()}`, { path: cluster });
}

/** Nothing of our environment: `PG*` variables would bend the server, secrets are none of its business. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return {
    PATH: PATH ?? '/usr/bin:/bin',
    ...(SystemRoot ? { SystemRoot } : {}),
    ...(TEMP ? { TEMP } : {}),
  };
}
