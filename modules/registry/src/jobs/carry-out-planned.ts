import { isAppError, runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { carryOutPlanned } from '../commands/carry-out-planned.ts';
import { failPlanned } from '../commands/fail-planned.ts';
import { enabledRegions } from '../enabled-regions.ts';
import { listPlanned } from '../queries/list-planned.ts';

/** Every hour, since midnight comes to the regions one after another. */
export const carryOutPlannedJob: Job = {
  name: 'registry.carry-out-planned',
  schedule: '2 * * * *',
  async run({ app }) {
    for (const region of await enabledRegions(app)) {
      const actor: Actor = { kind: 'system', region, name: 'planned-changes' };
      for (const { kind, object_id: id, version } of await runQuery(app, actor, listPlanned, {})) {
        const target = { kind, id, version };
        await runCommand(app, actor, carryOutPlanned, target).catch(async (error: unknown) => {
          // Refused by today's facts (a code taken meanwhile): told in the history, not tried for ever.
          if (!isAppError(error) || error.status >= 500) throw error;
          await runCommand(app, actor, failPlanned, target);
        });
      }
    }
  },
};
