import { randomUUID } from 'node:crypto';
import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import type { Channel } from '../model/channels.ts';
import type { Hours } from '../model/send-time.ts';
import { regionIn } from './tables.ts';

/** An invitation whose reminder is due, with what became of its letter. */
export interface ToRemind {
  readonly id: string;
  readonly person_id: string;
  readonly state: string;
  readonly expires_on: string;
  readonly letter_state: string;
  /** When its letter could leave at the earliest. */
  readonly not_before: Date;
  readonly zone: string;
  readonly has_reminder: boolean;
  readonly hours: Hours | null;
  readonly channel: Channel;
  readonly prefers: Channel | null;
  /** A complaint or a stop since the letter. */
  readonly is_refusing: boolean;
  /** Its address takes nothing any more, or is not to be used. */
  readonly is_closed: boolean;
  /** The other ways that are open to them. */
  readonly others: readonly Channel[];
}

/** Invitations whose reminder is due, held until the transaction ends. */
export async function holdToRemind(tx: Tx, limit: number, today: string): Promise<ToRemind[]> {
  const region = regionIn(tx);
  const { rows } = await sql<ToRemind>`
    with due as materialized (
      select id, person_id, place_id, state, expires_on, send_at from survey_invitations
      where region_id = ${region} and remind_at is not null and remind_at <= ${tx.now}
      order by remind_at, id limit ${limit} for update skip locked
    )
    select i.id, i.person_id, i.state, i.expires_on, l.state as letter_state, l.not_before,
      coalesce(w.zone, p.zone) as zone, w.hours, l.channel, w.prefers,
      exists (select 1 from survey_letters r
        where r.region_id = ${region} and r.invitation_id = i.id and r.kind = 'reminder') as has_reminder,
      (case when l.channel = 'mail' then w.suppressed_on else a.suppressed_on end is not null
        or l.channel = any(w.ways_off)) as is_closed,
      array(
        select 'mail' where l.channel <> 'mail' and w.email_sealed <> '' and w.suppressed_on is null
          and (w.soft_until is null or w.soft_until < ${today}) and not 'mail' = any(w.ways_off)
        union all
        select o.channel from survey_addresses o
        where o.region_id = ${region} and o.person_id = w.id and o.channel <> l.channel
          and o.suppressed_on is null and not o.channel = any(w.ways_off)) as others,
      (w.stopped_on is not null
        or survey_stops_of(${region}, w.id) && array['', coalesce(p.organisation_id, 'place:' || p.id)]
        or exists (select 1 from contacts k join cases c on c.region_id = ${region} and c.author_id = k.id
          where k.region_id = ${region} and k.email_index = w.contact_index
            and k.confirmed_at is not null and c.opened_at >= i.send_at)) as is_refusing
    from due i
      join survey_people w on w.region_id = ${region} and w.id = i.person_id
      join survey_places p on p.region_id = ${region} and p.id = i.place_id
      join survey_letters l on l.region_id = ${region} and l.invitation_id = i.id and l.kind = 'invitation'
      left join survey_addresses a on a.region_id = ${region} and a.person_id = w.id and a.channel = l.channel
    order by i.id`.execute(tx.db);
  return rows;
}

/** When each is looked at again; null: never. */
export async function setReminders(
  tx: Tx,
  looked: readonly { readonly id: string; readonly at: Date | null }[],
): Promise<void> {
  if (looked.length === 0) return;
  await sql`
    update survey_invitations i set remind_at = d.at
    from json_to_recordset(${JSON.stringify(looked)}::json) as d(id uuid, at timestamptz)
    where i.region_id = ${regionIn(tx)} and i.id = d.id`.execute(tx.db);
}

/** A second letter of each invitation; there is never a third. */
export async function insertReminders(
  tx: Tx,
  letters: readonly {
    readonly invitationId: string;
    readonly at: Date;
    /** Left out: by the way of the first. */
    readonly channel?: Channel;
  }[],
): Promise<void> {
  if (letters.length === 0) return;
  const rows = letters.map((one) => ({ id: randomUUID(), ...one }));
  await sql`
    insert into survey_letters (region_id, id, invitation_id, kind, state, not_before, channel)
    select ${regionIn(tx)}, d.id, d."invitationId", 'reminder', 'queued', d.at, coalesce(d.channel, l.channel)
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as d(id uuid, "invitationId" uuid, at timestamptz, channel text)
      join survey_letters l
        on l.region_id = ${regionIn(tx)} and l.invitation_id = d."invitationId" and l.kind = 'invitation'`.execute(
    tx.db,
  );
}
