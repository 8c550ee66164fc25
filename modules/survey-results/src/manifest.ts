import { defineModule } from '@otklik/kernel';
import { compare } from './queries/compare-places.ts';
import { exportResults } from './queries/export-results.ts';
import { getDeskPlace } from './queries/get-desk-place.ts';
import { getPlace } from './queries/get-place.ts';
import { latestRelease } from './queries/latest-release.ts';
import { listMethods } from './queries/list-methods.ts';

export const manifest = defineModule({
  name: 'survey-results',
  needs: ['registry', 'survey-answers', 'survey-forms', 'surveys'],
  commands: {},
  queries: {
    comparePlaces: compare,
    exportResults,
    getDeskPlace,
    getPlace,
    latestRelease,
    listMethods,
  },
  jobs: [],
  settings: {},
  constraints: {},
  migrations: new URL('../migrations/', import.meta.url),
});
