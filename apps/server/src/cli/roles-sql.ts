import { join } from 'node:path';
import { createKeys, createLog } from '@otklik/adapters';
import { rolesSql } from '@otklik/db';
import type { Settings } from '../settings.ts';

/** Prints what a database administrator runs once, where DATABASE_URL's owner may not make roles. */
export async function printRolesSql(options: {
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { settings, out } = options;
  if (!settings.databaseUrl) {
    out('The embedded database makes its roles by itself; set DATABASE_URL to use another one.');
    return 2;
  }
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'warn' });
  const demo = settings.mode === 'demo';
  const keys = createKeys({ folder: join(settings.dataDir, 'secrets'), log, demo });
  for (const line of rolesSql(settings.databaseUrl, keys)) out(line);
  return 0;
}
