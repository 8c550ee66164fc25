import { defineModule } from '@otklik/kernel';
import { putNokFacts } from './commands/put-nok-facts.ts';
import { putWeights } from './commands/put-weights.ts';
import { compare } from './queries/compare-places.ts';
import { exportResults } from './queries/export-results.ts';
import { getDeskPlace } from './queries/get-desk-place.ts';
import { getNok } from './queries/get-nok.ts';
import { getPlace } from './queries/get-place.ts';
import { latestRelease } from './queries/latest-release.ts';
import { exportNok } from './queries/export-nok.ts';
import { listNok } from './queries/list-nok.ts';
import { listMethods } from './queries/list-methods.ts';

export const manifest = defineModule({
  name: 'survey-results',
  needs: ['registry', 'survey-answers', 'survey-forms', 'surveys'],
  commands: { putNokFacts, putWeights },
  queries: {
    comparePlaces: compare,
    exportNok,
    exportResults,
    getDeskPlace,
    getNok,
    getPlace,
    latestRelease,
    listMethods,
    listNok,
  },
  jobs: [],
  settings: {},
  constraints: {},
  migrations: new URL('../migrations/', import.meta.url),
});
