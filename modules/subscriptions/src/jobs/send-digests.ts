import { defineJob } from '@otklik/jobs';
import { enabledRegions } from '@otklik/registry';
import { sendDue } from '../send-due.ts';

/** A run ends after so long; the next minute's goes on where it stopped. */
const RUN_MAX_ms = 50_000;

/** Every minute: what became public, whose time has come, what waits. Several at once share the work. */
export const sendDigests = defineJob({
  name: 'subscriptions.send-digests',
  schedule: '* * * * *',
  async run({ app, signal }) {
    const until = app.clock.now().getTime() + RUN_MAX_ms;
    const goesOn = (): boolean => !signal.aborted && app.clock.now().getTime() < until;
    for (const region of await enabledRegions(app)) await sendDue(app, region, goesOn);
  },
});
