import { sql } from 'kysely';
import { reachedIn, regionId } from '@otklik/cases';
import type { Grant, Tx } from '@otklik/kernel';
import { CANDIDATE_CASES_MIN, CANDIDATE_days, daysBefore } from '../model.ts';

const GROUPS_max = 30;
const CASES_max = 60;

export interface CandidateCase {
  readonly id: string;
  readonly number: string;
  readonly path: string;
  readonly ru: string;
  readonly en: string;
  readonly publishedAt: Date;
}
export interface CandidateGroup {
  readonly clinicId: string;
  readonly cause: string;
  readonly ru: string;
  readonly en: string;
  readonly count: number;
  /** Norms that messages of the group say are broken, and in how many of them. */
  readonly broken: readonly { readonly norm: string; readonly count: number }[];
  readonly cases: readonly CandidateCase[];
}

interface Row extends Omit<CandidateGroup, 'cases' | 'broken'> {
  readonly ids: string[];
}

/** Public cases of the last days that belong to no systemic case, within these grants. */
const free = (tx: Tx, grants: readonly Grant[], clinicId: string | null) => sql`
  select cases.id, cases.clinic_id, cases.published_at, topic.category_code, topic.category_ru, topic.category_en
  from cases join (
    select distinct on (code) code, category_code, category_ru, category_en from topics
    where region_id = ${regionId(tx)} order by code, version desc
  ) topic on topic.code = cases.subject_code
  where cases.region_id = ${regionId(tx)} and cases.published_at >= ${daysBefore(tx.now, CANDIDATE_days)}
    and cases.retracted_at is null and cases.erased_at is null
    and cases.state not in ('withdrawn', 'redirected')
    and ${reachedIn('cases', grants)}
    and (${clinicId}::uuid is null or cases.clinic_id = ${clinicId}::uuid)
    and not exists (select from systemic_members m where m.region_id = cases.region_id
      and m.case_id = cases.id and m.left_at is null)`;

/** Clinics and categories with three and more free messages, the most first; at most 30, with up to 60 of each. */
export async function candidates(
  tx: Tx,
  grants: readonly Grant[],
  clinicId: string | null,
): Promise<CandidateGroup[]> {
  const { rows } = await sql<Row>`
    with free as (${free(tx, grants, clinicId)})
    select clinic_id as "clinicId", category_code as cause, min(category_ru) as ru, min(category_en) as en,
      count(*)::int as count, (array_agg(id order by published_at desc, id desc))[1:${sql.lit(CASES_max)}] as ids
    from free group by clinic_id, category_code having count(*) >= ${CANDIDATE_CASES_MIN}
    order by count(*) desc, clinic_id, category_code limit ${GROUPS_max}`.execute(tx.db);
  const ids = rows.flatMap((row) => row.ids);
  if (ids.length === 0) return [];
  const found = await tx.db
    .selectFrom('cases')
    .leftJoin('complaints', (join) =>
      join
        .onRef('complaints.region_id', '=', 'cases.region_id')
        .onRef('complaints.case_id', '=', 'cases.id'),
    )
    .where('cases.region_id', '=', regionId(tx))
    .where('cases.id', 'in', ids)
    .select([
      'cases.id',
      'cases.number',
      'cases.path',
      'cases.subject_ru as ru',
      'cases.subject_en as en',
      'cases.published_at as publishedAt',
      'complaints.breach',
    ])
    .execute();
  const byId = new Map(found.map((one) => [one.id, one]));
  return rows.map(({ ids: own, ...group }) => {
    const cases = own.map((id) => byId.get(id)!);
    const norms = new Map<string, number>();
    for (const { breach } of cases)
      if (breach?.broken && breach.norm)
        norms.set(breach.norm.id, (norms.get(breach.norm.id) ?? 0) + 1);
    return {
      ...group,
      broken: [...norms].map(([norm, count]) => ({ norm, count })),
      cases: cases.map(({ breach: _breach, publishedAt, ...one }) => ({
        ...one,
        publishedAt: publishedAt!,
      })),
    };
  });
}

/** The public systemic cases that live for clinics and causes, by `clinic/cause`: their messages join, none is opened. */
export async function livingFor(
  tx: Tx,
  groups: readonly CandidateGroup[],
): Promise<Map<string, { number: string; version: number }>> {
  if (groups.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('systemic_cases')
    .select(['clinic_id', 'cause_code', 'number', 'version'])
    .where('region_id', '=', regionId(tx))
    .where('state', 'in', ['open', 'planned', 'done'])
    .where(
      'clinic_id',
      'in',
      groups.map(({ clinicId }) => clinicId),
    )
    .execute();
  return new Map(
    rows.map(({ clinic_id, cause_code, ...one }) => [`${clinic_id}/${cause_code}`, one]),
  );
}
