import { readFile } from 'node:fs/promises';
import { isAppError } from '@otklik/kernel';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

const USAGE = 'import-topics [FILE]';

/** The topics that came with this version. */
const bundled = (region: string): URL =>
  new URL(
    `../../../../modules/complaints/data/topics-${region.toLowerCase()}.json`,
    import.meta.url,
  );

const isMissing = (error: unknown): boolean => (error as { code?: unknown }).code === 'ENOENT';

/**
 * Brings the topics of a file, or those that came with this version, into the region's registry: changed
 * ones as new versions. What was edited at the desk is left alone and named.
 */
export async function importTopics(options: {
  readonly args: string[];
  readonly settings: Settings;
  readonly out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  if (args.length > 1 || args[0]?.startsWith('-')) {
    out(USAGE);
    return 2;
  }
  const actor = { kind: 'system', region: settings.region, name: 'cli' } as const;
  try {
    const file = JSON.parse(await readFile(args[0] ?? bundled(settings.region), 'utf8'));
    return await withInstallation(settings, async ({ faces }) => {
      const report = await faces.complaints.importTopics(actor, file);
      for (const { row, code } of report.bad) out(`topic ${row}: ${code}`);
      out(`added ${report.added}, changed ${report.changed}, unchanged ${report.unchanged}`);
      return report.bad.some(({ code }) => code !== 'kept-desk-edit') ? 1 : 0;
    });
  } catch (error) {
    if (error instanceof SyntaxError) out('The file is no JSON.');
    else if (isMissing(error)) out('There is no such file.');
    else if (isAppError(error)) out(`${error.code} ${JSON.stringify(error.data)}`);
    else throw error;
    return 1;
  }
}
