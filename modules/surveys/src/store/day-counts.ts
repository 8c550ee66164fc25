import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

/** What a reported visit adds to the counts of its place and day. */
export interface Counted {
  readonly placeId: string;
  /** `YYYY-MM-DD` where the place is. */
  readonly day: string;
  readonly eligible: boolean;
  readonly sampled: boolean;
}

/** Adds reported visits to the counts of their places and days; in one order, so that two reports never wait crosswise. */
export async function countVisits(tx: Tx, visits: readonly Counted[]): Promise<void> {
  if (visits.length === 0) return;
  await sql`
    insert into survey_day_counts (region_id, place_id, day, reported, eligible, sampled)
    select ${regionIn(tx)}, "placeId", day, count(*), count(*) filter (where eligible),
      count(*) filter (where sampled)
    from json_to_recordset(${JSON.stringify(visits)}::json)
      as v("placeId" uuid, day date, eligible boolean, sampled boolean)
    group by "placeId", day order by "placeId", day
    on conflict (region_id, place_id, day) do update set
      reported = survey_day_counts.reported + excluded.reported,
      eligible = survey_day_counts.eligible + excluded.eligible,
      sampled = survey_day_counts.sampled + excluded.sampled`.execute(tx.db);
}

/**
 * Counts anew, for the days since one, what became of letters and invitations: by the day on which their letter was
 * to leave. Counted at night and never when somebody answers: that would be a trace of them.
 */
export async function countLetters(tx: Tx, since: string): Promise<number> {
  const region = regionIn(tx);
  const { numAffectedRows } = await sql`
    insert into survey_day_counts (region_id, place_id, day, sent, delivered, answered)
    select ${region}, i.place_id, (i.send_at at time zone p.zone)::date as day,
      count(*) filter (where l.state in ('sent', 'in-doubt') or l.because = 'returned'),
      count(*) filter (where l.state in ('sent', 'in-doubt')),
      count(*) filter (where i.state = 'spent')
    from survey_invitations i
      join survey_places p on p.region_id = ${region} and p.id = i.place_id
      join survey_letters l on l.region_id = ${region} and l.invitation_id = i.id and l.kind = 'invitation'
    -- Other ways and other questions are counted by themselves: a share is of those who were asked alike.
    where i.region_id = ${region} and l.channel = 'mail' and i.kind <> 'access' and i.send_at >= ${since}::date
    group by i.place_id, day order by i.place_id, day
    on conflict (region_id, place_id, day) do update set
      sent = excluded.sent, delivered = excluded.delivered, answered = excluded.answered`.execute(
    tx.db,
  );
  return Number(numAffectedRows ?? 0);
}
