import { sql } from 'kysely';
import { beginningsOf } from './beginnings.ts';
import { regionIdOf } from './places.ts';
import { organisationValues } from './schemas.ts';
import { NOWHERE, type RecordSpec } from './spec.ts';
import type { z } from 'zod';

export const organisation: RecordSpec = {
  kind: 'organisation',
  closes: true,
  creates: true,
  schema: organisationValues,
  fields: [
    { name: 'code', type: 'text', required: true, fixed: true, wide: true },
    { name: 'name_ru', type: 'text', required: true },
    { name: 'name_en', type: 'text', required: true },
    { name: 'is_state', type: 'yes-no', required: true },
    { name: 'sector', type: 'text', required: true },
    { name: 'valid_from', type: 'date', required: false, wide: true },
    { name: 'valid_to', type: 'date', required: false, wide: true },
  ],
  async load(tx, ids) {
    const rows = await tx.db
      .selectFrom('organisations')
      .selectAll()
      .where('region_id', '=', regionIdOf(tx))
      .where('id', '=', sql<string>`any(${ids}::text[])`)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      places: [{ ...NOWHERE, organisationId: row.id }],
      values: {
        code: row.id,
        name_ru: row.name_ru,
        name_en: row.name_en,
        is_state: row.is_state,
        sector: row.sector,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
      },
    }));
  },
  async write(tx, id, values) {
    const { code, ...set } = values as z.output<typeof organisationValues>;
    const region_id = regionIdOf(tx);
    if (id === null)
      await tx.db
        .insertInto('organisations')
        .values({ region_id, id: code, ...set })
        .execute();
    else
      await tx.db
        .updateTable('organisations')
        .set(set)
        .where('region_id', '=', region_id)
        .where('id', '=', id)
        .execute();
    return id ?? code;
  },
  async list(tx, { q, after, limit }) {
    const rows = await tx.db
      .selectFrom('organisations')
      .selectAll()
      .where('region_id', '=', regionIdOf(tx))
      .$if(q !== '', (query) => query.where((is) => is.or([beginningsOf(q), is('id', '=', q)])))
      .$if(after !== null, (query) => query.where('list_key', '>', after!))
      .orderBy('list_key')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      code: row.id,
      titleRu: row.name_ru,
      titleEn: row.name_en,
      besideRu: row.sector,
      besideEn: row.sector,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      place: row.list_key,
    }));
  },
};
