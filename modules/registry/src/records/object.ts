import { sql } from 'kysely';
import type { z } from 'zod';
import { newId } from '@otklik/kernel';
import { idByCode, placesOfClinics, regionIdOf } from './places.ts';
import { OBJECT_KINDS, objectValues } from './schemas.ts';
import type { RecordSpec } from './spec.ts';

/** A part of a clinic that a message may be about. */
export const object: RecordSpec = {
  kind: 'object',
  closes: true,
  creates: true,
  schema: objectValues,
  fields: [
    { name: 'clinic', type: 'text', required: true, fixed: true, to: 'clinic' },
    { name: 'code', type: 'text', required: true, fixed: true },
    { name: 'kind', type: 'choice', required: true, options: OBJECT_KINDS },
    { name: 'name_ru', type: 'text', required: true },
    { name: 'name_en', type: 'text', required: true },
    { name: 'valid_from', type: 'date', required: false },
    { name: 'valid_to', type: 'date', required: false },
  ],
  async load(tx, ids) {
    const rows = await tx.db
      .selectFrom('clinic_objects')
      .selectAll()
      .where('region_id', '=', regionIdOf(tx))
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    const places = await placesOfClinics(
      tx,
      rows.map((row) => row.clinic_id),
    );
    return rows.map((row) => ({
      id: row.id,
      places: [places.get(row.clinic_id)!],
      values: {
        clinic: places.get(row.clinic_id)!.code,
        code: row.code,
        kind: row.kind,
        name_ru: row.name_ru,
        name_en: row.name_en,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
      },
    }));
  },
  async write(tx, id, values) {
    const { clinic, ...set } = values as z.output<typeof objectValues>;
    const region_id = regionIdOf(tx);
    if (id === null) {
      const clinic_id = await idByCode(tx, 'clinics', clinic, 'clinic');
      const made = newId(tx.now.getTime());
      await tx.db
        .insertInto('clinic_objects')
        .values({ region_id, id: made, clinic_id, ...set })
        .execute();
      return made;
    }
    await tx.db
      .updateTable('clinic_objects')
      .set(set)
      .where('region_id', '=', region_id)
      .where('id', '=', id)
      .execute();
    return id;
  },
  async list(tx, { q, after, limit, clinicId, clinicIds }) {
    const rows = await tx.db
      .selectFrom('clinic_objects as o')
      .innerJoin('clinics as c', (on) =>
        on.onRef('c.region_id', '=', 'o.region_id').onRef('c.id', '=', 'o.clinic_id'),
      )
      .selectAll('o')
      .select(['c.name_ru as clinic_ru', 'c.name_en as clinic_en'])
      .where('o.region_id', '=', regionIdOf(tx))
      .$if(clinicId !== undefined, (query) => query.where('o.clinic_id', '=', clinicId!))
      .$if(clinicIds !== null, (query) =>
        query.where('o.clinic_id', '=', sql<string>`any(${clinicIds}::uuid[])`),
      )
      .$if(q !== '', (query) => query.where('c.code', '=', q))
      .$if(after !== null, (query) => query.where('o.id', '>', after!))
      .orderBy('o.id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      code: row.code,
      titleRu: row.name_ru,
      titleEn: row.name_en,
      besideRu: row.clinic_ru,
      besideEn: row.clinic_en,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      place: row.id,
    }));
  },
};
