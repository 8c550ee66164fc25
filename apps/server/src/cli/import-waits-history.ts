import { readFile } from 'node:fs/promises';
import { isAppError } from '@otklik/kernel';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

/** Takes published values of waits, `{values: [...]}`, as history; the same file again changes nothing. */
export async function importWaitsHistory(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const [path] = args;
  if (!path) {
    out('import-waits-history FILE.json');
    return 2;
  }
  const actor = { kind: 'system', region: settings.region, name: 'cli' } as const;
  try {
    return await withInstallation(settings, async ({ faces: { access } }) => {
      const told = JSON.parse(await readFile(path, 'utf8')) as { values?: unknown };
      const values = JSON.stringify(told.values ?? []);
      out(`values ${(await access.importPublished(actor, { values })).values}`);
      return 0;
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    out(`${error.code} ${JSON.stringify(error.data)}`);
    return 1;
  }
}
