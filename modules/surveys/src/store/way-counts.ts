import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import type { Channel } from '../model/channels.ts';
import { regionIn } from './tables.ts';

/** What became of first letters and messages of one way at one place. */
export interface WayCount {
  readonly placeId: string;
  readonly channel: Channel;
  readonly asked: number;
  readonly delivered: number;
  /** Came back, or were refused at once. */
  readonly returned: number;
  /** Did not leave: they asked for none, by this way or by any. */
  readonly refused: number;
  /** Parts of text messages and messages of a bot: what a gateway is paid for. Reminders counted. */
  readonly parts: number;
  /** How many were followed by another way than their own. */
  readonly otherwise: number;
}

/** By place and way, since a day. Counts of the store of people alone: whether anybody answered is not looked at. */
export async function wayCounts(
  tx: Tx,
  placeIds: readonly string[],
  from: string,
): Promise<WayCount[]> {
  if (placeIds.length === 0) return [];
  const region = regionIn(tx);
  const { rows } = await sql<WayCount>`
    select i.place_id as "placeId", l.channel,
      count(*)::int as asked,
      count(*) filter (where l.state in ('sent', 'in-doubt'))::int as delivered,
      count(*) filter (where l.state = 'failed')::int as returned,
      count(*) filter (where l.state = 'void' and l.because = 'stopped')::int as refused,
      coalesce(sum(coalesce(l.parts, 0) + coalesce(r.parts, 0)), 0)::int as parts,
      count(*) filter (where r.channel <> l.channel)::int as otherwise
    from survey_invitations i
      join survey_letters l on l.region_id = ${region} and l.invitation_id = i.id and l.kind = 'invitation'
      left join survey_letters r on r.region_id = ${region} and r.invitation_id = i.id and r.kind = 'reminder'
    where i.region_id = ${region} and i.place_id = any(${[...placeIds]}::uuid[])
      and i.kind <> 'access' and i.send_at >= ${from}::date
    group by 1, 2 order by 1, 2`.execute(tx.db);
  return rows;
}
