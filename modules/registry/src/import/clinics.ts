import { sql } from 'kysely';
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
import { keepHeld, recordImport, valuesBefore } from './held.ts';
import { storedById } from './stored.ts';
import { regionIdOf } from '../records/places.ts';
import { regionFor, reportOf, type ImportReport } from './report.ts';

/** Clinics by their stable code. Districts, okrugs and organisations come first. */
export async function importClinics(tx: Tx, payload: string, by: string): Promise<ImportReport> {
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
  const known = await tx.db
    .selectFrom('clinics')
    .select(['id', 'code', 'name_en'])
    .where('region_id', '=', region_id)
    .where('code', '=', sql<string>`any(${good.map(({ row }) => row.id)}::text[])`)
    .execute();
  const before = new Map(known.map((row) => [row.code, row]));
  const told = good.map(({ row }) => {
    const stored = before.get(row.id);
    return tableRow(row, region_id, stored?.id ?? newId(tx.now.getTime()), stored?.name_en);
  });
  const ids = told.map((row) => row.id);
  const read = await withHeads(tx, told);
  const { rows, kept } = await keepHeld(tx, 'clinic', read, await storedById(tx, 'clinics', ids));
  const values = await valuesBefore(tx, 'clinic', ids);
  const result = await putRows(tx, 'clinics', ['region_id', 'id'], rows.map(withDerived));
  const touched = [...result.added, ...result.changed].map((row) => row.id);
  await addDefaultObjects(
    tx,
    result.added.map((row) => row.id),
  );
  await indexClinics(tx, touched);
  await recordImport(tx, 'clinic', result, values, by);
  return reportOf({ ...file, rows: good }, result, kept);
}

type TableRow = ReturnType<typeof tableRow>;

/** Heads may stand in another batch of the same file: those of the table are asked too. */
async function withHeads(tx: Tx, rows: readonly TableRow[]): Promise<TableRow[]> {
  const numbers = rows.flatMap((row) =>
    row.unit === 'branch' && row.number !== null ? [row.number] : [],
  );
  const ids = new Set(rows.map((row) => row.id));
  const others = await tx.db
    .selectFrom('clinics')
    .select(['id', 'number', 'branch_number', 'audience', 'unit', 'service', 'operator'])
    .where('region_id', '=', regionIdOf(tx))
    .where('number', '=', sql<number>`any(${numbers}::int[])`)
    .where('unit', '<>', 'branch')
    .execute();
  const family = [...rows, ...others.filter((row) => !ids.has(row.id))];
  const heads = new Map(headsOf(family).map((row) => [row.id, row.head_clinic_id]));
  return rows.map((row) => ({ ...row, head_clinic_id: heads.get(row.id) ?? null }));
}

/** What follows from the facts, once it is settled which facts hold. */
const withDerived = (row: TableRow) => ({
  ...row,
  order_key: orderKeyOf(row),
  search_name: wordsOf(row.name_ru).join(' '),
});

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
  };
}

/** English names that say more than the facts of the row do. */
export async function importClinicNames(
  tx: Tx,
  payload: string,
  by: string,
): Promise<ImportReport> {
  const file = readRows('clinic-names', payload, clinicNameRow, (row) => row.id);
  regionFor(tx, file);
  const known = await tx.db.selectFrom('clinics').select(['id', 'code', 'name_en']).execute();
  const byCode = new Map(known.map((row) => [row.code, row]));
  const wanted: { id: string; name_en: string | null }[] = [];
  let unchanged_count = 0;
  for (const { row, reject } of file.rows) {
    const clinic = byCode.get(row.id);
    if (!clinic) reject('id', 'unknown-reference');
    else if (clinic.name_en === row.name_en) unchanged_count += 1;
    else wanted.push({ id: clinic.id, name_en: row.name_en });
  }
  const stored = new Map(known.map(({ id, name_en }) => [id, { id, name_en }]));
  const { rows, kept } = await keepHeld(tx, 'clinic', wanted, stored);
  const changed = rows.filter((row) => row.name_en !== stored.get(row.id)?.name_en);
  const before = await valuesBefore(
    tx,
    'clinic',
    changed.map((row) => row.id),
  );
  for (const { id, name_en } of changed)
    await tx.db.updateTable('clinics').set({ name_en }).where('id', '=', id).execute();
  await indexClinics(
    tx,
    changed.map((clinic) => clinic.id),
  );
  await recordImport(tx, 'clinic', { added: [], changed }, before, by);
  return reportOf(file, { added: [], changed, unchanged_count }, kept);
}
