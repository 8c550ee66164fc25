import { defineJob } from '@otklik/jobs';
import { runCommand } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { sweepSignIns as sweep } from '../commands/sweep-sign-ins.ts';

/** Each night, region by region. */
export const sweepSignIns = defineJob({
  name: 'accounts.sweep-sign-ins',
  schedule: '20 23 * * *',
  async run({ app }) {
    for (const region of await enabledRegions(app))
      await runCommand(app, { kind: 'system', region, name: 'accounts.sweep-sign-ins' }, sweep, {});
  },
});
