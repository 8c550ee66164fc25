import { readFileSync } from 'node:fs';
import type { Sample } from './samples.ts';

const data = (file: string): string =>
  readFileSync(new URL(`../../modules/registry/data/${file}`, import.meta.url), 'utf8');
const ask = (input: Sample['input'] = () => ({})): Sample[] => [{ input }];

/** Questions to the registry's verbs. */
export const REGISTRY: Record<string, readonly Sample[]> = {
  'registry.import-registry': [
    {
      title: 'of the region',
      input: () => ({ kind: 'organisations', payload: data('organisations-moscow.json') }),
    },
    {
      title: 'of the country',
      input: () => ({ kind: 'region-settings', payload: data('region-settings.json') }),
    },
  ],
  'registry.cancel-planned': ask(() => ({ kind: 'organisation', id: 'dzm', version: 2 })),
  'registry.carry-out-planned': [
    {
      input: () => ({ kind: 'organisation', id: 'dzm', version: 2 }),
      // Its day has come.
      arrange: async (tx) => {
        await tx.db
          .updateTable('registry_versions')
          .set({ valid_from: '2026-06-01' })
          .where('state', '=', 'planned')
          .execute();
      },
    },
  ],
  'registry.close-record': [
    {
      title: 'a clinic',
      input: (w) => ({ kind: 'clinic', id: w.clinic.id, version: 2, on: '2030-01-01' }),
    },
  ],
  'registry.end-import': ask((w) => ({ runId: w.ids.importRun })),
  'registry.fail-planned': ask(() => ({ kind: 'organisation', id: 'dzm', version: 2 })),
  'registry.import-batch': ask((w) => ({
    runId: w.ids.importRun,
    from: 0,
    payload: '{"rows":[]}',
  })),
  'registry.reject-line': ask((w) => ({ runId: w.ids.importRun, from: 0, line: 2, code: 'x' })),
  'registry.restore-version': [
    {
      title: 'of the clinic',
      input: (w) => ({ kind: 'clinic', id: w.clinic.id, version: 2, restore: 1 }),
    },
  ],
  'registry.save-record': [
    {
      title: 'the clinic',
      input: (w) => ({ kind: 'clinic', id: w.clinic.id, version: 2, values: { phone: '1' } }),
    },
    {
      title: 'a new organisation',
      input: () => ({
        kind: 'organisation',
        values: { code: 'new-1', name_ru: 'а', name_en: 'a', is_state: 'yes', sector: 'health' },
      }),
    },
    {
      title: 'the region',
      input: () => ({ kind: 'region', id: 'RU-MOW', values: { pilot_to: '2030-01-01' } }),
    },
  ],
  'registry.start-import': ask(() => ({
    kind: 'doctors',
    file: new TextEncoder().encode('code;last_name;first_name\nd-1;Ёлкин;Пётр\n'),
  })),
  'registry.get-import-run': ask((w) => ({ runId: w.ids.importRun })),
  'registry.get-record': [
    { title: 'the clinic', input: (w) => ({ kind: 'clinic', id: w.clinic.id }) },
    { title: 'a new organisation', input: () => ({ kind: 'organisation' }) },
  ],
  'registry.import-work': ask((w) => ({ runId: w.ids.importRun })),
  'registry.list-import-runs': ask(),
  'registry.list-planned': ask(),
  'registry.list-records': [
    {
      input: () => ({ kind: 'clinic' }),
      shows: (output: { records: unknown[] }) =>
        output.records.length > 1 ? 'every clinic' : `${output.records.length} clinic`,
    },
  ],
  'registry.find-clinics': ask(() => ({ q: 'поликлиника' })),
  'registry.find-nearest': ask(() => ({ lat: 55.75, lng: 37.62 })),
  'registry.get-calendar': ask(() => ({ version: '2026-11-21' })),
  'registry.get-clinic': ask((w) => ({ code: w.clinic.code })),
  'registry.get-district': ask((w) => ({ id: w.districtId })),
  'registry.list-districts': ask(),
  'registry.list-enabled-regions': ask(),
  'registry.list-imports': ask(),
  'registry.list-regions': ask(),
  'registry.list-specialties': ask(),
  'registry.map': ask(),
};
