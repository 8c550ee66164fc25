import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

export interface Asked {
  readonly reported: number;
  readonly eligible: number;
  readonly sampled: number;
  /** Invitations whose letter left. */
  readonly sent: number;
}

/** Counts of visits and letters by place since a day. How many answered is told with the results, by their rule. */
export async function askedSince(tx: Tx, from: string): Promise<ReadonlyMap<string, Asked>> {
  const { rows } = await sql<Asked & { place_id: string }>`
    select c.place_id, sum(c.reported)::int as reported, sum(c.eligible)::int as eligible,
      sum(c.sampled)::int as sampled,
      coalesce((select count(*)::int from survey_invitations i
        join survey_letters l on l.region_id = i.region_id and l.invitation_id = i.id and l.state = 'sent'
          and l.channel = 'mail' and i.kind <> 'access'
        where i.region_id = ${regionIn(tx)} and i.place_id = c.place_id and i.send_at >= ${from}::date), 0) as sent
    from survey_day_counts c where c.region_id = ${regionIn(tx)} and c.day >= ${from}
    group by c.place_id`.execute(tx.db);
  return new Map(rows.map(({ place_id, ...counts }) => [place_id, counts]));
}

/** How many were asked at one place in a window of days, both included. */
export async function askedAt(
  tx: Tx,
  of: { readonly placeId: string; readonly from: string; readonly to: string },
): Promise<Asked> {
  const { rows } = await sql<Asked>`
    select coalesce(sum(reported), 0)::int as reported, coalesce(sum(eligible), 0)::int as eligible,
      coalesce(sum(sampled), 0)::int as sampled, coalesce(sum(sent), 0)::int as sent
    from survey_day_counts
    where region_id = ${regionIn(tx)} and place_id = ${of.placeId} and day between ${of.from} and ${of.to}`.execute(
    tx.db,
  );
  return rows[0]!;
}
