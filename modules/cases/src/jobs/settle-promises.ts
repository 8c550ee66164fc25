import { AppError, runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { remindPromise } from '../commands/remind-promise.ts';
import { settlePromise } from '../commands/settle-promise.ts';
import { listDuePromises } from '../queries/list-due-promises.ts';

/** Every five minutes: promised days that passed, authors who stayed silent, reminders that came due. */
export const settlePromises: Job = {
  name: 'cases.settle-promises',
  schedule: '*/5 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      for (const what of ['passed', 'silent', 'notices'] as const)
        for (const due of await runQuery(app, clock, listDuePromises, { what })) {
          if (signal.aborted) return;
          try {
            if (what === 'notices') await runCommand(app, clock, remindPromise, due);
            else await runCommand(app, clock, settlePromise, due);
          } catch (error) {
            // Somebody was faster, or the last day is not over yet where the clinic is: the next run asks again.
            if (error instanceof AppError && error.code === 'move-impossible') continue;
            app.log.warn('cases.promise-not-settled', { ...due, error });
          }
        }
    }
  },
};
