import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { drawSample } from '../commands/draw-sample.ts';
import { voidSample } from '../commands/void-sample.ts';
import { listDue } from '../queries/list-due.ts';

/** Every hour: decisions whose lot says so are put among those to be judged again. */
export const drawSamples: Job = {
  name: 'moderation-watch.draw-samples',
  schedule: '17 * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'moderation-watch.draw-samples' };
      const { draw, voided } = await runQuery(app, clock, listDue, {});
      for (const one of draw) {
        if (signal.aborted) return;
        await runCommand(app, clock, drawSample, one);
      }
      for (const sampleId of voided) {
        if (signal.aborted) return;
        await runCommand(app, clock, voidSample, { sampleId });
      }
    }
  },
};
