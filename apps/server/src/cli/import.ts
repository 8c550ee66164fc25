import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { isAppError } from '@otklik/kernel';
import { runImport, TABLE_KINDS, type TableKind } from '@otklik/registry';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

const USAGE = `import FILE --kind ${TABLE_KINDS.join('|')} [--format csv|mos|json] [--encoding utf-8|windows-1251|utf-16le|utf-16be] [--delimiter ';'|',']
import --continue RUN`;

const isKind = (name: unknown): name is TableKind =>
  typeof name === 'string' && (TABLE_KINDS as readonly string[]).includes(name);

/** Imports a file of the registry and prints what came of it, bad lines last; or goes on with a stopped one. */
export async function importFile(options: {
  args: string[];
  settings: Settings;
  out: (line: string) => void;
}): Promise<number> {
  const { args, settings, out } = options;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    strict: false,
    options: {
      kind: { type: 'string' },
      format: { type: 'string' },
      encoding: { type: 'string' },
      delimiter: { type: 'string' },
      continue: { type: 'string' },
    },
  });
  const [path] = positionals;
  const goOn = typeof values.continue === 'string' ? values.continue : null;
  if (!goOn && (!path || !isKind(values.kind))) {
    out(USAGE);
    return 2;
  }
  const actor = { kind: 'system', region: settings.region, name: 'cli' } as const;
  try {
    return await withInstallation(settings, async ({ app, faces: { registry } }) => {
      const started = goOn
        ? { runId: goOn }
        : await registry.startImport(actor, {
            kind: values.kind as TableKind,
            format: (values.format ?? (extname(path!) === '.json' ? 'json' : 'csv')) as 'csv',
            ...(values.encoding ? { encoding: values.encoding as 'utf-8' } : {}),
            ...(values.delimiter ? { delimiter: values.delimiter as ';' } : {}),
            fileName: basename(path!),
            file: new Uint8Array(await readFile(path!)),
          });
      const { runId } = started;
      out(`run ${runId}`);
      await runImport({ app, actor, runId });
      const { run, faults } = await registry.getImportRun(actor, { runId, limit: 1000 });
      for (const { line, path: field, code } of faults)
        out(`line ${line}: ${code}${field ? ` (${field})` : ''}`);
      out(
        `${run.state}: added ${run.added_count}, changed ${run.changed_count}, unchanged ${run.unchanged_count}, left out ${run.rejected_count}, kept as edited ${run.kept_count}`,
      );
      return run.state === 'done' ? 0 : 1;
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    out(`${error.code} ${JSON.stringify(error.data)}`);
    return 1;
  }
}
