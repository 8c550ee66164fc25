import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, chown, lstat, mkdir, realpath, stat, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedError, errorCode, explainFileError } from './embedded-error.ts';
import { canReach, chooseServerUser, isRoot } from './server-user.ts';
import { prepareSocketDir } from './socket-dir.ts';
import type { EmbeddedOptions, Layout, ServerUser } from './types.ts';

/**
 * Makes the folders around the cluster, with the narrowest rights that still let the server's user pass.
 * @throws EmbeddedError data-folder-foreign, data-folder-not-writable, data-folder-unusable, disk-full
 */
export async function prepareLayout(options: EmbeddedOptions): Promise<Layout> {
  const asked = resolve(options.dataDir);
  try {
    // Folders above it keep the usual mode: closed ones would keep the server's user out.
    await mkdir(dirname(asked), { recursive: true });
    await mkdir(asked, { recursive: true, mode: 0o700 });
    const dataDir = await realpath(asked);
    await checkOurs(dataDir);
    const link = join(dataDir, 'postgres');
    const serverUser = await chooseServerUser(join(link, 'cluster'));
    await openFor(serverUser, dataDir);
    const home = await prepareHome(
      link,
      dataDir,
      serverUser,
      options.systemDir ?? '/var/lib/otklik',
    );
    const secrets = join(dataDir, 'secrets');
    await mkdir(secrets, { recursive: true, mode: 0o700 });
    return {
      dataDir,
      home,
      cluster: join(home, 'cluster'),
      socketDir: await prepareSocketDir(home, serverUser),
      secretFile: join(secrets, 'postgres-superuser'),
      logFile: join(dataDir, 'postgres.log'),
      leaseFile: join(home, 'lease.json'),
      serverUser,
    };
  } catch (error) {
    throw explainFileError(error, asked);
  }
}

/** An ordinary user cannot serve another's folder: PostgreSQL demands to own the cluster. */
async function checkOurs(folder: string): Promise<void> {
  if (!isRoot() && process.platform !== 'win32') {
    const { uid } = await stat(folder);
    if (uid !== process.geteuid?.()) {
      throw new EmbeddedError(
        'data-folder-foreign',
        `${folder} belongs to the user with id ${uid}. Run as that user or as root, give the folder to this user (chown -R), or set DATA_DIR to another folder.`,
        { path: folder, ownerUid: uid },
      );
    }
  }
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
}

/**
 * Lets the server's group pass through a folder of root's, and no one else: `mkdir` and `mkdtemp` give
 * 0700. Folders of others, and those above, are left alone.
 */
async function openFor(user: ServerUser, folder: string): Promise<void> {
  if (user === null || (await canReach(user, folder))) return;
  const { uid, mode } = await stat(folder);
  if (uid !== 0) return;
  await chown(folder, 0, user.gid);
  await chmod(folder, (mode & 0o707) | 0o010);
}

async function prepareHome(
  link: string,
  dataDir: string,
  user: ServerUser,
  systemDir: string,
): Promise<string> {
  const there = await lstat(link).catch(() => null);
  if (there?.isSymbolicLink()) {
    const home = await realpath(link).catch(() => null);
    if (home) return home;
    throw new EmbeddedError(
      'data-folder-unusable',
      `${link} is a link to a folder that is gone. Bring it back, or remove the link to begin with an empty database.`,
      { path: link },
    );
  }
  if (there === null && !(await canReach(user, dataDir))) {
    const home = join(systemDir, `postgres-${randomBytes(6).toString('hex')}`);
    await mkdir(systemDir, { recursive: true, mode: 0o755 });
    await makeHome(home, user);
    await symlink(home, link);
    return realpath(link);
  }
  await makeHome(link, user);
  return link;
}

async function makeHome(home: string, user: ServerUser): Promise<void> {
  await mkdir(home, { mode: 0o700 }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  await checkOurs(home);
  await openFor(user, home);
}
