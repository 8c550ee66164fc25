import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

/** An invitation whose letter did not arrive; without name and address. */
export interface Unsent {
  readonly invitation: string;
  readonly placeId: string;
  readonly service: string | null;
  readonly visitedAt: Date | null;
  readonly state: string;
  readonly because: string | null;
  readonly expiresOn: string;
  readonly personId: string;
  readonly suppressedBecause: string | null;
  readonly isStopped: boolean;
  readonly hasReminder: boolean;
}

const unsent = (tx: Tx) => sql`
  select i.id as invitation, i.place_id as "placeId", i.service_code as service, v.ended_at as "visitedAt",
    l.state, l.because, i.expires_on as "expiresOn", w.id as "personId",
    case when l.channel = 'mail' then w.suppressed_because else a.suppressed_because end as "suppressedBecause",
    (w.stopped_on is not null or survey_stops_of(i.region_id, w.id)
      && array['', coalesce(p.organisation_id, 'place:' || p.id)]) as "isStopped",
    exists (select 1 from survey_letters r
      where r.region_id = i.region_id and r.invitation_id = i.id and r.kind = 'reminder') as "hasReminder"
  from survey_letters l
    join survey_invitations i on i.region_id = l.region_id and i.id = l.invitation_id
    join survey_places p on p.region_id = i.region_id and p.id = i.place_id
    join survey_people w on w.region_id = i.region_id and w.id = i.person_id
    left join survey_visits v on v.region_id = i.region_id and v.id = i.visit_id
    left join survey_addresses a
      on a.region_id = i.region_id and a.person_id = w.id and a.channel = l.channel
  where l.region_id = ${regionIn(tx)} and l.kind = 'invitation' and l.state in ('failed', 'void')
    and i.state in ('planned', 'open')`;

/** Of these places, the newest first. */
export async function unsentAt(
  tx: Tx,
  placeIds: readonly string[],
  limit: number,
): Promise<Unsent[]> {
  const { rows } = await sql<Unsent>`${unsent(tx)} and i.place_id = any(${placeIds}::uuid[])
    order by i.send_at desc, i.id limit ${limit}`.execute(tx.db);
  return rows;
}

/** One of them. */
export async function unsentById(tx: Tx, invitation: string): Promise<Unsent | null> {
  const { rows } = await sql<Unsent>`${unsent(tx)} and i.id = ${invitation}`.execute(tx.db);
  return rows[0] ?? null;
}

export interface Reasons {
  readonly state: string;
  readonly because: string | null;
  readonly n: number;
}

/** What became of the letters of these places since a day, in numbers. */
export async function lettersSince(
  tx: Tx,
  placeIds: readonly string[],
  since: string,
): Promise<Reasons[]> {
  const { rows } = await sql<Reasons>`
    select l.state, l.because, count(*)::int as n
    from survey_invitations i
      join survey_letters l on l.region_id = i.region_id and l.invitation_id = i.id
    where i.region_id = ${regionIn(tx)} and i.place_id = any(${placeIds}::uuid[])
      and i.send_at >= ${since}::date
    group by 1, 2 order by 1, 2`.execute(tx.db);
  return rows;
}
