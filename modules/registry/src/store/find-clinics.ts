import { sql, type RawBuilder } from 'kysely';
import { regionOf, type Tx } from '@otklik/kernel';
import type { Meaning } from './find-words.ts';

export interface Filters {
  readonly district?: string | undefined;
  readonly okrug?: string | undefined;
  readonly audience?: 'adult' | 'child' | undefined;
}

/** A place in the list; a page lies after or before one. */
export interface Position {
  readonly score: number;
  readonly key: string;
}

export interface FoundClinic {
  readonly code: string;
  readonly name_ru: string;
  readonly name_en: string | null;
  readonly audience: 'adult' | 'child' | 'both';
  readonly service: string;
  readonly address_ru: string | null;
  readonly district_id: string | null;
  readonly district_ru: string | null;
  readonly district_en: string | null;
  readonly okrug_id: string | null;
  readonly okrug_abbr: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly score: number;
  readonly order_key: string;
}

interface Question {
  readonly meanings: readonly (readonly Meaning[])[];
  /** How many of the meanings a clinic must have. */
  readonly needed_count: number;
  readonly beginning: string;
}

const BEGINS_points = 20;

/** Clinics with their points for the question, before any page is cut. */
function scored(tx: Tx, question: Question | null, filters: Filters): RawBuilder<unknown> {
  const region = regionOf(tx.scope);
  const today = tx.now.toISOString().slice(0, 10);
  // What has ended stays under its address, and is offered to nobody.
  const where = sql`c.region_id = ${region} and (c.valid_to is null or c.valid_to >= ${today}::date)
    ${filters.district ? sql`and c.district_id = ${filters.district}` : sql``}
    ${filters.okrug ? sql`and c.okrug_id = ${filters.okrug}` : sql``}
    ${filters.audience ? sql`and c.audience in (${filters.audience}, 'both')` : sql``}`;
  if (!question) return sql`select c.*, 0 as score from clinics c where ${where}`;
  const flat = question.meanings.flatMap((meanings, place) =>
    meanings.map((meaning) => ({ place, ...meaning })),
  );
  return sql`
    select c.*, (h.points + case when starts_with(c.search_name, ${question.beginning})
                                 then ${BEGINS_points}::int else 0 end) as score
    from (
      select m.clinic_id, sum(m.points)::int as points
      from (
        select t.clinic_id, q.place, max(t.weight * q.quality) as points
        from unnest(${flat.map((row) => row.place)}::int[], ${flat.map((row) => row.stem)}::text[],
                    ${flat.map((row) => row.quality)}::int[]) q(place, stem, quality)
        join clinic_terms t on t.region_id = ${region} and t.stem = q.stem collate "C"
        group by t.clinic_id, q.place
      ) m group by m.clinic_id having count(*) >= ${question.needed_count}::int
    ) h join clinics c on c.region_id = ${region} and c.id = h.clinic_id
    where ${where}`;
}

export async function countClinics(
  tx: Tx,
  question: Question | null,
  filters: Filters,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${scored(tx, question, filters)}) s`.execute(tx.db);
  return rows[0]!.count;
}

/** A page of the list, best first, then in the list's own order. With `before` the page that ends there. */
export async function pageOfClinics(
  tx: Tx,
  question: Question | null,
  filters: Filters,
  from: { readonly after?: Position | undefined; readonly before?: Position | undefined },
  limit: number,
): Promise<FoundClinic[]> {
  const { after, before } = from;
  const cut = after
    ? sql`where s.score < ${after.score}::int
            or (s.score = ${after.score}::int and s.order_key > ${after.key})`
    : before
      ? sql`where s.score > ${before.score}::int
              or (s.score = ${before.score}::int and s.order_key < ${before.key})`
      : sql``;
  const nearest = before ? sql`s.score, s.order_key desc` : sql`s.score desc, s.order_key`;
  const { rows } = await sql<FoundClinic>`
    select s.code, s.name_ru, s.name_en, s.audience, s.service, s.address_ru, s.district_id, s.okrug_id,
           d.name_ru as district_ru, d.name_en as district_en, o.abbr_ru as okrug_abbr,
           s.lat, s.lng, s.score, s.order_key
    from (select * from (${scored(tx, question, filters)}) s ${cut}
          order by ${nearest} limit ${limit}::int) s
    left join districts d on d.region_id = s.region_id and d.id = s.district_id
    left join districts o on o.region_id = s.region_id and o.id = s.okrug_id
    order by s.score desc, s.order_key`.execute(tx.db);
  return rows;
}

export type { Question };
