import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedError, errorCode } from './embedded-error.ts';

/**
 * The superuser's password: read, or made (256 random bits) and on the disk before anything uses it.
 * Two processes that make it at once end with the same one.
 * @param mayMake false once a cluster exists: a new password would not fit it
 * @throws EmbeddedError superuser-password-unusable when it is missing or empty beside a cluster
 */
export async function superuserPassword(file: string, mayMake: boolean): Promise<string> {
  const kept = await read(file);
  if (kept !== '') return kept;
  if (!mayMake) {
    throw new EmbeddedError(
      'superuser-password-unusable',
      `${file} is missing or empty, but a database cluster exists and needs that password. Bring the file back from a backup.`,
      { path: file },
    );
  }
  // An empty file is what a crash leaves of a file not yet written out: nothing was made with it.
  if ((await stat(file).catch(() => null))?.size === 0) await rm(file, { force: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(file));
  return read(file);
}

async function read(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** Makes new names in a folder survive a power cut. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
