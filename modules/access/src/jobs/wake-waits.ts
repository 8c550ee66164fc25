import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { wakeWaits } from '../commands/wake-waits.ts';
import { CLOCK } from '../policy.ts';
import { isDue } from '../queries/is-due.ts';

/** Every minute: the moments at which time alone changes a wait. */
export const wakeWaitsJob: Job = {
  name: 'access.wake-waits',
  schedule: '* * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      const clock: Actor = { kind: 'system', region, name: CLOCK };
      if (await runQuery(app, clock, isDue, {})) await runCommand(app, clock, wakeWaits, {});
    }
  },
};
