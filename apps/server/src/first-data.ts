import { readFile } from 'node:fs/promises';
import { importBundled } from '@otklik/registry';
import type { Installation } from './assemble.ts';

/** What every installation needs before its first visitor: the region's registry and topics. Idempotent. */
export async function importFirstData({ app, faces, settings }: Installation): Promise<void> {
  const { region } = settings;
  await importBundled(app, region);
  const file = new URL(
    `../../../modules/complaints/data/topics-${region.toLowerCase()}.json`,
    import.meta.url,
  );
  const topics = await readFile(file, 'utf8').catch(() => null);
  if (!topics) return app.log.warn('topics.none-bundled', { region });
  // Once: what an administrator changed afterwards is not undone by a restart.
  const known = await faces.complaints.listTopics(
    { kind: 'system', region, name: 'bundled-topics' },
    {},
  );
  if (known.length > 0) return;
  const importer = { kind: 'system', region, name: 'bundled-topics' } as const;
  await faces.complaints.importTopics(importer, JSON.parse(topics));
}
