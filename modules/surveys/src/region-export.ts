import { runQuery, type App, type RegionExport } from '@otklik/kernel';
import { listForExport } from './queries/list-for-export.ts';

const asked = (app: App, region: string, places: readonly { readonly id: string }[]) =>
  runQuery(app, { kind: 'system', region, name: 'region-export' }, listForExport, {
    places: places.map(({ id }) => id),
  });

/** Places and counts of visits. */
export const surveysExport: readonly RegionExport[] = [
  {
    name: 'places',
    part: 'public',
    async *run({ app, region, places }) {
      yield* (await asked(app, region, places)).places;
    },
  },
  {
    name: 'counts',
    part: 'full',
    async *run({ app, region, places }) {
      yield* (await asked(app, region, places)).counts;
    },
  },
];
