import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { recountCase } from '../commands/recount-case.ts';
import { listDue } from '../queries/list-due.ts';

/** Every hour: cases to which no date could be promised get theirs once the year's calendar is in. */
export const recountOpenCases: Job = {
  name: 'cases.recount-open-cases',
  schedule: '17 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      const numbers = await runQuery(app, clock, listDue, { what: 'dateless', limit: 1000 });
      for (const number of numbers) {
        if (signal.aborted) return;
        await runCommand(app, clock, recountCase, { number });
      }
      // The desk's administrators are asked for the calendar by `doctor` and by this line.
      if (numbers.length > 0)
        app.log.warn('cases.no-date-promised', { region, cases: numbers.length });
    }
  },
};
