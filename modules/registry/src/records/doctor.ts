import { sql } from 'kysely';
import type { z } from 'zod';
import { newId, type Tx } from '@otklik/kernel';
import { beginningsOf } from './beginnings.ts';
import { placesOfClinics, regionIdOf } from './places.ts';
import { doctorValues } from './schemas.ts';
import type { Place, RecordSpec } from './spec.ts';

export const doctor: RecordSpec = {
  kind: 'doctor',
  closes: true,
  creates: true,
  schema: doctorValues,
  fields: [
    { name: 'code', type: 'text', required: true, fixed: true },
    { name: 'last_name', type: 'text', required: true },
    { name: 'first_name', type: 'text', required: true },
    { name: 'patronymic', type: 'text', required: false },
    { name: 'valid_from', type: 'date', required: false },
    { name: 'valid_to', type: 'date', required: false },
  ],
  async load(tx, ids) {
    const rows = await tx.db
      .selectFrom('doctors')
      .selectAll()
      .where('region_id', '=', regionIdOf(tx))
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    const places = await placesOfDoctors(
      tx,
      rows.map((row) => row.id),
    );
    return rows.map((row) => ({
      id: row.id,
      places: places.get(row.id) ?? [],
      values: {
        code: row.code,
        last_name: row.last_name,
        first_name: row.first_name,
        patronymic: row.patronymic,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
      },
    }));
  },
  async write(tx, id, values) {
    const set = values as z.output<typeof doctorValues>;
    const region_id = regionIdOf(tx);
    const made = id ?? newId(tx.now.getTime());
    if (id === null)
      await tx.db
        .insertInto('doctors')
        .values({ region_id, id: made, ...set, synthetic: false })
        .execute();
    else
      await tx.db
        .updateTable('doctors')
        .set(set)
        .where('region_id', '=', region_id)
        .where('id', '=', id)
        .execute();
    return made;
  },
  async list(tx, { q, after, limit, clinicIds }) {
    const rows = await tx.db
      .selectFrom('doctors as d')
      .selectAll('d')
      .where('d.region_id', '=', regionIdOf(tx))
      .$if(q !== '', (query) =>
        query.where((is) => is.or([beginningsOf(q, 'd.list_key'), is('d.code', '=', q)])),
      )
      .$if(after !== null, (query) => query.where('d.list_key', '>', after!))
      .$if(clinicIds !== null, (query) =>
        query.where((is) =>
          is.exists(
            is
              .selectFrom('posts as p')
              .select('p.id')
              .whereRef('p.region_id', '=', 'd.region_id')
              .whereRef('p.doctor_id', '=', 'd.id')
              .where('p.clinic_id', '=', sql<string>`any(${clinicIds}::uuid[])`),
          ),
        ),
      )
      .orderBy('d.list_key')
      .limit(limit)
      .execute();
    return rows.map((row) => {
      const name = [row.last_name, row.first_name, row.patronymic].filter(Boolean).join(' ');
      return {
        id: row.id,
        code: row.code,
        titleRu: name,
        titleEn: null,
        besideRu: null,
        besideEn: null,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        place: row.list_key,
      };
    });
  },
};

/** The clinics in which a doctor holds or held a post. */
async function placesOfDoctors(tx: Tx, ids: readonly string[]): Promise<Map<string, Place[]>> {
  const posts = await tx.db
    .selectFrom('posts')
    .select(['doctor_id', 'clinic_id'])
    .where('region_id', '=', regionIdOf(tx))
    .where('doctor_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  const clinics = await placesOfClinics(
    tx,
    posts.map((post) => post.clinic_id),
  );
  const found = new Map<string, Place[]>();
  for (const { doctor_id, clinic_id } of posts)
    found.set(doctor_id, [...(found.get(doctor_id) ?? []), clinics.get(clinic_id)!]);
  return found;
}
