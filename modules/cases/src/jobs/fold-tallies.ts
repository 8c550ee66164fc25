import { runCommand, runQuery, type Actor, type Job } from '@otklik/kernel';
import { enabledRegions } from '@otklik/registry';
import { foldTallies } from '../commands/fold-tallies.ts';
import { countDeltas } from '../queries/count-deltas.ts';

/** Fewer are summed up by whoever reads, in a millisecond: no folding, and no line in the act log. */
const WORTH_FOLDING = 500;
const BATCH_DELTAS = 20_000;

/** Every minute: changes of the counts become sums. */
export const foldTalliesJob: Job = {
  name: 'cases.fold-tallies',
  schedule: '* * * * *',
  async run({ app, signal }) {
    for (const region of await enabledRegions(app)) {
      const clock: Actor = { kind: 'system', region, name: 'clock' };
      let waiting = await runQuery(app, clock, countDeltas, { limit: WORTH_FOLDING });
      while (waiting >= WORTH_FOLDING && !signal.aborted) {
        const { folded } = await runCommand(app, clock, foldTallies, { limit: BATCH_DELTAS });
        waiting = folded;
      }
    }
  },
};
