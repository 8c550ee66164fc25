import { runQuery, type Actor, type RetentionSweep } from '@otklik/kernel';
import { cutOffOf, RETENTION } from '@otklik/retention';
import { findOrphanPhotos } from '../queries/find-orphan-photos.ts';

const BATCH_KEYS = 200;

/** Files older than their term that no row names are removed; named ones never are. */
export const sweepPhotos: RetentionSweep = {
  class: 'orphan-photos',
  async run({ app, region, signal }) {
    const sweeper: Actor = { kind: 'system', region, name: RETENTION };
    const old = await cutOffOf(app, region, 'orphan-photos');
    let keys: string[] = [];
    let removed = 0;
    const sweep = async () => {
      const orphans = await runQuery(app, sweeper, findOrphanPhotos, { keys });
      for (const key of orphans) await app.ports.objects.delete(key);
      removed += orphans.length;
      keys = [];
    };
    for await (const key of app.ports.objects.list(`photos/${region.toLowerCase()}/`, old)) {
      if (signal.aborted) break;
      keys.push(key);
      if (keys.length === BATCH_KEYS) await sweep();
    }
    await sweep();
    return { removed, held: 0, more: false };
  },
};
