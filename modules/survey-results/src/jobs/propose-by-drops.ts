import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { proposeByDrop } from '../commands/propose-by-drop.ts';
import { PROPOSER } from '../policy.ts';
import { listDrops } from '../queries/list-drops.ts';

/** Every night: marks of clinics that fell become evidence of a systemic case. */
export const proposeByDrops: Job = {
  name: PROPOSER,
  schedule: '56 1 * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: PROPOSER };
      for (const drop of await runQuery(app, clock, listDrops, {})) {
        if (signal.aborted) return;
        try {
          await runCommand(app, clock, proposeByDrop, drop);
        } catch (error) {
          app.log.warn('survey-results.drop-not-proposed', { ref: drop.ref, error });
        }
      }
    }
  },
};
