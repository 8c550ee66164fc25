import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { tellAlerts } from '../commands/tell-alerts.ts';
import { TELLER } from '../policy.ts';
import { isDue } from '../queries/is-due.ts';

/** Every minute: places that freed. */
export const tellJob: Job = {
  name: TELLER,
  schedule: '* * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      const teller: Actor = { kind: 'system', region, name: TELLER };
      if (await runQuery(app, teller, isDue, {})) await runCommand(app, teller, tellAlerts, {});
    }
  },
};
