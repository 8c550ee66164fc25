import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { recountPlan } from '../commands/recount-plan.ts';
import { listMovedPlans } from '../queries/list-moved-plans.ts';

/** Every hour: plans of systemic cases and the checks of them are counted by a calendar that has come or was corrected. */
export const recountPlans: Job = {
  name: 'systemic.recount-plans',
  schedule: '37 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      let after: string | null | undefined;
      do {
        const stretch = await runQuery(app, clock, listMovedPlans, after ? { after } : {});
        for (const number of stretch.numbers) {
          if (signal.aborted) return;
          await runCommand(app, clock, recountPlan, { number });
        }
        ({ after } = stretch);
      } while (after);
    }
  },
};
