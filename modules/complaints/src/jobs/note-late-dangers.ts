import { listDue } from '@otklik/cases';
import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { noteLateDanger } from '../commands/note-late-danger.ts';

/** Every minute: danger that nobody has settled in time is told, each once. */
export const noteLateDangers: Job = {
  name: 'complaints.note-late-dangers',
  schedule: '* * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      const numbers = [
        ...(await runQuery(app, clock, listDue, { what: 'danger' })),
        ...(await runQuery(app, clock, listDue, { what: 'alarms' })),
      ];
      for (const number of new Set(numbers)) {
        if (signal.aborted) return;
        try {
          await runCommand(app, clock, noteLateDanger, { number });
        } catch (error) {
          app.log.warn('complaints.danger-not-told', { number, error });
        }
      }
    }
  },
};
