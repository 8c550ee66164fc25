import { runQuery, type RegionExport } from '@otklik/kernel';
import { listForExport } from './queries/list-for-export.ts';

/** Counts of answers above the minimum, place by place. */
export const answersExport: readonly RegionExport[] = [
  {
    name: 'counts',
    part: 'public',
    async *run({ app, region, places, signal }) {
      const actor = { kind: 'system', region, name: 'region-export' } as const;
      for (const { id } of places) {
        signal.throwIfAborted();
        yield* (await runQuery(app, actor, listForExport, { place: id })).rows;
      }
    },
  },
];
