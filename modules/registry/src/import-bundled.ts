import { readFile } from 'node:fs/promises';
import { digestOf, runCommand, runQuery, type Actor, type App } from '@otklik/kernel';
import { importRegistry } from './commands/import-registry.ts';
import type { ImportReport } from './import/report.ts';
import { listImports } from './queries/list-imports.ts';
import type { ImportKind } from './schema.ts';

interface BundledFile {
  readonly kind: ImportKind;
  readonly path: string;
}

const NATIONAL: readonly BundledFile[] = [
  { kind: 'regions', path: 'regions-ru.json' },
  { kind: 'region-settings', path: 'region-settings.json' },
  { kind: 'specialties', path: 'specialties.json' },
  { kind: 'calendars', path: 'calendar/ru.json' },
  { kind: 'norms', path: 'norms/ru.json' },
];
/** Each file stands on those before it: districts on okrugs, clinics on districts. */
const REGIONAL: Readonly<Record<string, readonly BundledFile[]>> = {
  'RU-MOW': [
    { kind: 'okrugs', path: 'okrugs-moscow.json' },
    { kind: 'districts', path: 'districts-moscow.geojson' },
    { kind: 'districts', path: 'districts-moscow-extra.geojson' },
    { kind: 'organisations', path: 'organisations-moscow.json' },
    { kind: 'clinics', path: 'clinics-moscow.json' },
    { kind: 'clinic-names', path: 'clinic-names-en.json' },
  ],
};

export interface BundledImport {
  readonly path: string;
  /** Null when this very file was imported before: later corrections are not undone. */
  readonly report: ImportReport | null;
}

/**
 * Imports the shipped files for a region, each once; safe to call at every start.
 * A region without shipped files gets the national ones.
 */
export async function importBundled(app: App, region: string): Promise<BundledImport[]> {
  const actor: Actor = { kind: 'system', region, name: 'bundled-registry' };
  const before = await runQuery(app, actor, listImports, {});
  const known = new Set(before.map((row) => row.digest));
  const done: BundledImport[] = [];
  for (const { kind, path } of [...NATIONAL, ...(REGIONAL[region] ?? [])]) {
    const payload = await readFile(new URL(`../data/${path}`, import.meta.url), 'utf8');
    const report = known.has(digestOf(payload))
      ? null
      : await runCommand(app, actor, importRegistry, { kind, payload });
    done.push({ path, report });
  }
  return done;
}
