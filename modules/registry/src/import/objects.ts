import { sql } from 'kysely';
import { newId, type Tx } from '@otklik/kernel';
import { readRows } from '../rows/read.ts';
import { objectRow } from '../rows/regional.ts';
import { putRows } from '../store/put-rows.ts';
import { keepHeld, recordImport, valuesBefore } from './held.ts';
import { codesToIds, storedById } from './stored.ts';
import { regionFor, reportOf, type ImportReport } from './report.ts';

/** Parts of clinics by clinic and code. Clinics come first. */
export async function importObjects(tx: Tx, payload: string, by: string): Promise<ImportReport> {
  const file = readRows('objects', payload, objectRow, (row) => `${row.clinic} ${row.code}`);
  const region_id = regionFor(tx, file);
  const clinics = await codesToIds(
    tx,
    'clinics',
    file.rows.map(({ row }) => row.clinic),
  );
  const good = file.rows.filter(({ row, reject }) => {
    if (!clinics.has(row.clinic)) reject('clinic', 'unknown-reference');
    return clinics.has(row.clinic);
  });
  const known = await tx.db
    .selectFrom('clinic_objects')
    .select(['id', 'clinic_id', 'code'])
    .where('region_id', '=', region_id)
    .where('clinic_id', '=', sql<string>`any(${[...clinics.values()]}::uuid[])`)
    .execute();
  const idOf = new Map(known.map((row) => [`${row.clinic_id} ${row.code}`, row.id]));
  const read = good.map(({ row: { clinic, ...row } }) => {
    const clinic_id = clinics.get(clinic)!;
    return {
      region_id,
      id: idOf.get(`${clinic_id} ${row.code}`) ?? newId(tx.now.getTime()),
      clinic_id,
      ...row,
      valid_from: row.valid_from ?? null,
      valid_to: row.valid_to ?? null,
    };
  });
  const ids = read.map((row) => row.id);
  const stored = await storedById<(typeof read)[number]>(tx, 'clinic_objects', ids);
  const { rows, kept } = await keepHeld(tx, 'object', read, stored);
  const before = await valuesBefore(tx, 'object', ids);
  const result = await putRows(tx, 'clinic_objects', ['region_id', 'id'], rows);
  await recordImport(tx, 'object', result, before, by);
  return reportOf({ ...file, rows: good }, result, kept);
}
