import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { PUBLIC_STATES, regionId, type State } from '@otklik/cases';

/** More than this no one gets at once. */
export const REQUESTS_MAX = 1000;

/** Nobody owes anything any more. A dispute opens a case again. */
const OVER_STATES: readonly State[] = [
  'confirmed',
  'partly',
  'silent',
  'closed',
  'redirected',
  'withdrawn',
];
/** Clocks of steps that the public does not see. */
const INSIDE_STAGES = ['danger', 'proposal', 'fix', 'appeal'];

export interface RequestFilters {
  readonly numbers?: readonly string[] | undefined;
  readonly topics?: readonly string[] | undefined;
  readonly over?: boolean | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

interface RequestRow {
  readonly number: string;
  readonly state: State;
  readonly over: boolean;
  readonly subject_code: string;
  readonly subject_ru: string;
  readonly subject_en: string;
  readonly clinic_id: string;
  readonly zone: string;
  readonly opened_at: Date;
  readonly due_at: Date | null;
  readonly due_date: string | null;
  readonly story: string | null;
  readonly outcome: string | null;
  readonly changed_at: Date;
  readonly skipped: readonly string[] | null;
  readonly photo_id: string | null;
}

/** Where a case stands for those who may not know that it is set aside for danger. */
const outer = sql`case when cases.state = 'danger' then cases.back_state else cases.state end`;

/**
 * What the public sees of the newest published cases, by the time of filing. A case that is not published,
 * or is published no more, is in no answer, whatever is asked.
 */
export async function openRequests(tx: Tx, filters: RequestFilters): Promise<RequestRow[]> {
  const region = regionId(tx);
  const { numbers, topics, over, from, to } = filters;
  const all = sql`true`;
  const asked = numbers
    ? sql`cases.number = any(${numbers}::text[])`
    : sql`${from ? sql`cases.opened_at >= ${from}` : all}
        and ${to ? sql`cases.opened_at <= ${to}` : all}
        and ${topics ? sql`cases.subject_code = any(${topics}::text[])` : all}
        and ${over === undefined ? all : sql`(${outer} = any(${OVER_STATES}::text[])) = ${over}`}`;
  const { rows } = await sql<RequestRow>`
    with asked as materialized (
      select cases.*, ${outer} as outer_state from cases
      where cases.region_id = ${region} and cases.published_at is not null
        and ${outer} = any(${PUBLIC_STATES}::text[]) and ${asked}
      order by cases.opened_at desc, cases.number desc
      limit ${REQUESTS_MAX}
    )
    select asked.number, asked.outer_state as state, asked.outer_state = any(${OVER_STATES}::text[]) as over,
      asked.subject_code, asked.subject_ru, asked.subject_en, asked.clinic_id, asked.zone, asked.opened_at,
      case when shows_due then asked.due_at end as due_at,
      case when shows_due then asked.due_date end as due_date,
      case when asked.outer_state not in ('withdrawn', 'redirected') then complaints.story_public end as story,
      (select answer.outcome from case_answers as answer
        where answer.region_id = ${region} and answer.case_id = asked.id
          and answer.state = 'published' and answer.hidden_at is null
        order by answer.round desc, answer.published_at desc limit 1) as outcome,
      greatest(asked.published_at, asked.erased_at, (select max(entry.at) from case_entries as entry
        where entry.region_id = ${region} and entry.case_id = asked.id and entry.public)) as changed_at,
      case when shows_due then (select clock.derivation -> 'skipped' from case_clocks as clock
        where clock.region_id = ${region} and clock.case_id = asked.id and clock.stage = asked.due_stage
          and clock.stopped_at is null order by clock.seq desc limit 1) end as skipped,
      case when asked.outer_state not in ('withdrawn', 'redirected') then (
        select photo.id from case_photos as photo
        where photo.region_id = ${region} and photo.case_id = asked.id
          and photo.side = 'author' and photo.state = 'published' and not photo.disturbing
        order by photo.added_at, photo.id limit 1) end as photo_id
    from asked
    join complaints on complaints.region_id = ${region} and complaints.case_id = asked.id
    cross join lateral (select asked.state <> 'danger' and not (asked.outer_state = any(${OVER_STATES}::text[]))
      and asked.due_stage is not null and not (asked.due_stage = any(${INSIDE_STAGES}::text[])) as shows_due) as due
    order by asked.opened_at desc, asked.number desc`.execute(tx.db);
  return rows;
}
