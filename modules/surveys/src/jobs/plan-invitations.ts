import { defineJob } from '@otklik/jobs';
import { enabledRegions } from '@otklik/registry';
import { PLANNER } from '../policy.ts';
import { planAll } from '../send-due.ts';

/** Every five minutes: whom to ask about the visits reported since. */
export const planInvitationsJob = defineJob({
  name: PLANNER,
  schedule: '*/5 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app))
      await planAll(app, region, () => !signal.aborted);
  },
});
