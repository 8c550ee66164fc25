import { defineQuery } from '@otklik/kernel';
import { holdCounts } from '../model.ts';
import { regionAdministrator } from '../policy.ts';
import { nothing } from '../schema.ts';
import { newestHolds } from '../store/holds.ts';
import { lastRuns } from '../store/runs.ts';
import { termsNow } from '../store/terms.ts';

const HOLDS_SHOWN = 200;

/** Terms in force, the last run of each class, and holds: for the administrator's page. */
export const overview = defineQuery({
  name: 'retention.overview',
  input: nothing,
  policy: regionAdministrator,
  async handle({ tx }) {
    const runs = new Map((await lastRuns(tx)).map((run) => [run.class, run]));
    const terms = await termsNow(tx);
    const holds = await newestHolds(tx, HOLDS_SHOWN);
    return {
      terms: terms.map((term) => {
        const run = runs.get(term.class);
        return {
          class: term.class,
          hours: term.term_hours,
          ground: term.ground,
          validFrom: term.valid_from,
          validTo: term.valid_to,
          lastRun: run
            ? {
                startedAt: run.started_at,
                finishedAt: run.finished_at,
                removed: run.removed_count,
                held: run.held_count,
                errorCode: run.error_code,
              }
            : null,
        };
      }),
      holds: holds.map((hold) => ({
        holdId: hold.id,
        of: hold.case_id ? ('case' as const) : ('person' as const),
        /** The case's number, or the person's id. */
        label: hold.case_id ? hold.label : (hold.person_id ?? ''),
        ground: hold.ground,
        until: hold.until,
        setBy: hold.set_by,
        setAt: hold.set_at,
        liftedAt: hold.lifted_at,
        counts: holdCounts({ until: hold.until, liftedAt: hold.lifted_at }, tx.now),
      })),
    };
  },
});
