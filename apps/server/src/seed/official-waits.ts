import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Installation } from '../assemble.ts';

const file = z.object({ values: z.array(z.unknown()) });

/** Officially published waits of the region, where a file of them comes with the program. */
export async function importOfficialWaits({ faces, settings }: Installation): Promise<number> {
  const { region } = settings;
  const path = `../../../../modules/access/data/published-waits-${region.toLowerCase()}.json`;
  const text = await readFile(new URL(path, import.meta.url), 'utf8').catch(() => null);
  if (text === null) return 0;
  const { values } = file.parse(JSON.parse(text));
  const actor = { kind: 'system', region, name: 'bundled-waits' } as const;
  const done = await faces.access.importPublished(actor, { values: JSON.stringify(values) });
  return done.values;
}
