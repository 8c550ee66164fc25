import { sql } from 'kysely';
import type { z } from 'zod';
import { newId } from '@otklik/kernel';
import { regionIdOf } from './places.ts';
import { NORM_UNITS, normValues } from './schemas.ts';
import { NOWHERE, type RecordSpec } from './spec.ts';

/**
 * Limits with their source. The country's rows are shared by all regions and can be read here; a region
 * sets its own row of the same code, which goes before the country's.
 */
export const norm: RecordSpec = {
  kind: 'norm',
  closes: true,
  creates: true,
  schema: normValues,
  fields: [
    { name: 'code', type: 'text', required: true, fixed: true },
    { name: 'family', type: 'text', required: true },
    { name: 'service', type: 'text', required: true },
    { name: 'population', type: 'text', required: true },
    { name: 'limit_value', type: 'number', required: false },
    { name: 'unit', type: 'choice', required: false, options: NORM_UNITS },
    { name: 'start_event', type: 'text', required: false },
    { name: 'end_event', type: 'text', required: false },
    { name: 'source', type: 'long', required: false },
    { name: 'verified', type: 'yes-no', required: true },
    { name: 'note', type: 'long', required: false },
    { name: 'valid_from', type: 'date', required: false },
    { name: 'valid_to', type: 'date', required: false },
  ],
  async load(tx, ids) {
    const region = regionIdOf(tx);
    const rows = await tx.db
      .selectFrom('norms')
      .selectAll()
      .where('id', '=', sql<string>`any(${ids}::text[])`)
      .where('region', 'in', [region, region.slice(0, 2)])
      .execute();
    return rows.map((row) => ({
      id: row.id,
      places: row.region === region ? [] : [NOWHERE],
      ...(row.region === region ? {} : { readonly: true as const }),
      values: Object.fromEntries(
        norm.fields.map(({ name }) => [name, row[name as keyof typeof row]]),
      ),
    }));
  },
  async write(tx, id, values) {
    const set = values as z.output<typeof normValues>;
    const region = regionIdOf(tx);
    const made = id ?? `${region}.${newId(tx.now.getTime())}`;
    if (id === null)
      await tx.db
        .insertInto('norms')
        .values({ id: made, region, ...set })
        .execute();
    else
      await tx.db
        .updateTable('norms')
        .set(set)
        .where('id', '=', id)
        .where('region', '=', region)
        .execute();
    return made;
  },
  async list(tx, { q, after, limit }) {
    const region = regionIdOf(tx);
    const rows = await tx.db
      .selectFrom('norms')
      .selectAll()
      .where('region', 'in', [region, region.slice(0, 2)])
      // A few hundred rows of the whole country: words anywhere in the service are worth the reading.
      .$if(q !== '', (query) =>
        query.where((is) =>
          is.or([
            is(sql`position(lower(${q}) in lower(service))`, '>', 0),
            is('code', '=', q),
            is('id', '=', q),
          ]),
        ),
      )
      .$if(after !== null, (query) => query.where('id', '>', after!))
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      code: row.code,
      titleRu: row.service,
      titleEn: null,
      besideRu: row.region,
      besideEn: row.region,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      place: row.id,
    }));
  },
};
