import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Puts bytes at a path so that a crash leaves either the old file or the whole new one:
 * temporary name, fsync, rename, fsync of the folder. `temporaryFolder` is on the same disk.
 */
export async function writeDurably(
  path: string,
  bytes: Uint8Array | string,
  temporaryFolder: string,
): Promise<void> {
  await makeFolder(temporaryFolder);
  await makeFolder(dirname(path));
  const temporary = join(temporaryFolder, randomBytes(16).toString('hex'));
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes the missing folders of a path, readable by us alone, and fsyncs where each was entered. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

/** Names live in the folder: without this a power cut may forget a rename. Windows cannot, and need not. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The system's code of an error (`ENOENT`), or null. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
