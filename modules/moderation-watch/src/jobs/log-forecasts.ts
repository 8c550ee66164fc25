import { runCommand, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { logForecast } from '../commands/log-forecast.ts';

/** Every night: what is expected is written down, and what came beside what was. */
export const logForecasts: Job = {
  name: 'moderation-watch.log-forecasts',
  schedule: '40 1 * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      const clock = { kind: 'system', region, name: 'moderation-watch.log-forecasts' } as const;
      await runCommand(app, clock, logForecast, {});
    }
  },
};
