import type { Tx } from '@otklik/kernel';
import { normRow, regionRow, regionSettingsRow, specialtyRow } from '../rows/national.ts';
import { readRows } from '../rows/read.ts';
import { putRows } from '../store/put-rows.ts';
import { reportOf, type ImportReport } from './report.ts';

/** Regions of ISO 3166-2. The `disputed` list of the file is left alone: the software takes no position. */
export async function importRegions(tx: Tx, payload: string): Promise<ImportReport> {
  const file = readRows('regions', payload, regionRow, (row) => row.iso);
  const rows = file.rows.map(({ row }) => ({
    code: row.iso,
    name_ru: row.name_ru,
    name_en: row.name_en,
    kind: row.type,
    federal_district: row.federal_district_ru,
    okato: row.okato2,
    time_zone: row.time_zones[0],
    time_zones: row.time_zones,
  }));
  return reportOf(file, await putRows(tx, 'regions', ['code'], rows));
}

/** What this installation serves: which regions take part, and from when until when. */
export async function importRegionSettings(tx: Tx, payload: string): Promise<ImportReport> {
  const file = readRows('region-settings', payload, regionSettingsRow, (row) => row.iso);
  const before = await tx.db
    .selectFrom('regions')
    .select(['code', 'enabled', 'pilot_from', 'pilot_to'])
    .execute();
  const changed: object[] = [];
  let unchanged_count = 0;
  for (const { row, reject } of file.rows) {
    const known = before.find((region) => region.code === row.iso);
    const { enabled, pilot_from, pilot_to } = row;
    if (!known) reject('iso', 'unknown-region');
    else if (
      known.enabled === enabled &&
      known.pilot_from === pilot_from &&
      known.pilot_to === pilot_to
    )
      unchanged_count += 1;
    else {
      await tx.db
        .updateTable('regions')
        .set({ enabled, pilot_from, pilot_to })
        .where('code', '=', row.iso)
        .execute();
      changed.push(row);
    }
  }
  return reportOf(file, { added: [], changed, unchanged_count });
}

export async function importSpecialties(tx: Tx, payload: string): Promise<ImportReport> {
  const file = readRows('specialties', payload, specialtyRow, (row) => row.id);
  const rows = file.rows.map(({ row }) => {
    const { id, name_ru, name_en, specialty_ru, population, booking, codes, ...details } = row;
    return { id, name_ru, name_en, specialty_ru, population, booking, codes, details };
  });
  return reportOf(file, await putRows(tx, 'specialties', ['id'], rows));
}

export async function importNorms(tx: Tx, payload: string): Promise<ImportReport> {
  const file = readRows('norms', payload, normRow, (row) => row.id);
  const rows = file.rows.map(({ row: { limit, ...row } }) => ({
    ...row,
    // `gg26.specialist` and `gg25.specialist` are one norm in two years: the part after the dot.
    code: row.id.slice(row.id.indexOf('.') + 1),
    limit_value: limit,
  }));
  return reportOf(file, await putRows(tx, 'norms', ['id'], rows));
}
