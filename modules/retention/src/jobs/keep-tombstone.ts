import { defineJob } from '@otklik/jobs';
import { runQuery, type Actor } from '@otklik/kernel';
import { tombstoneKey } from '../model.ts';
import { findTombstone } from '../queries/find-tombstone.ts';

/** Copies a tombstone beside the photos: a database restored from before it does not know it. */
export const keepTombstone = defineJob({
  name: 'retention.keep-tombstone',
  async run({ app, payload }) {
    const region = String(payload.region);
    const id = String(payload.id);
    const actor: Actor = { kind: 'system', region, name: 'retention.keep-tombstone' };
    const stone = await runQuery(app, actor, findTombstone, { id });
    if (!stone) return;
    const bytes = Buffer.from(JSON.stringify(stone));
    await app.ports.objects.put(tombstoneKey(region, id), bytes, 'application/json');
  },
});
