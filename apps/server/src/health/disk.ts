import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';

export interface DiskFacts {
  readonly writable: boolean;
  readonly free_bytes: number;
  readonly total_bytes: number;
}

const GONE: DiskFacts = { writable: false, free_bytes: 0, total_bytes: 0 };

/** The disk under a folder; a folder that is not there counts as full. */
export async function diskUnder(folder: string): Promise<DiskFacts> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    const writable = await access(folder, constants.W_OK).then(
      () => true,
      () => false,
    );
    return { writable, free_bytes: bavail * bsize, total_bytes: blocks * bsize };
  } catch {
    return GONE;
  }
}
