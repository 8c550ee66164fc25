import { newId, type Tx } from '@otklik/kernel';
import { orderKeyOf } from '../model/clinic-words.ts';
import { headsOf } from '../model/heads.ts';
import { wordsOf } from '../model/search-words.ts';
import { englishName } from '../model/transliterate.ts';
import { readRows } from '../rows/read.ts';
import { clinicNameRow, clinicRow, type ClinicRow } from '../rows/regional.ts';
import { indexClinics } from '../store/index-clinics.ts';
import { addDefaultObjects } from '../store/objects.ts';
import { putRows } from '../store/put-rows.ts';
import { regionFor, reportOf, type ImportReport } from './report.ts';

/** Clinics by their stable code. Districts, okrugs and organisations come first. */
export async function importClinics(tx: Tx, payload: string): Promise<ImportReport> {
  const file = readRows('clinics', payload, clinicRow, (row) => row.id);
  const region_id = regionFor(tx, file);
  const places = await tx.db.selectFrom('districts').select(['id', 'kind']).execute();
  const okrugs = new Set(places.filter((row) => row.kind === 'okrug').map((row) => row.id));
  const districts = new Set(places.filter((row) => row.kind === 'district').map((row) => row.id));
  const organisations = new Set(
    (await tx.db.selectFrom('organisations').select('id').execute()).map((row) => row.id),
  );
  const good = file.rows.filter(({ row, reject }) => {
    const wrong = (
      [
        ['okrug', row.okrug, okrugs],
        ['district_okato', row.district_okato, districts],
        ['organisation', row.organisation, organisations],
      ] as const
    ).find(([, value, known]) => value !== null && value !== undefined && !known.has(value));
    if (wrong) reject(wrong[0], 'unknown-reference');
    return !wrong;
  });
  const known = await tx.db.selectFrom('clinics').select(['id', 'code', 'name_en']).execute();
  const before = new Map(known.map((row) => [row.code, row]));
  const rows = good.map(({ row }) =>
    tableRow(
      row,
      region_id,
      before.get(row.id)?.id ?? newId(tx.now.getTime()),
      before.get(row.id)?.name_en,
    ),
  );
  const result = await putRows(tx, 'clinics', ['region_id', 'id'], headsOf(rows));
  const touched = [...result.added, ...result.changed].map((row) => row.id);
  await addDefaultObjects(
    tx,
    result.added.map((row) => row.id),
  );
  await indexClinics(tx, touched);
  return reportOf(file, result);
}

function tableRow(
  row: ClinicRow,
  region_id: string,
  id: string,
  nameEn: string | null | undefined,
) {
  const facts = { ...row, code: row.id, audience: row.kind };
  return {
    region_id,
    id,
    code: row.id,
    name_ru: row.name_ru,
    name_en: row.name_en ?? nameEn ?? englishName(facts),
    number: row.number,
    branch_number: row.branch_number,
    head_clinic_id: null as string | null,
    audience: row.kind,
    unit: row.unit,
    service: row.service,
    operator: row.operator,
    organisation_id: row.organisation ?? null,
    okrug_id: row.okrug,
    district_id: row.district_okato,
    address_ru: row.address_ru,
    phone: row.phone ?? null,
    website: row.website ?? null,
    lat: row.lat,
    lng: row.lng,
    time_zone: row.time_zone ?? null,
    demo: row.demo,
    valid_from: row.valid_from ?? null,
    valid_to: row.valid_to ?? null,
    order_key: orderKeyOf(facts),
    search_name: wordsOf(row.name_ru).join(' '),
  };
}

/** English names that say more than the facts of the row do. */
export async function importClinicNames(tx: Tx, payload: string): Promise<ImportReport> {
  const file = readRows('clinic-names', payload, clinicNameRow, (row) => row.id);
  regionFor(tx, file);
  const known = await tx.db.selectFrom('clinics').select(['id', 'code', 'name_en']).execute();
  const byCode = new Map(known.map((row) => [row.code, row]));
  const changed: { id: string }[] = [];
  let unchanged_count = 0;
  for (const { row, reject } of file.rows) {
    const clinic = byCode.get(row.id);
    if (!clinic) reject('id', 'unknown-reference');
    else if (clinic.name_en === row.name_en) unchanged_count += 1;
    else {
      await tx.db
        .updateTable('clinics')
        .set({ name_en: row.name_en })
        .where('id', '=', clinic.id)
        .execute();
      changed.push(clinic);
    }
  }
  await indexClinics(
    tx,
    changed.map((clinic) => clinic.id),
  );
  return reportOf(file, { added: [], changed, unchanged_count });
}
