import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { regionIn, type AlertRow } from './alerts.ts';

const ALERTS_at_once = 500;
/** Changes may be written for a moment a little before the last look: they are met once more, and told once. */
const OVERLAP = sql`interval '5 minutes'`;

/** An alert meets a clinic whose waits were measured anew since it was looked at. */
export interface Meeting {
  readonly alert_id: string;
  readonly contact_id: string;
  readonly clinic_id: string;
  readonly specialty: string;
  readonly notice_h: number;
  readonly locale: AlertRow['locale'];
  /** The last instant of the day before the wanted one, at the clinic. */
  readonly before_at: Date;
  readonly zone: string;
  /** Whether this clinic was looked at before, and its first place then. */
  readonly was_seen: boolean;
  readonly first_at: Date | null;
  readonly clinic_code: string;
  readonly clinic_ru: string;
  readonly clinic_en: string | null;
  readonly specialty_ru: string;
  readonly specialty_en: string;
}

const scope = sql`(w.clinic_id = a.clinic_id or a.place in (c.okrug_id, c.district_id))`;
const fresh = sql`(a.looked_at is null or w.checked_at > a.looked_at - ${OVERLAP})`;

/** Alerts that meet something new, held until the transaction ends. */
export async function meetings(tx: Tx): Promise<Meeting[]> {
  const region = regionIn(tx);
  const { rows } = await sql<Meeting>`
    with due as materialized (
      select a.* from wait_alerts a where a.region_id = ${region} and a.state = 'active'
        and exists (select 1 from access_wait_now w join clinics c on c.region_id = ${region} and c.id = w.clinic_id
          where w.region_id = ${region} and w.specialty = a.specialty and w.kind = 'routine'
            and w.mode = 'in-person' and ${scope} and ${fresh})
      order by a.looked_at nulls first, a.id limit ${ALERTS_at_once} for update
    )
    select a.id as alert_id, a.contact_id, w.clinic_id, a.specialty, a.notice_h, a.locale,
      a.before_day::timestamp at time zone coalesce(c.time_zone, r.time_zone) as before_at,
      coalesce(c.time_zone, r.time_zone) as zone, s.alert_id is not null as was_seen, s.first_at,
      c.code as clinic_code, c.name_ru as clinic_ru, c.name_en as clinic_en,
      sp.name_ru as specialty_ru, sp.name_en as specialty_en
    from due a
    join access_wait_now w on w.region_id = ${region} and w.specialty = a.specialty and w.kind = 'routine'
      and w.mode = 'in-person' and ${fresh}
    join clinics c on c.region_id = ${region} and c.id = w.clinic_id and ${scope}
    join regions r on r.code = ${region}
    join specialties sp on sp.id = a.specialty
    left join wait_alert_seen s on s.region_id = ${region} and s.alert_id = a.id and s.clinic_id = w.clinic_id
    order by a.id, w.clinic_id`.execute(tx.db);
  return rows;
}

/** Whether the job has anything to do. */
export async function somethingDue(tx: Tx): Promise<boolean> {
  const region = regionIn(tx);
  const { rows } = await sql<{ due: boolean }>`select exists (
      select 1 from wait_alerts a
      join access_wait_now w on w.region_id = ${region} and w.specialty = a.specialty and w.kind = 'routine'
        and w.mode = 'in-person'
      join clinics c on c.region_id = ${region} and c.id = w.clinic_id
      where a.region_id = ${region} and a.state = 'active' and ${scope}
        and (a.looked_at is null or w.checked_at > a.looked_at))
    or exists (select 1 from wait_alerts a join regions r on r.code = ${region}
      where a.region_id = ${region} and a.state = 'active'
        and a.before_day <= (${tx.now}::timestamptz at time zone r.time_zone)::date) as due`.execute(
    tx.db,
  );
  return rows[0]!.due;
}

export async function saw(tx: Tx, alertId: string, clinicId: string, first: Date | null) {
  await tx.db
    .insertInto('wait_alert_seen')
    .values({ region_id: regionIn(tx), alert_id: alertId, clinic_id: clinicId, first_at: first })
    .onConflict((on) =>
      on.columns(['region_id', 'alert_id', 'clinic_id']).doUpdateSet({ first_at: first }),
    )
    .execute();
}

/** Ends alerts whose date came; forgets what was not confirmed in three days and what was settled for thirty. */
export async function endOld(tx: Tx): Promise<number> {
  const region = regionIn(tx);
  const ended =
    await sql`update wait_alerts a set state = 'ended', settled_at = ${tx.now} from regions r
    where a.region_id = ${region} and r.code = ${region} and a.state = 'active'
      and a.before_day <= (${tx.now}::timestamptz at time zone r.time_zone)::date`.execute(tx.db);
  await sql`delete from wait_alerts where region_id = ${region}
    and ((state = 'asked' and created_at < ${tx.now}::timestamptz - interval '3 days')
      or settled_at < ${tx.now}::timestamptz - interval '30 days')`.execute(tx.db);
  return Number(ended.numAffectedRows ?? 0);
}
