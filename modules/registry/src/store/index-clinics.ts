import { sql } from 'kysely';
import { regionOf, type Tx } from '@otklik/kernel';
import { clinicWords } from '../model/clinic-words.ts';
import { isNumberSign } from '../model/search-words.ts';
import './tables.ts';

const BATCH_CLINICS = 1000;

/** Stems of words in the order given: Russian or English by their letters; numbers are their own. */
export async function stemsOf(tx: Tx, words: readonly string[]): Promise<string[]> {
  const languages = words.map((word) =>
    isNumberSign(word) ? 'simple' : /^[a-z]/.test(word) ? 'english_stem' : 'russian_stem',
  );
  const { rows } = await sql<{ stem: string }>`
    select coalesce((ts_lexize(a.language::regdictionary, a.word))[1], a.word) as stem
    from unnest(${words}::text[], ${languages}::text[]) with ordinality a(word, language, place)
    order by a.place`.execute(tx.db);
  return rows.map((row) => row.stem);
}

/** Writes the search index of these clinics anew. */
export async function indexClinics(tx: Tx, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += BATCH_CLINICS)
    await indexBatch(tx, ids.slice(from, from + BATCH_CLINICS));
}

async function indexBatch(tx: Tx, ids: readonly string[]): Promise<void> {
  const clinics = await tx.db
    .selectFrom('clinics as c')
    .leftJoin('districts as d', (on) =>
      on.onRef('d.region_id', '=', 'c.region_id').onRef('d.id', '=', 'c.district_id'),
    )
    .leftJoin('districts as o', (on) =>
      on.onRef('o.region_id', '=', 'c.region_id').onRef('o.id', '=', 'c.okrug_id'),
    )
    .selectAll('c')
    .select([
      'd.name_ru as district_ru',
      'd.name_en as district_en',
      'o.name_ru as okrug_ru',
      'o.name_en as okrug_en',
      'o.abbr_ru as okrug_abbr',
    ])
    .where('c.id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  const terms = clinics.flatMap((clinic) =>
    [
      ...clinicWords({
        ...clinic,
        district: [clinic.district_ru ?? '', clinic.district_en ?? ''],
        okrug: [clinic.okrug_ru ?? '', clinic.okrug_en ?? '', clinic.okrug_abbr ?? ''],
      }),
    ].map(([word, weight]) => ({ clinic: clinic.id, word, weight })),
  );
  const words = [...new Set(terms.map((term) => term.word))];
  const stems = await stemsOf(tx, words);
  const stemOf = new Map(words.map((word, at) => [word, stems[at]!]));
  await sql`
    insert into search_words (word, stem)
    select * from unnest(${words}::text[], ${stems}::text[]) on conflict (word) do nothing`.execute(
    tx.db,
  );
  await sql`delete from clinic_terms where clinic_id = any(${ids}::uuid[])`.execute(tx.db);
  await sql`
    insert into clinic_terms (region_id, stem, clinic_id, weight)
    select ${regionOf(tx.scope)}, t.stem, t.clinic, max(t.weight)
    from unnest(${terms.map((term) => stemOf.get(term.word)!)}::text[],
                ${terms.map((term) => term.clinic)}::uuid[],
                ${terms.map((term) => term.weight)}::smallint[]) t(stem, clinic, weight)
    group by t.stem, t.clinic`.execute(tx.db);
}
