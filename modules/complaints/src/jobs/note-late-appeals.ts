import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { noteLateAppeal } from '../commands/note-late-appeal.ts';
import { listLateAppeals } from '../queries/list-late-appeals.ts';

/** Every ten minutes: terms of appeals under 59-FZ that have passed are told, each once. */
export const noteLateAppeals: Job = {
  name: 'complaints.note-late-appeals',
  schedule: '*/10 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      for (const number of await runQuery(app, clock, listLateAppeals, {})) {
        if (signal.aborted) return;
        try {
          await runCommand(app, clock, noteLateAppeal, { number });
        } catch (error) {
          app.log.warn('complaints.appeal-not-told', { number, error });
        }
      }
    }
  },
};
