import { sql } from 'kysely';
import type { z } from 'zod';
import { newId } from '@otklik/kernel';
import { orderKeyOf } from '../model/clinic-words.ts';
import { readingsOf, wordsOf } from '../model/search-words.ts';
import { pageOfClinics } from '../store/find-clinics.ts';
import { meaningsOf } from '../store/find-words.ts';
import { indexClinics } from '../store/index-clinics.ts';
import { addDefaultObjects } from '../store/objects.ts';
import { idByCode, regionIdOf } from './places.ts';
import { AUDIENCES, clinicValues } from './schemas.ts';
import type { ListQuestion, RecordLine, RecordSpec } from './spec.ts';
import type { Tx } from '@otklik/kernel';

const wide = true as const;

export const clinic: RecordSpec = {
  kind: 'clinic',
  closes: true,
  creates: true,
  schema: clinicValues,
  fields: [
    { name: 'code', type: 'text', required: true, fixed: true, wide },
    { name: 'name_ru', type: 'text', required: true },
    { name: 'name_en', type: 'text', required: false },
    { name: 'number', type: 'number', required: false },
    { name: 'branch_number', type: 'number', required: false },
    { name: 'head', type: 'text', required: false, to: 'clinic', wide },
    { name: 'audience', type: 'choice', required: true, options: AUDIENCES },
    { name: 'unit', type: 'text', required: true },
    { name: 'service', type: 'text', required: true },
    { name: 'operator', type: 'text', required: true },
    { name: 'organisation_id', type: 'text', required: false, to: 'organisation', wide },
    { name: 'okrug_id', type: 'text', required: false, to: 'okrug', wide },
    { name: 'district_id', type: 'text', required: false, to: 'district', wide },
    { name: 'address_ru', type: 'text', required: false },
    { name: 'phone', type: 'text', required: false },
    { name: 'website', type: 'text', required: false },
    { name: 'lat', type: 'number', required: false },
    { name: 'lng', type: 'number', required: false },
    { name: 'time_zone', type: 'text', required: false },
    { name: 'valid_from', type: 'date', required: false, wide },
    { name: 'valid_to', type: 'date', required: false, wide },
  ],
  async load(tx, ids) {
    const rows = await tx.db
      .selectFrom('clinics as c')
      .leftJoin('clinics as h', (on) =>
        on.onRef('h.region_id', '=', 'c.region_id').onRef('h.id', '=', 'c.head_clinic_id'),
      )
      .selectAll('c')
      .select('h.code as head')
      .where('c.region_id', '=', regionIdOf(tx))
      .where('c.id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      places: [
        {
          clinicId: row.id,
          districtId: row.district_id,
          okrugId: row.okrug_id,
          organisationId: row.organisation_id,
        },
      ],
      values: Object.fromEntries(
        clinic.fields.map(({ name }) => [name, row[name as keyof typeof row] ?? null]),
      ) as Record<string, string | number | null>,
    }));
  },
  async write(tx, id, values) {
    const { head, ...set } = values as z.output<typeof clinicValues>;
    const region_id = regionIdOf(tx);
    const known = id === null ? null : await demoOf(tx, id);
    const row = {
      ...set,
      head_clinic_id: head === null ? null : await idByCode(tx, 'clinics', head, 'head'),
      order_key: orderKeyOf({ ...set, demo: known ?? false }),
      search_name: wordsOf(set.name_ru).join(' '),
    };
    const made = id ?? newId(tx.now.getTime());
    if (id === null) {
      await tx.db
        .insertInto('clinics')
        .values({ region_id, id: made, ...row, demo: false })
        .execute();
      await addDefaultObjects(tx, [made]);
    } else
      await tx.db
        .updateTable('clinics')
        .set(row)
        .where('region_id', '=', region_id)
        .where('id', '=', id)
        .execute();
    await indexClinics(tx, [made]);
    return made;
  },
  list: (tx, question) => (question.q === '' ? inOrder(tx, question) : found(tx, question)),
};

const demoOf = async (tx: Tx, id: string): Promise<boolean | undefined> =>
  (
    await tx.db
      .selectFrom('clinics')
      .select('demo')
      .where('region_id', '=', regionIdOf(tx))
      .where('id', '=', id)
      .executeTakeFirst()
  )?.demo;

async function inOrder(tx: Tx, { after, limit, clinicIds }: ListQuestion): Promise<RecordLine[]> {
  const rows = await tx.db
    .selectFrom('clinics')
    .selectAll()
    .where('region_id', '=', regionIdOf(tx))
    .$if(after !== null, (query) => query.where('order_key', '>', after!))
    .$if(clinicIds !== null, (query) =>
      query.where('id', '=', sql<string>`any(${clinicIds}::uuid[])`),
    )
    .orderBy('order_key')
    .limit(limit)
    .execute();
  return rows.map(lineOf);
}

/** By what people type, as the public search reads it; the best first, one page. */
async function found(tx: Tx, { q, limit, clinicIds }: ListQuestion): Promise<RecordLine[]> {
  const byCode = await tx.db
    .selectFrom('clinics')
    .selectAll()
    .where('region_id', '=', regionIdOf(tx))
    .where('code', '=', q)
    .execute();
  if (byCode.length > 0)
    return byCode.filter(({ id }) => clinicIds?.includes(id) ?? true).map(lineOf);
  const places = readingsOf(q);
  if (places.length === 0) return [];
  const question = {
    meanings: await meaningsOf(tx, places),
    needed_count: places.length,
    beginning: wordsOf(q).join(' '),
  };
  const hits = await pageOfClinics(tx, question, {}, {}, limit);
  const rows = await tx.db
    .selectFrom('clinics')
    .selectAll()
    .where('region_id', '=', regionIdOf(tx))
    .where('code', '=', sql<string>`any(${hits.map((hit) => hit.code)}::text[])`)
    .execute();
  const place = new Map(hits.map((hit, at) => [hit.code, at]));
  return rows
    .filter(({ id }) => clinicIds?.includes(id) ?? true)
    .sort((a, b) => place.get(a.code)! - place.get(b.code)!)
    .map(lineOf);
}

const lineOf = (row: {
  id: string;
  code: string;
  name_ru: string;
  name_en: string | null;
  address_ru: string | null;
  valid_from: string | null;
  valid_to: string | null;
  order_key: string;
}): RecordLine => ({
  id: row.id,
  code: row.code,
  titleRu: row.name_ru,
  titleEn: row.name_en,
  besideRu: row.address_ru,
  besideEn: row.address_ru,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  place: row.order_key,
});
