import { newId, type Tx } from '@otklik/kernel';
import { readRows } from '../rows/read.ts';
import { doctorRow } from '../rows/regional.ts';
import { putRows } from '../store/put-rows.ts';
import { regionFor, reportOf, type ImportReport } from './report.ts';

/** Doctors by their stable code, each with the posts held. Clinics and specialties come first. */
export async function importDoctors(tx: Tx, payload: string): Promise<ImportReport> {
  const file = readRows('doctors', payload, doctorRow, (row) => row.code);
  const region_id = regionFor(tx, file);
  const clinics = await idsByCode(tx, 'clinics');
  const doctors = await idsByCode(tx, 'doctors');
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
  const next = () => newId(tx.now.getTime());
  const rows = good.map(({ row }) => ({
    region_id,
    id: doctors.get(row.code) ?? next(),
    code: row.code,
    last_name: row.last_name,
    first_name: row.first_name,
    patronymic: row.patronymic,
    synthetic: row.synthetic,
  }));
  const result = await putRows(tx, 'doctors', ['region_id', 'id'], rows);
  const held = await tx.db.selectFrom('posts').selectAll().execute();
  const placeOf = (post: {
    doctor_id: string;
    clinic_id: string;
    specialty_id: string;
    valid_from: string;
  }) => [post.doctor_id, post.clinic_id, post.specialty_id, post.valid_from].join(' ');
  const postIds = new Map(held.map((post) => [placeOf(post), post.id]));
  const posts = good.flatMap(({ row }, at) =>
    row.posts.map((post) => {
      const place = {
        doctor_id: rows[at]!.id,
        clinic_id: clinics.get(post.clinic)!,
        specialty_id: post.specialty,
        valid_from: post.valid_from,
      };
      const id = postIds.get(placeOf(place)) ?? next();
      return { region_id, id, ...place, title: post.title, valid_to: post.valid_to };
    }),
  );
  await putRows(tx, 'posts', ['region_id', 'id'], posts);
  return reportOf(file, result);
}

async function idsByCode(tx: Tx, table: 'clinics' | 'doctors'): Promise<Map<string, string>> {
  const rows = await tx.db.selectFrom(table).select(['code', 'id']).execute();
  return new Map(rows.map((row) => [row.code, row.id]));
}
