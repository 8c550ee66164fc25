import { runCommand, runQuery, type Actor, type App, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { lookAt } from '../client/look.ts';
import { beginLooks } from '../commands/begin-looks.ts';
import { CLOCK } from '../policy.ts';
import { isLookDue } from '../queries/is-look-due.ts';

/**
 * Every minute: sources that are asked. All that are due are asked side by side, each within its own time: one that is
 * slow or dead keeps nobody else waiting.
 */
export const lookAtSourcesJob: Job = {
  name: 'access.look-at-sources',
  schedule: '* * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      if (signal.aborted) return;
      await lookAtDue(app, { kind: 'system', region, name: CLOCK });
    }
  },
};

export async function lookAtDue(app: App, clock: Actor): Promise<void> {
  if (!(await runQuery(app, clock, isLookDue, {}))) return;
  const begun = await runCommand(app, clock, beginLooks, {});
  await Promise.all(
    begun.sources.map(async (plan) => {
      try {
        await lookAt(app, clock, begun, plan);
      } catch (error) {
        app.log.error('access.look-failed', { source: plan.code, error });
      }
    }),
  );
}
