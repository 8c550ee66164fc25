import { newId, type Tx } from '@otklik/kernel';
import { readRows } from '../rows/read.ts';
import { doctorRow } from '../rows/regional.ts';
import { putRows } from '../store/put-rows.ts';
import { keepHeld, recordImport, valuesBefore } from './held.ts';
import { putPosts } from './posts.ts';
import { codesToIds, storedById } from './stored.ts';
import { regionFor, reportOf, type ImportReport } from './report.ts';

/** Doctors by their stable code, with the posts that the file brings. Clinics and specialties come first. */
export async function importDoctors(tx: Tx, payload: string, by: string): Promise<ImportReport> {
  const file = readRows('doctors', payload, doctorRow, (row) => row.code);
  const region_id = regionFor(tx, file);
  const posts = file.rows.flatMap(({ row }) => row.posts);
  const clinics = await codesToIds(
    tx,
    'clinics',
    posts.map((post) => post.clinic),
  );
  const doctors = await codesToIds(
    tx,
    'doctors',
    file.rows.map(({ row }) => row.code),
  );
  const specialties = new Set(
    (await tx.db.selectFrom('specialties').select('id').execute()).map((row) => row.id),
  );
  const good = file.rows.filter(({ row, reject }) => {
    const at = row.posts.findIndex(
      (post) => !clinics.has(post.clinic) || !specialties.has(post.specialty),
    );
    if (at >= 0) reject(`posts.${at}`, 'unknown-reference');
    return at < 0;
  });
  const read = good.map(({ row }) => ({
    region_id,
    id: doctors.get(row.code) ?? newId(tx.now.getTime()),
    code: row.code,
    last_name: row.last_name,
    first_name: row.first_name,
    patronymic: row.patronymic,
    synthetic: row.synthetic,
    valid_from: row.valid_from ?? null,
    valid_to: row.valid_to ?? null,
  }));
  const ids = read.map((row) => row.id);
  const stored = await storedById<(typeof read)[number]>(tx, 'doctors', ids);
  const { rows, kept } = await keepHeld(tx, 'doctor', read, stored);
  const before = await valuesBefore(tx, 'doctor', ids);
  const result = await putRows(tx, 'doctors', ['region_id', 'id'], rows);
  const brought = good.flatMap(({ row }, at) =>
    row.posts.map((post) => ({
      doctor_id: rows[at]!.id,
      clinic_id: clinics.get(post.clinic)!,
      specialty_id: post.specialty,
      title: post.title ?? null,
      valid_from: post.valid_from,
      valid_to: post.valid_to ?? null,
    })),
  );
  if (brought.length > 0) await putPosts(tx, brought, by);
  await recordImport(tx, 'doctor', result, before, by);
  return reportOf({ ...file, rows: good }, result, kept);
}
