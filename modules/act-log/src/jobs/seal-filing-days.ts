import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { lastOverDay, sealFilingDays } from '../commands/seal-filing-days.ts';
import { listFilingDays } from '../queries/list-filing-days.ts';

/** Every hour: the day that is over gets its root and its signature. */
export const sealFilingDaysJob: Job = {
  name: 'act-log.seal-filing-days',
  schedule: '20 * * * *',
  async run({ app }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      const [newest] = await runQuery(app, clock, listFilingDays, { limit: 1 });
      if (newest && newest.day >= lastOverDay(app.clock.now())) continue;
      await runCommand(app, clock, sealFilingDays, {});
    }
  },
};
