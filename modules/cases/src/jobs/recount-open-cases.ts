import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { noteRecounted } from '../commands/note-recounted.ts';
import { recountCase } from '../commands/recount-case.ts';
import { listDue } from '../queries/list-due.ts';
import { listRecounts } from '../queries/list-recounts.ts';

/**
 * Every hour: cases to which no date could be promised get theirs once the year's calendar is in, and once a
 * table of the calendar has come or was corrected every open case is counted by it.
 */
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
      for (;;) {
        const stretch = await runQuery(app, clock, listRecounts, {});
        if (stretch.done) break;
        for (const number of stretch.numbers) {
          if (signal.aborted) return;
          await runCommand(app, clock, recountCase, { number });
        }
        const { tables, after } = stretch;
        await runCommand(app, clock, noteRecounted, { tables, after });
        if (signal.aborted) return;
      }
    }
  },
};
