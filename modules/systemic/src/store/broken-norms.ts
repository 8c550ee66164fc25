import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { CANDIDATE_days, daysBefore } from '../model.ts';

const GROUPS_max = 200;

/** A norm that is broken again and again at one clinic, by what its patients have written. */
export interface RepeatedBreach {
  readonly clinic: string;
  /** The category of topics that the messages are of. */
  readonly cause: string;
  readonly norm: string;
  /** What names it: this norm and clinic in this quarter. */
  readonly ref: string;
  readonly messages: number;
  readonly people: number;
}

/** The calendar quarter of an instant, `2026-Q2`: what was looked at in it is not proposed in it again. */
const quarterOf = (at: Date): string =>
  `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`;

/**
 * Norms, and limits of topics, that public messages of at least as many people as a region says aloud call broken
 * at one clinic within 90 days, and that nobody has proposed in this quarter: one that was dismissed comes back
 * with the next. Invented messages are no evidence.
 */
export async function repeatedBreaches(tx: Tx): Promise<RepeatedBreach[]> {
  const { cells_min } = await disclosureOf(tx);
  const region = regionId(tx);
  const quarter = quarterOf(tx.now);
  const { rows } = await sql<RepeatedBreach>`
    with told as (
      select clinic.code as clinic, topic.category_code as cause,
        coalesce(complaint.breach #>> '{norm,id}', complaint.breach ->> 'rule') as norm,
        coalesce('person:' || cases.author_id, 'case:' || cases.id) as who
      from cases
      join complaints complaint on complaint.region_id = cases.region_id and complaint.case_id = cases.id
      join clinics clinic on clinic.region_id = cases.region_id and clinic.id = cases.clinic_id
      join (select distinct on (code) code, category_code from topics where region_id = ${region}
        order by code, version desc) topic on topic.code = cases.subject_code
      where cases.region_id = ${region} and not cases.demo
        and cases.published_at >= ${daysBefore(tx.now, CANDIDATE_days)}
        and cases.retracted_at is null and cases.erased_at is null
        and cases.state not in ('withdrawn', 'redirected')
        and complaint.breach ->> 'broken' = 'true'
    ), counted as (
      select clinic, cause, norm, concat_ws('/', norm, clinic, cause, ${quarter}::text) as ref,
        count(*)::int as messages, count(distinct who)::int as people
      from told group by clinic, cause, norm
    )
    select counted.* from counted
    where people >= ${cells_min} and not exists (select from systemic_members m
      where m.region_id = ${region} and m.kind = 'broken-norm' and m.source_ref = counted.ref)
    order by clinic, cause, norm limit ${GROUPS_max}`.execute(tx.db);
  return rows;
}
