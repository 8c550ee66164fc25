import { defineJob } from '@otklik/jobs';
import { runCommand, type Actor } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { release } from '../commands/release.ts';
import { RELEASER } from '../policy.ts';

/** Every minute: whatever has enough company comes out. */
export const releaseAnswers = defineJob({
  name: RELEASER,
  schedule: '* * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      const actor: Actor = { kind: 'system', region, name: RELEASER };
      await runCommand(app, actor, release, {});
    }
  },
});
