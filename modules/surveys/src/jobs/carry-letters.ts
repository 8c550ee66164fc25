import { defineJob } from '@otklik/jobs';
import { enabledRegions } from '@otklik/registry';
import { SENDER } from '../policy.ts';
import { sendAll } from '../send-due.ts';

/** A run ends after so long; the next minute's goes on where it stopped. */
const RUN_MAX_ms = 50_000;

/** Every minute: letters whose time has come. */
export const carryLettersJob = defineJob({
  name: SENDER,
  schedule: '* * * * *',
  async run({ app, signal }) {
    const until = app.clock.now().getTime() + RUN_MAX_ms;
    const goesOn = (): boolean => !signal.aborted && app.clock.now().getTime() < until;
    for (const region of await enabledRegions(app)) await sendAll(app, region, goesOn);
  },
});
