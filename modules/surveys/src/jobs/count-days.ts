import { defineJob } from '@otklik/jobs';
import { runCommand } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { countDays } from '../commands/count-days.ts';
import { COUNTER } from '../policy.ts';

/** Every night, after the last region's midnight has passed for most: what became of letters and invitations. */
export const countDaysJob = defineJob({
  name: COUNTER,
  schedule: '20 1 * * *',
  async run({ app }) {
    for (const region of await enabledRegions(app))
      await runCommand(app, { kind: 'system', region, name: COUNTER }, countDays, {});
  },
});
