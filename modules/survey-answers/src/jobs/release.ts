import { defineJob } from '@otklik/jobs';
import { AppError, runCommand, type Actor } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { release } from '../commands/release.ts';
import { RELEASER } from '../policy.ts';

/**
 * Every minute: whatever has enough company comes out. A batch that failed is the run's failure once all others are
 * out, so that whoever watches the jobs hears of it.
 */
export const releaseAnswers = defineJob({
  name: RELEASER,
  schedule: '* * * * *',
  async run({ app, signal }) {
    let failed = 0;
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      const actor: Actor = { kind: 'system', region, name: RELEASER };
      failed += (await runCommand(app, actor, release, {})).failed;
    }
    if (failed > 0) throw new AppError('internal', { batches: failed });
  },
});
