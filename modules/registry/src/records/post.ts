import { sql } from 'kysely';
import type { z } from 'zod';
import { newId } from '@otklik/kernel';
import { beginningsOf } from './beginnings.ts';
import { idByCode, placesOfClinics, regionIdOf } from './places.ts';
import { postValues } from './schemas.ts';
import type { RecordSpec } from './spec.ts';

/** Where and as what a doctor works, from when until when. */
export const post: RecordSpec = {
  kind: 'post',
  closes: true,
  creates: true,
  schema: postValues,
  fields: [
    { name: 'doctor', type: 'text', required: true, fixed: true, to: 'doctor' },
    { name: 'clinic', type: 'text', required: true, fixed: true, to: 'clinic' },
    { name: 'specialty_id', type: 'text', required: true, fixed: true, to: 'specialty' },
    { name: 'title', type: 'text', required: false },
    { name: 'valid_from', type: 'date', required: true },
    { name: 'valid_to', type: 'date', required: false },
  ],
  async load(tx, ids) {
    const rows = await tx.db
      .selectFrom('posts as p')
      .innerJoin('doctors as d', (on) =>
        on.onRef('d.region_id', '=', 'p.region_id').onRef('d.id', '=', 'p.doctor_id'),
      )
      .selectAll('p')
      .select('d.code as doctor')
      .where('p.region_id', '=', regionIdOf(tx))
      .where('p.id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    const places = await placesOfClinics(
      tx,
      rows.map((row) => row.clinic_id),
    );
    return rows.map((row) => ({
      id: row.id,
      places: [places.get(row.clinic_id)!],
      values: {
        doctor: row.doctor,
        clinic: places.get(row.clinic_id)!.code,
        specialty_id: row.specialty_id,
        title: row.title,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
      },
    }));
  },
  async write(tx, id, values) {
    const { doctor, clinic, specialty_id, ...set } = values as z.output<typeof postValues>;
    const region_id = regionIdOf(tx);
    if (id === null) {
      const doctor_id = await idByCode(tx, 'doctors', doctor, 'doctor');
      const clinic_id = await idByCode(tx, 'clinics', clinic, 'clinic');
      const made = newId(tx.now.getTime());
      await tx.db
        .insertInto('posts')
        .values({ region_id, id: made, doctor_id, clinic_id, specialty_id, ...set })
        .execute();
      return made;
    }
    await tx.db
      .updateTable('posts')
      .set(set)
      .where('region_id', '=', region_id)
      .where('id', '=', id)
      .execute();
    return id;
  },
  async list(tx, { q, after, limit, clinicId, doctorId, clinicIds }) {
    const rows = await tx.db
      .selectFrom('posts as p')
      .innerJoin('doctors as d', (on) =>
        on.onRef('d.region_id', '=', 'p.region_id').onRef('d.id', '=', 'p.doctor_id'),
      )
      .innerJoin('clinics as c', (on) =>
        on.onRef('c.region_id', '=', 'p.region_id').onRef('c.id', '=', 'p.clinic_id'),
      )
      .innerJoin('specialties as s', 's.id', 'p.specialty_id')
      .selectAll('p')
      .select([
        'd.code as doctor_code',
        'd.last_name',
        'd.first_name',
        'd.patronymic',
        's.name_ru as specialty_ru',
        's.name_en as specialty_en',
        'c.name_ru as clinic_ru',
        'c.name_en as clinic_en',
      ])
      .where('p.region_id', '=', regionIdOf(tx))
      .$if(clinicId !== undefined, (query) => query.where('p.clinic_id', '=', clinicId!))
      .$if(doctorId !== undefined, (query) => query.where('p.doctor_id', '=', doctorId!))
      .$if(clinicIds !== null, (query) =>
        query.where('p.clinic_id', '=', sql<string>`any(${clinicIds}::uuid[])`),
      )
      .$if(q !== '', (query) => query.where(beginningsOf(q, 'd.list_key')))
      .$if(after !== null, (query) => query.where('p.id', '>', after!))
      .orderBy('p.id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      code: row.doctor_code,
      titleRu: [row.last_name, row.first_name, row.patronymic].filter(Boolean).join(' '),
      titleEn: null,
      besideRu: `${row.specialty_ru}, ${row.clinic_ru}`,
      besideEn: `${row.specialty_en}, ${row.clinic_en ?? row.clinic_ru}`,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      place: row.id,
    }));
  },
};
