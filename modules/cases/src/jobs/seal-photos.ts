import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { sealPhotos } from '../commands/seal-photos.ts';
import { findPlainPhotos } from '../queries/find-plain-photos.ts';

/** Every hour: photos stored before photos were sealed, twenty a transaction, until none is left. */
export const sealPhotosJob: Job = {
  name: 'cases.seal-photos',
  schedule: '35 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      const { waiting } = await runQuery(app, clock, findPlainPhotos, { limit: 0 });
      let after: string | null = null;
      let more = waiting > 0;
      while (more && !signal.aborted) {
        const { missing, cursor }: { missing: string[]; cursor: string | null } = await runCommand(
          app,
          clock,
          sealPhotos,
          { after },
        );
        for (const photoId of missing) app.log.warn('cases.photo-without-file', { photoId });
        after = cursor;
        more = cursor !== null;
      }
    }
  },
};
