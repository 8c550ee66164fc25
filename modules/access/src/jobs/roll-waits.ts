import { runCommand, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { rollWaits } from '../commands/roll-waits.ts';
import { CLOCK } from '../policy.ts';

/** Soon after each hour: its rollup, and that of a day that ended. */
export const rollWaitsJob: Job = {
  name: 'access.roll-waits',
  schedule: '4 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      await runCommand(app, { kind: 'system', region, name: CLOCK }, rollWaits, {});
    }
  },
};
