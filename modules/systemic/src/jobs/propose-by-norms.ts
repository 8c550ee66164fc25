import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { proposeByNorm } from '../commands/propose-by-norm.ts';
import { listBrokenNorms } from '../queries/list-broken-norms.ts';

/** Every night: norms that are broken again and again at one clinic become evidence of a systemic case. */
export const proposeByNorms: Job = {
  name: 'systemic.propose-by-norms',
  schedule: '52 1 * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      for (const { ref, cause } of await runQuery(app, clock, listBrokenNorms, {})) {
        if (signal.aborted) return;
        try {
          await runCommand(app, clock, proposeByNorm, { ref, cause });
        } catch (error) {
          app.log.warn('systemic.norm-not-proposed', { ref, error });
        }
      }
    }
  },
};
