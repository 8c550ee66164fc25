import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { recountAppeal } from '../commands/recount-appeal.ts';
import { listLateAppeals } from '../queries/list-late-appeals.ts';
import { listMovedAppeals } from '../queries/list-moved-appeals.ts';

/**
 * Every hour: appeals under 59-FZ to which no date could be promised get it once the year's calendar is in, and
 * those that run are counted by a corrected one.
 */
export const recountAppeals: Job = {
  name: 'complaints.recount-appeals',
  schedule: '27 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      const numbers = await runQuery(app, clock, listLateAppeals, { what: 'dateless' });
      if (numbers.length > 0)
        app.log.warn('complaints.no-date-promised', { region, appeals: numbers.length });
      let after: string | null | undefined;
      do {
        const stretch = await runQuery(app, clock, listMovedAppeals, after ? { after } : {});
        for (const number of stretch.numbers) {
          if (signal.aborted) return;
          await runCommand(app, clock, recountAppeal, { number });
        }
        ({ after } = stretch);
      } while (after);
    }
  },
};
