import { sql } from 'kysely';
import type { Swept, Tx } from '@otklik/kernel';
import { zoneOf } from '@otklik/working-time';
import type { GoodAppointment } from '../judge-appointments.ts';
import { DAY_ms } from '../model.ts';
import { countDay, type Appointment, type DayCounts } from '../outcomes.ts';
import { regionId } from './sources.ts';

/** The class of data and its term. */
export const APPOINTMENTS = 'appointment-facts';
const SWEEP_max = 5000;

interface DayKey {
  readonly clinic_id: string;
  readonly specialty: string;
  readonly day: string;
}

/**
 * Writes what differs and counts the days it touched anew.
 * @param oldest days up to this one may have been forgotten: what was counted of them stays
 * @returns how many appointments changed
 */
export async function keepAppointments(
  tx: Tx,
  sourceId: string,
  told: readonly GoodAppointment[],
  oldest: string,
): Promise<number> {
  if (told.length === 0) return 0;
  const region = regionId(tx);
  const { rows } = await sql<
    DayKey & { was_clinic: string; was_specialty: string; was_day: string }
  >`
    with told as materialized (
      select * from json_to_recordset(${JSON.stringify(told)}::json) as f(appointment text, clinic_id uuid,
        specialty text, day date, scheduled_at timestamptz, booked_at timestamptz, cancelled_at timestamptz,
        arrived_at timestamptz, seen_at timestamptz, status text)
    ),
    fresh as materialized (
      select t.appointment, t.clinic_id, t.specialty, t.day, t.status,
        coalesce(t.scheduled_at, a.scheduled_at) as scheduled_at, coalesce(t.booked_at, a.booked_at) as booked_at,
        coalesce(t.cancelled_at, a.cancelled_at) as cancelled_at, coalesce(t.arrived_at, a.arrived_at) as arrived_at,
        coalesce(t.seen_at, a.seen_at) as seen_at,
        a.clinic_id as was_clinic, a.specialty as was_specialty, a.day as was_day
      from told t left join access_appointments a
        on a.region_id = ${region} and a.source_id = ${sourceId}::uuid and a.appointment = t.appointment
      where a.appointment is null
        or (a.clinic_id, a.specialty, a.day, a.status) <> (t.clinic_id, t.specialty, t.day, t.status)
        or (t.scheduled_at is not null and a.scheduled_at is distinct from t.scheduled_at)
        or (t.booked_at is not null and a.booked_at is distinct from t.booked_at)
        or (t.cancelled_at is not null and a.cancelled_at is distinct from t.cancelled_at)
        or (t.arrived_at is not null and a.arrived_at is distinct from t.arrived_at)
        or (t.seen_at is not null and a.seen_at is distinct from t.seen_at)
    ),
    put as (
      insert into access_appointments (region_id, source_id, appointment, clinic_id, specialty, day, scheduled_at,
        booked_at, cancelled_at, arrived_at, seen_at, status, told_at)
      select ${region}, ${sourceId}::uuid, appointment, clinic_id, specialty, day, scheduled_at, booked_at,
        cancelled_at, arrived_at, seen_at, status, ${tx.now} from fresh
      on conflict (region_id, source_id, appointment) do update set clinic_id = excluded.clinic_id,
        specialty = excluded.specialty, day = excluded.day, scheduled_at = excluded.scheduled_at,
        booked_at = excluded.booked_at, cancelled_at = excluded.cancelled_at, arrived_at = excluded.arrived_at,
        seen_at = excluded.seen_at, status = excluded.status, told_at = excluded.told_at
    )
    select clinic_id, specialty, day::text as day, was_clinic, was_specialty, was_day::text as was_day
    from fresh`.execute(tx.db);
  const dirty = rows.flatMap((row) => [
    { clinic_id: row.clinic_id, specialty: row.specialty, day: row.day },
    ...(row.was_clinic && row.was_day > oldest
      ? [{ clinic_id: row.was_clinic, specialty: row.was_specialty, day: row.was_day }]
      : []),
  ]);
  await countAnew(tx, [...new Map(dirty.map((key) => [JSON.stringify(key), key])).values()]);
  return rows.length;
}

async function countAnew(tx: Tx, keys: readonly DayKey[]): Promise<void> {
  if (keys.length === 0) return;
  const region = regionId(tx);
  const ms = (column: string) => sql`extract(epoch from ${sql.ref(column)}) * 1000`;
  const { rows } = await sql<
    DayKey & { zone: string } & Record<keyof Omit<Appointment, 'day' | 'status'>, string | null> & {
        status: string | null;
      }
  >`select k.clinic_id, k.specialty, k.day::text as day, coalesce(c.time_zone, r.time_zone) as zone, a.status,
      ${ms('a.scheduled_at')} as scheduled, ${ms('a.booked_at')} as booked, ${ms('a.cancelled_at')} as cancelled,
      ${ms('a.arrived_at')} as arrived, ${ms('a.seen_at')} as seen
    from json_to_recordset(${JSON.stringify(keys)}::json) as k(clinic_id uuid, specialty text, day date)
    join clinics c on c.region_id = ${region} and c.id = k.clinic_id
    join regions r on r.code = ${region}
    left join access_appointments a on a.region_id = ${region} and a.clinic_id = k.clinic_id
      and a.specialty = k.specialty and a.day = k.day`.execute(tx.db);
  const days = Map.groupBy(rows, (row) => JSON.stringify([row.clinic_id, row.specialty, row.day]));
  const counted = [...days.values()].map((own) => {
    const { clinic_id, specialty, day, zone } = own[0]!;
    const number = (value: string | null): number | null => (value === null ? null : Number(value));
    const all = own.flatMap((row): Appointment[] =>
      row.status === null
        ? []
        : [
            {
              day: Date.parse(`${day}T00:00:00Z`) / DAY_ms,
              scheduled: number(row.scheduled),
              booked: number(row.booked),
              cancelled: number(row.cancelled),
              arrived: number(row.arrived),
              seen: number(row.seen),
              status: row.status,
            },
          ],
    );
    return { clinic_id, specialty, day, ...countDay(all, zoneOf(zone)) };
  });
  await sql`insert into access_outcome_days (region_id, clinic_id, specialty, day, booked, seen, noshow, cancelled,
      cancelled_late, corridor_known, corridor_soon, leads)
    select ${region}, f.* from json_to_recordset(${JSON.stringify(counted)}::json) as f(clinic_id uuid, specialty text,
      day date, booked integer, seen integer, noshow integer, cancelled integer, cancelled_late integer,
      corridor_known integer, corridor_soon integer, leads jsonb)
    on conflict (region_id, clinic_id, specialty, day) do update set booked = excluded.booked, seen = excluded.seen,
      noshow = excluded.noshow, cancelled = excluded.cancelled, cancelled_late = excluded.cancelled_late,
      corridor_known = excluded.corridor_known, corridor_soon = excluded.corridor_soon,
      leads = excluded.leads`.execute(tx.db);
}

/** Days of a clinic since a day, with what became of their appointments. */
export async function outcomeDays(tx: Tx, clinicId: string, since: string) {
  const rows = await tx.db
    .selectFrom('access_outcome_days')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('clinic_id', '=', clinicId)
    .where('day', '>=', since)
    .where('day', '<=', tx.now.toISOString().slice(0, 10))
    .execute();
  return rows as readonly (DayCounts & { readonly specialty: string })[];
}

export async function forgetAppointmentsBefore(tx: Tx, day: string): Promise<Swept> {
  const { numAffectedRows } = await sql`delete from access_appointments
    where region_id = ${regionId(tx)} and (source_id, appointment) in (
      select source_id, appointment from access_appointments
      where region_id = ${regionId(tx)} and day <= ${day}::date limit ${SWEEP_max})`.execute(tx.db);
  const removed = Number(numAffectedRows ?? 0);
  return { removed, held: 0, more: removed === SWEEP_max };
}
