import { runCommand, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { forgetStaleDrafts as command } from '../commands/forget-stale-drafts.ts';

/** Every night, region by region. */
export const forgetStaleDraftsJob: Job = {
  name: 'complaints.forget-stale-drafts',
  schedule: '20 1 * * *',
  async run({ app }) {
    for (const region of await enabledRegions(app))
      await runCommand(app, { kind: 'system', region, name: 'sweep' }, command, {});
  },
};
