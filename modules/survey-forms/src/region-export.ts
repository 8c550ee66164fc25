import { runQuery, type RegionExport } from '@otklik/kernel';
import { listForExport } from './queries/list-for-export.ts';

/** Questionnaires as FHIR R4 resources. */
export const formsExport: readonly RegionExport[] = [
  {
    name: 'questionnaires',
    part: 'public',
    async *run({ app, region }) {
      const actor = { kind: 'system', region, name: 'region-export' } as const;
      yield* await runQuery(app, actor, listForExport, {});
    },
  },
];
