import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '@otklik/adapters';
import { assemble, type Installation } from '../apps/server/src/assemble.ts';
import { importFirstData } from '../apps/server/src/first-data.ts';
import { readSettings } from '../apps/server/src/settings.ts';

/**
 * A whole installation of its own, embedded database with durable settings, gone after the work; or that of a
 * seeded folder, which stays.
 */
export async function withBenchInstallation(
  work: (installation: Installation) => Promise<void>,
  seeded?: string,
): Promise<void> {
  const dataDir = seeded ?? mkdtempSync(join(tmpdir(), 'otklik-bench-'));
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'warn' });
  const settings = readSettings({ DATA_DIR: dataDir, PORT: '8099' });
  const installation = await assemble({ settings, log, hold: 'serve' });
  try {
    await importFirstData(installation);
    await work(installation);
  } finally {
    await installation.close();
    if (!seeded) rmSync(dataDir, { recursive: true, force: true });
  }
}
