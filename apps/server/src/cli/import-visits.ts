import { readFile } from 'node:fs/promises';
import { isAppError } from '@otklik/kernel';
import { importVisits } from '@otklik/surveys';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

/** Takes a file of visits and prints what came of it, bad lines first; no cell of the file is printed. */
export async function importVisitsFile(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const [path] = args;
  if (!path) {
    out('import-visits FILE.csv');
    return 2;
  }
  const actor = { kind: 'system', region: settings.region, name: 'cli' } as const;
  try {
    return await withInstallation(settings, async ({ faces: { surveys } }) => {
      const report = await importVisits(
        (visits) => surveys.recordVisits(actor, { visits }),
        new Uint8Array(await readFile(path)),
      );
      for (const { line, code, fields } of report.faults)
        out(`line ${line}: ${code}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`);
      const { counts } = report;
      out(
        `${report.encoding}: new ${counts.new}, changed ${counts.changed}, cancelled ${counts.cancelled}, known ${counts.same}, left out ${counts.refused}`,
      );
      return 0;
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    out(`${error.code} ${JSON.stringify(error.data)}`);
    return 1;
  }
}
