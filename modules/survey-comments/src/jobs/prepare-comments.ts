import { defineJob } from '@otklik/jobs';
import { runCommand, type Actor } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { prepare } from '../commands/prepare.ts';

/** Each hour: comments that came out of a release since. */
export const prepareComments = defineJob({
  name: 'survey-comments.prepare',
  schedule: '10 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const actor: Actor = { kind: 'system', region, name: 'comments' };
      while (!signal.aborted && (await runCommand(app, actor, prepare, {})).more);
    }
  },
});
