import { runQuery, type Actor, type App, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { findOrphanPhotos } from '../queries/find-orphan-photos.ts';

const DAY_MS = 86_400_000;
const BATCH_KEYS = 200;

async function sweepRegion(app: App, region: string, signal: AbortSignal): Promise<void> {
  const sweeper: Actor = { kind: 'system', region, name: 'sweep' };
  const old = new Date(app.clock.now().getTime() - DAY_MS);
  let keys: string[] = [];
  const sweep = async () => {
    const orphans = await runQuery(app, sweeper, findOrphanPhotos, { keys });
    for (const key of orphans) await app.ports.objects.delete(key);
    keys = [];
  };
  for await (const key of app.ports.objects.list(`photos/${region.toLowerCase()}/`, old)) {
    if (signal.aborted) return;
    keys.push(key);
    if (keys.length === BATCH_KEYS) await sweep();
  }
  await sweep();
}

/** Every night: files older than a day that no row names are removed; named ones never are. */
export const sweepPhotos: Job = {
  name: 'cases.sweep-photos',
  schedule: '40 1 * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) await sweepRegion(app, region, signal);
  },
};
