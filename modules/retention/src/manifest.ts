import { defineModule, sweepBy } from '@otklik/kernel';
import { beginRun } from './commands/begin-run.ts';
import { finishRun } from './commands/finish-run.ts';
import { importTerms } from './commands/import-terms.ts';
import { liftHold } from './commands/lift-hold.ts';
import { restoreTombstone } from './commands/restore-tombstone.ts';
import { sweepRuns } from './commands/sweep-runs.ts';
import { keepTombstone } from './jobs/keep-tombstone.ts';
import { findTombstone } from './queries/find-tombstone.ts';
import { listErasures } from './queries/list-erasures.ts';
import { overview } from './queries/overview.ts';
import { termOf } from './queries/term-of.ts';

export const manifest = defineModule({
  name: 'retention',
  needs: [],
  commands: { beginRun, finishRun, importTerms, liftHold, restoreTombstone, sweepRuns },
  queries: { findTombstone, listErasures, overview, termOf },
  jobs: [keepTombstone],
  retention: [sweepBy('retention-runs', sweepRuns)],
  settings: {},
  constraints: { one_erasure_per_subject: 'already-done' },
  migrations: new URL('../migrations/', import.meta.url),
});
