import { join } from 'node:path';
import { addKek, readKeysInfo, rotateAuditKey } from '@otklik/adapters';
import type { KekUse } from '@otklik/db';
import { rewrapKeys } from '../rewrap-keys.ts';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

export interface KeyProgress {
  /** How many data keys wait for the current key. */
  readonly waiting: number;
  readonly all: number;
  readonly currentKekId: string;
  /** Keys that nothing needs any more, oldest first; never the current one. */
  readonly unused: readonly string[];
}

/** How far the change of the key-encryption key is. */
export function progressOf(
  use: readonly KekUse[],
  here: readonly string[],
  currentKekId: string,
): KeyProgress {
  const all = use.reduce((sum, { dataKeys }) => sum + dataKeys, 0);
  const current = use
    .filter(({ kekId }) => kekId === currentKekId)
    .reduce((sum, { dataKeys }) => sum + dataKeys, 0);
  const needed = new Set(use.map(({ kekId }) => kekId));
  const unused = here.filter((id) => id !== currentKekId && !needed.has(id));
  return { waiting: all - current, all, currentKekId, unused };
}

/** One line for people: what waits, or what may go. */
export function progressText({ waiting, all, currentKekId, unused }: KeyProgress): string {
  if (waiting > 0)
    return `${waiting} of ${all} data keys are still wrapped by an older key than kek-${currentKekId}; the server wraps them anew every hour`;
  const rest = unused.map((id) => `kek-${id}`).join(', ');
  return unused.length > 0
    ? `all ${all} data keys are wrapped by kek-${currentKekId}; no data key here needs ${rest} any more`
    : `all ${all} data keys are wrapped by kek-${currentKekId}`;
}

const USAGE = `keys rotate          add a key-encryption key; the server wraps all data keys with it
keys rewrap          wrap all data keys with the newest key now
keys status          how many data keys wait, and which keys are needed no more
keys rotate-signing  sign the heads of the act log with a new key`;

async function rewrap(settings: Settings, out: (line: string) => void): Promise<number> {
  return withInstallation(settings, async (installation) => {
    const { rewrapped, failed } = await rewrapKeys(installation);
    const { keys } = installation.app.ports;
    const use = await installation.database.kekUse();
    out(`Wrapped anew: ${rewrapped}.`);
    if (failed > 0) out(`Opened by no key that is here, left as they are: ${failed}.`);
    out(progressText(progressOf(use, keys.kekIds(), keys.currentKekId)));
    return failed > 0 ? 1 : 0;
  });
}

async function status(settings: Settings, out: (line: string) => void): Promise<number> {
  return withInstallation(settings, async ({ app, database }) => {
    const { keys } = app.ports;
    out(progressText(progressOf(await database.kekUse(), keys.kekIds(), keys.currentKekId)));
    return 0;
  });
}

/** Changes the installation's keys; see docs/how-to/rotate-keys.md. */
export async function keys(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const folder = join(settings.dataDir, 'secrets');
  const known = readKeysInfo(folder);
  const act = args[0] ?? '';
  if (!['rotate', 'rewrap', 'status', 'rotate-signing'].includes(act)) {
    out(USAGE);
    return 2;
  }
  if (!known) {
    out('There are no secrets yet: they are made at the first start.');
    return 1;
  }
  if (act === 'rewrap') return rewrap(settings, out);
  if (act === 'status') return status(settings, out);
  if (act === 'rotate-signing') {
    rotateAuditKey(folder);
    out(
      'A new key signs from the next start on. The public half of the old one stays in the folder.',
    );
    return 0;
  }
  out(`Added kek-${addKek(folder)}. Back up ${join(folder, 'set')} now.`);
  out('Where several machines share the database, copy the new file to each of them first.');
  out('The server wraps all data keys anew within the hour; `keys rewrap` does it now.');
  return 0;
}
