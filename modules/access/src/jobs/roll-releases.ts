import { runCommand, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { rollReleases } from '../commands/roll-releases.ts';
import { CLOCK } from '../policy.ts';

/** Once a night: the day whose places were followed to their end. */
export const rollReleasesJob: Job = {
  name: 'access.roll-releases',
  schedule: '41 1 * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      await runCommand(app, { kind: 'system', region, name: CLOCK }, rollReleases, {});
    }
  },
};
