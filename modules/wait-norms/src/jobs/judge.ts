import { runCommand, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { judgeNorms } from '../commands/judge-norms.ts';
import { JUDGE } from '../policy.ts';

/** Every ten minutes: which norms are broken now. */
export const judgeJob: Job = {
  name: JUDGE,
  schedule: '*/10 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      await runCommand(app, { kind: 'system', region, name: JUDGE }, judgeNorms, {});
    }
  },
};
