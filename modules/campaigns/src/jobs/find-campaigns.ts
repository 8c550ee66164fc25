import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { joinFiling } from '../commands/join-filing.ts';
import { noteFlood } from '../commands/note-flood.ts';
import { listNew } from '../queries/list-new.ts';

/** Every minute: filings are compared with those of the days before, and hours with what is usual. */
export const findCampaigns: Job = {
  name: 'campaigns.find-campaigns',
  schedule: '* * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'campaigns.find-campaigns' };
      const { filings, busy } = await runQuery(app, clock, listNew, {});
      for (const caseId of filings) {
        if (signal.aborted) return;
        await runCommand(app, clock, joinFiling, { caseId });
      }
      for (const about of busy) {
        if (signal.aborted) return;
        await runCommand(app, clock, noteFlood, about);
      }
    }
  },
};
