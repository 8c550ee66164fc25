import { defineModule } from '@otklik/kernel';
import { checkSignal } from './commands/check-signal.ts';
import { judgePromise } from './commands/judge-promise.ts';
import { makePromise } from './commands/make-promise.ts';
import { proposeByDrop } from './commands/propose-by-drop.ts';
import { proposeByDrops } from './jobs/propose-by-drops.ts';
import { putNokFacts } from './commands/put-nok-facts.ts';
import { putWeights } from './commands/put-weights.ts';
import { reportPromise } from './commands/report-promise.ts';
import { compare } from './queries/compare-places.ts';
import { exportPart } from './queries/export-part.ts';
import { exportResults } from './queries/export-results.ts';
import { getDeskPlace } from './queries/get-desk-place.ts';
import { getFunnel } from './queries/get-funnel.ts';
import { getNok } from './queries/get-nok.ts';
import { getPlace } from './queries/get-place.ts';
import { latestRelease } from './queries/latest-release.ts';
import { listDrops } from './queries/list-drops.ts';
import { exportNok } from './queries/export-nok.ts';
import { listNok } from './queries/list-nok.ts';
import { listMethods } from './queries/list-methods.ts';
import { listDeskPromises } from './queries/list-desk-promises.ts';
import { listPromises } from './queries/list-promises.ts';
import { listSignals } from './queries/list-signals.ts';
import { listWays } from './queries/list-ways.ts';
import { mayCheck } from './queries/may-check.ts';

export const manifest = defineModule({
  name: 'survey-results',
  needs: ['cases', 'registry', 'survey-answers', 'survey-forms', 'surveys', 'systemic'],
  commands: {
    checkSignal,
    judgePromise,
    makePromise,
    proposeByDrop,
    putNokFacts,
    putWeights,
    reportPromise,
  },
  queries: {
    comparePlaces: compare,
    exportNok,
    exportPart,
    exportResults,
    getDeskPlace,
    getFunnel,
    getNok,
    getPlace,
    latestRelease,
    listDrops,
    listMethods,
    listDeskPromises,
    listNok,
    listPromises,
    listSignals,
    listWays,
    mayCheck,
  },
  jobs: [proposeByDrops],
  settings: {},
  constraints: {},
  migrations: new URL('../migrations/', import.meta.url),
});
