import type { Tx } from '@otklik/kernel';
import { outlineOf } from '../model/outline.ts';
import { readRows } from '../rows/read.ts';
import { districtRow, okrugRow, organisationRow } from '../rows/regional.ts';
import { indexClinics } from '../store/index-clinics.ts';
import { putRows, type PutResult } from '../store/put-rows.ts';
import { keepHeld, recordImport, valuesBefore } from './held.ts';
import { storedById } from './stored.ts';
import { regionFor, reportOf, type ImportReport } from './report.ts';

interface DistrictRow {
  readonly region_id: string;
  readonly id: string;
}

export async function importOkrugs(tx: Tx, payload: string): Promise<ImportReport> {
  const file = readRows('okrugs', payload, okrugRow, (row) => row.id);
  const region_id = regionFor(tx, file);
  const rows = file.rows.map(({ row }) => ({
    region_id,
    id: row.id,
    kind: 'okrug',
    parent_id: null,
    name_ru: row.name_ru,
    name_en: row.name_en,
    abbr_ru: row.abbr_ru,
    okato: null,
    label_lat: null,
    label_lng: null,
    geometry: null,
    outline: null,
  }));
  return reportOf(file, await putDistricts(tx, rows));
}

/** Districts of a GeoJSON file. Their okrugs come first. */
export async function importDistricts(tx: Tx, payload: string): Promise<ImportReport> {
  const file = readRows('districts', payload, districtRow, (row) => row.id);
  const region_id = regionFor(tx, file);
  const okrugs = new Set(
    (await tx.db.selectFrom('districts').select('id').where('kind', '=', 'okrug').execute()).map(
      (okrug) => okrug.id,
    ),
  );
  const rows = file.rows.flatMap(({ row: { id, properties, geometry }, reject }) => {
    if (!okrugs.has(properties.okrug)) return (reject('properties.okrug', 'unknown-reference'), []);
    return [
      {
        region_id,
        id,
        kind: 'district',
        parent_id: properties.okrug,
        name_ru: properties.name_ru,
        name_en: properties.name_en,
        abbr_ru: null,
        okato: properties.okato,
        label_lat: properties.label_point?.[1] ?? null,
        label_lng: properties.label_point?.[0] ?? null,
        geometry,
        outline: geometry && outlineOf(geometry),
      },
    ];
  });
  return reportOf(file, await putDistricts(tx, rows));
}

/** A place that changed its name changes what its clinics are found by. */
async function putDistricts<Row extends DistrictRow>(
  tx: Tx,
  rows: readonly Row[],
): Promise<PutResult<Row>> {
  const result = await putRows<Row>(tx, 'districts', ['region_id', 'id'], rows);
  const ids = result.changed.map((row) => row.id);
  if (ids.length > 0) {
    const clinics = await tx.db
      .selectFrom('clinics')
      .select('id')
      .where((is) => is.or([is('district_id', 'in', ids), is('okrug_id', 'in', ids)]))
      .execute();
    await indexClinics(
      tx,
      clinics.map((clinic) => clinic.id),
    );
  }
  return result;
}

export async function importOrganisations(
  tx: Tx,
  payload: string,
  by: string,
): Promise<ImportReport> {
  const file = readRows('organisations', payload, organisationRow, (row) => row.id);
  const region_id = regionFor(tx, file);
  const read = file.rows.map(({ row }) => ({
    region_id,
    ...row,
    valid_from: row.valid_from ?? null,
    valid_to: row.valid_to ?? null,
  }));
  const ids = read.map((row) => row.id);
  const stored = await storedById<(typeof read)[number]>(tx, 'organisations', ids);
  const { rows, kept } = await keepHeld(tx, 'organisation', read, stored);
  const before = await valuesBefore(tx, 'organisation', ids);
  const result = await putRows(tx, 'organisations', ['region_id', 'id'], rows);
  await recordImport(tx, 'organisation', result, before, by);
  return reportOf(file, result, kept);
}
