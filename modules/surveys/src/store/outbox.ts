import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import type { WhoSpeaks } from '@otklik/registry';
import type { Channel } from '../model/channels.ts';
import type { Hours } from '../model/send-time.ts';
import type { LetterState } from '../model/states.ts';
import { regionIn } from './tables.ts';

/** A letter that was handed over and of which nothing was heard for so long is in doubt. */
const LEASE_ms = 10 * 60_000;

/** A letter whose time has come, with whom and what it is about. */
export interface Due {
  readonly id: string;
  readonly attempts: number;
  readonly kind: 'invitation' | 'reminder';
  readonly invitation_id: string;
  readonly invitation_state: string;
  readonly expires_on: string;
  readonly form_id: string;
  readonly form_version: string;
  readonly service_code: string | null;
  readonly ended_at: Date | null;
  readonly place_id: string;
  readonly organisation_id: string | null;
  readonly place_ru: string;
  readonly place_en: string | null;
  /** Of the place, for days; of the person where theirs is known, for hours. */
  readonly zone: string;
  readonly person_zone: string | null;
  readonly hours: Hours | null;
  readonly person_id: string;
  readonly locale: 'ru' | 'en';
  readonly data_key_id: string;
  /** By the letter's way; empty where there is no such address any more. */
  readonly address_sealed: string;
  readonly suppressed_on: string | null;
  readonly soft_until: string | null;
  readonly stopped_on: string | null;
  readonly stopped_senders: string[];
  readonly channel: Channel;
  readonly audience: WhoSpeaks;
  readonly form_kind: string;
}

/** Letters whose time has come, held until the transaction ends; what another sender holds is left to it. */
export async function holdDue(tx: Tx, take: number): Promise<Due[]> {
  const region = regionIn(tx);
  const { rows } = await sql<Due>`
    with due as materialized (
      select id, attempts, kind, invitation_id, channel from survey_letters
      where region_id = ${region} and state = 'queued' and not_before <= ${tx.now}
      order by not_before, id limit ${take} for update skip locked
    )
    select d.id, d.attempts, d.kind, d.invitation_id, i.state as invitation_state, i.expires_on,
      i.form_id, i.form_version, i.service_code, v.ended_at, p.id as place_id, p.organisation_id,
      p.name_ru as place_ru, p.name_en as place_en, p.zone, w.zone as person_zone, w.hours, w.id as person_id,
      w.locale, w.data_key_id, w.stopped_on, d.channel, i.audience, i.kind as form_kind,
      case when d.channel = 'mail' then w.email_sealed else coalesce(a.address_sealed, '') end as address_sealed,
      case when d.channel = 'mail' then w.suppressed_on else a.suppressed_on end as suppressed_on,
      case when d.channel = 'mail' then w.soft_until end as soft_until,
      survey_stops_of(${region}, w.id) as stopped_senders
    from due d
      join survey_invitations i on i.region_id = ${region} and i.id = d.invitation_id
      join survey_places p on p.region_id = ${region} and p.id = i.place_id
      join survey_people w on w.region_id = ${region} and w.id = i.person_id
      left join survey_visits v on v.region_id = ${region} and v.id = i.visit_id
      left join survey_addresses a
        on a.region_id = ${region} and a.person_id = w.id and a.channel = d.channel
    order by d.id`.execute(tx.db);
  return rows;
}

/** These letters will not leave; each with its reason. */
export async function voidLetters(
  tx: Tx,
  letters: readonly { readonly id: string; readonly because: string }[],
): Promise<void> {
  if (letters.length === 0) return;
  await sql`
    update survey_letters l set state = 'void', because = d.because
    from json_to_recordset(${JSON.stringify(letters)}::json) as d(id uuid, because text)
    where l.region_id = ${regionIn(tx)} and l.id = d.id`.execute(tx.db);
}

/** It is night where they are read: they wait for the morning. */
export async function putOff(
  tx: Tx,
  letters: readonly { readonly id: string; readonly until: Date }[],
): Promise<void> {
  if (letters.length === 0) return;
  await sql`
    update survey_letters l set not_before = d.until
    from json_to_recordset(${JSON.stringify(letters)}::json) as d(id uuid, until timestamptz)
    where l.region_id = ${regionIn(tx)} and l.id = d.id`.execute(tx.db);
}

/**
 * Hands letters over and opens their invitations. From this commit on a letter is never sent a second time by
 * anybody: one that nothing more is heard of is in doubt, and its invitation waits at /my and for its reminder.
 */
export async function handOver(
  tx: Tx,
  letters: readonly {
    readonly id: string;
    /** Null for what has no way back of its own. */
    readonly bounceHash: string | null;
    readonly parts: number | null;
    readonly chargedOn: string | null;
  }[],
): Promise<void> {
  if (letters.length === 0) return;
  const region = regionIn(tx);
  await sql`
    with handed as (
      update survey_letters l set state = 'handed', attempts = l.attempts + 1, bounce_hash = d."bounceHash",
        lease_until = ${new Date(tx.now.getTime() + LEASE_ms)}, because = null,
        parts = d.parts, charged_on = d."chargedOn"
      from json_to_recordset(${JSON.stringify(letters)}::json)
        as d(id uuid, "bounceHash" text, parts int, "chargedOn" date)
      where l.region_id = ${region} and l.id = d.id returning l.invitation_id
    )
    update survey_invitations i set state = 'open' from handed
    where i.region_id = ${region} and i.id = handed.invitation_id and i.state = 'planned'`.execute(
    tx.db,
  );
}

/** Letters whose sender is gone may have arrived: they are not sent again. */
export async function doubtTheLost(tx: Tx): Promise<void> {
  await tx.db
    .updateTable('survey_letters')
    .set({ state: 'in-doubt', lease_until: null })
    .where('region_id', '=', regionIn(tx))
    .where('state', '=', 'handed')
    .where('lease_until', '<=', tx.now)
    .execute();
}

export interface Settled {
  readonly letterId: string;
  readonly attempt: number;
  readonly state: LetterState;
  readonly because: string | null;
  readonly queuedAs: string | null;
  /** For one that waits again. */
  readonly notBefore: Date | null;
}

export interface Carried {
  readonly id: string;
  readonly kind: 'invitation' | 'reminder';
  readonly invitationId: string;
  readonly personId: string;
  readonly channel: Channel;
}

/** Writes what became of letters. A word that comes after another sender has the letter changes nothing. */
export async function settle(tx: Tx, letters: readonly Settled[]): Promise<Carried[]> {
  if (letters.length === 0) return [];
  const region = regionIn(tx);
  const { rows } = await sql<Carried>`
    update survey_letters l set state = d.state, because = d.because, queued_as = d."queuedAs",
      not_before = coalesce(d."notBefore", l.not_before), lease_until = null
    from json_to_recordset(${JSON.stringify(letters)}::json)
      as d("letterId" uuid, attempt int, state text, because text, "queuedAs" text, "notBefore" timestamptz),
      survey_invitations i
    where l.region_id = ${region} and l.id = d."letterId" and l.attempts = d.attempt
      and l.state in ('handed', 'in-doubt') and i.region_id = ${region} and i.id = l.invitation_id
    returning l.id, l.kind, l.channel, l.invitation_id as "invitationId", i.person_id as "personId"`.execute(
    tx.db,
  );
  return rows;
}
