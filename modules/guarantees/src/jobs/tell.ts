import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { tellTerms } from '../commands/tell-terms.ts';
import { TELLER } from '../policy.ts';
import { isDue } from '../queries/is-due.ts';

/** Every hour: terms that near their end or are over, by day where the region is. */
export const tellJob: Job = {
  name: TELLER,
  schedule: '20 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const teller: Actor = { kind: 'system', region, name: TELLER };
      while (!signal.aborted && (await runQuery(app, teller, isDue, {}))) {
        const { looked } = await runCommand(app, teller, tellTerms, {});
        if (looked === 0) break;
      }
    }
  },
};
