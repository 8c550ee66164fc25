import { defineJob } from '@otklik/jobs';
import { runCommand, type Actor } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { publishComments as publish } from '../commands/publish-comments.ts';

/** Once a day at a fixed hour: everything that moderators let through since. */
export const publishComments = defineJob({
  name: 'survey-comments.publish',
  schedule: '20 3 * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const actor: Actor = { kind: 'system', region, name: 'comments' };
      while (!signal.aborted && (await runCommand(app, actor, publish, {})).more);
    }
  },
});
