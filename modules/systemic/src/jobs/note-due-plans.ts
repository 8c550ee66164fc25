import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { noteDuePlan } from '../commands/note-due-plan.ts';
import { listDuePlans } from '../queries/list-due-plans.ts';

/** Every five minutes: plans that are late, reminders, steps whose day has passed. */
export const noteDuePlans: Job = {
  name: 'systemic.note-due-plans',
  schedule: '*/5 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      for (const number of await runQuery(app, clock, listDuePlans, {})) {
        if (signal.aborted) return;
        try {
          await runCommand(app, clock, noteDuePlan, { number });
        } catch (error) {
          app.log.warn('systemic.plan-not-noted', { number, error });
        }
      }
    }
  },
};
