import { runAny, type AnyCommand, type Manifest } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { tombstoneKey } from '@otklik/retention';
import { z } from 'zod';
import type { Installation } from './assemble.ts';
import { MODULES } from './modules.ts';

const modules: readonly Manifest[] = MODULES;

/** What can be erased, by kind of subject. */
export const allErasers: Readonly<Record<string, AnyCommand>> = Object.assign(
  {},
  ...modules.map((module) => module.erasers ?? {}),
);

export interface Replayed {
  /** Erasures on the list, all of them carried out again. */
  readonly replayed: number;
  /** Of those: unknown to this database, found in the copies beside the photos. */
  readonly found: number;
  /** Ids whose kind this version does not know. */
  readonly unknown: readonly string[];
}

const kept = z.object({
  id: z.uuid(),
  kind: z.string(),
  subjectId: z.uuid(),
  ground: z.string(),
  at: z.iso.datetime(),
});

/** Takes tombstones back into a database that was restored from before them. */
async function takeBack({ app, faces }: Installation, region: string): Promise<number> {
  const actor = { kind: 'system', region, name: 'replay-erasures' } as const;
  const folder = tombstoneKey(region, '').replace(/\.json$/, '');
  let found = 0;
  for await (const key of app.ports.objects.list(folder, new Date(8.64e15))) {
    const object = await app.ports.objects.get(key);
    if (!object) continue;
    const stone = kept.parse(JSON.parse(Buffer.from(object.bytes).toString('utf8')));
    const { added } = await faces.retention.restoreTombstone(actor, stone);
    if (added) found += 1;
  }
  return found;
}

/**
 * Carries out the whole erasure list again: keys that a restored backup brought back are destroyed again.
 * To be run after every restore, before the doors open. Running it twice changes nothing.
 */
export async function replayErasures(installation: Installation): Promise<Replayed> {
  const { app, faces } = installation;
  const total = { replayed: 0, found: 0, unknown: [] as string[] };
  for (const region of await enabledRegions(app)) {
    const actor = { kind: 'system', region, name: 'replay-erasures' } as const;
    total.found += await takeBack(installation, region);
    let after: string | null = null;
    for (;;) {
      const stones = await faces.retention.listErasures(actor, { after });
      for (const { id, kind, subjectId, ground } of stones) {
        const eraser = allErasers[kind];
        if (!eraser) total.unknown.push(id);
        else {
          await runAny(app, actor, eraser, { subjectId, ground });
          total.replayed += 1;
        }
      }
      after = stones.at(-1)?.id ?? null;
      if (after === null) break;
    }
  }
  return total;
}
