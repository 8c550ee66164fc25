import { importFirstData } from '../first-data.ts';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

export async function migrateOnly(options: {
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  await withInstallation(options.settings, importFirstData);
  options.out('The database is up to date.');
  return 0;
}
