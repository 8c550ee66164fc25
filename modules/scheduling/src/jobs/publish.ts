import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { beginPublication } from '../commands/begin-publication.ts';
import { endPublication } from '../commands/end-publication.ts';
import { writeFiles } from '../commands/write-files.ts';
import { CLOCK } from '../policy.ts';
import { isDue } from '../queries/is-due.ts';
import { PARTS_at_once_max } from '../schema.ts';

/** Every five minutes, where anything can have changed: the files that everybody reads. */
export const publishJob: Job = {
  name: 'scheduling.publish',
  schedule: '*/5 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: CLOCK };
      if (!(await runQuery(app, clock, isDue, {}))) continue;
      const { at, names } = await runCommand(app, clock, beginPublication, {});
      for (let first = 0; first < names.length; first += PARTS_at_once_max) {
        // What is written so far stands by itself; the next run goes on.
        if (signal.aborted) return;
        const some = names.slice(first, first + PARTS_at_once_max);
        await runCommand(app, clock, writeFiles, { at, names: some });
      }
      await runCommand(app, clock, endPublication, { at });
    }
  },
};
