import { opendir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@otklik/kernel';
import type { ObjectStore } from '@otklik/kernel';
import { systemCode, writeDurably } from './durable-file.ts';

const KEY = /^[a-z0-9][a-z0-9/_.-]*$/;
const KEY_chars = 512;
/** Neither name can be a key: no key has a segment that starts with a dot, or a `~`. */
const TEMPORARY = '.tmp';
const TYPE_SUFFIX = '~type';
const CONTENT_TYPE = /^[a-z0-9.+-]{1,64}\/[a-z0-9.+-]{1,64}(; ?charset=[a-z0-9-]{1,20})?$/i;
const GONE = new Set(['ENOENT', 'ENOTDIR']);

export interface DiskStore extends ObjectStore {
  /** Removes what writes cut short by a crash left behind. Returns how many files. */
  sweepTemporary(olderThan: Date): Promise<number>;
}

/**
 * Objects as files: the key is the path, the content type stands beside in `<key>~type`.
 * Throws AppError invalid-input for a key that is not one; reading and writing, unavailable with the
 * system's code (ENOSPC, EROFS, EIO …) when the disk refuses.
 */
export function createDiskStore(folder: string): DiskStore {
  const temporary = join(folder, TEMPORARY);
  return {
    put: (key, bytes, contentType) =>
      guarded(async () => {
        const path = pathOf(folder, key);
        if (!CONTENT_TYPE.test(contentType))
          throw new AppError('invalid-input', { objects: 'type' });
        // The type first: an object that can be seen has one. A type without an object is never seen.
        await writeDurably(path + TYPE_SUFFIX, contentType, temporary);
        await writeDurably(path, bytes, temporary);
      }),
    get: (key) =>
      guarded(async () => {
        const path = pathOf(folder, key);
        const bytes = await readOrNull(path);
        if (!bytes) return null;
        const type = await readOrNull(path + TYPE_SUFFIX);
        return { bytes, contentType: type?.toString('utf8') ?? 'application/octet-stream' };
      }),
    delete: (key) =>
      guarded(async () => {
        const path = pathOf(folder, key);
        for (const name of [path, path + TYPE_SUFFIX]) await removeFile(name);
      }),
    async *list(prefix, olderThan) {
      if (prefix !== '') checkKey(prefix.replace(/\/$/, ''));
      const start = prefix.slice(0, prefix.lastIndexOf('/') + 1);
      for await (const key of keysUnder(folder, start)) {
        if (key.startsWith(prefix) && (await isOlder(join(folder, key), olderThan))) yield key;
      }
    },
    sweepTemporary: (olderThan) =>
      guarded(async () => {
        let swept = 0;
        for (const name of await namesIn(temporary)) {
          const path = join(temporary, name);
          if (!(await isOlder(path, olderThan))) continue;
          await rm(path, { force: true });
          swept += 1;
        }
        return swept;
      }),
  };
}

function pathOf(folder: string, key: string): string {
  checkKey(key);
  return join(folder, key);
}

function checkKey(key: string): void {
  const sound =
    key.length <= KEY_chars &&
    KEY.test(key) &&
    key.split('/').every((segment) => segment !== '' && !segment.startsWith('.'));
  if (!sound || key.includes('..')) throw new AppError('invalid-input', { objects: 'key' });
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemCode(error);
    if (error instanceof AppError || code === null) throw error;
    throw new AppError('unavailable', { objects: code });
  }
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (GONE.has(code) || code === 'EISDIR') return null;
    throw error;
  }
}

async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (error) {
    const code = systemCode(error) ?? '';
    // A folder of longer keys is not the object that was meant.
    if (!GONE.has(code) && code !== 'ERR_FS_EISDIR') throw error;
  }
}

async function* keysUnder(folder: string, start: string): AsyncGenerator<string> {
  let entries;
  try {
    entries = await opendir(join(folder, start));
  } catch (error) {
    if (GONE.has(systemCode(error) ?? '')) return;
    throw error;
  }
  for await (const entry of entries) {
    if (!KEY.test(entry.name)) continue;
    if (entry.isDirectory()) yield* keysUnder(folder, `${start}${entry.name}/`);
    else if (entry.isFile()) yield start + entry.name;
  }
}

async function isOlder(path: string, instant: Date): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < instant.getTime();
  } catch (error) {
    if (GONE.has(systemCode(error) ?? '')) return false;
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (GONE.has(systemCode(error) ?? '')) return [];
    throw error;
  }
}
