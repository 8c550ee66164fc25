import { sql } from 'kysely';
import { insertMany } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import { zoneOfRegion } from '@otklik/registry';
import { plainWorkingDays, workingDayAfter, type WorkingDay } from '@otklik/waits';
import { chanceOf } from '../demo/chance.ts';
import { sample } from '../demo/days.ts';
import type { Lane } from '../demo/town.ts';
import { DAY_ms } from '../model.ts';
import { NormsOnDay } from '../store/norms.ts';
import { regionId } from '../store/sources.ts';
import { FIRST_hour, LAST_hour, wholeDay, type NormReach } from './whole-day.ts';

const ROWS_at_once = 20_000;

/** How far the norm of each specialty reached on a day. */
async function reachesOn(
  tx: Tx,
  day: string,
  specialties: ReadonlySet<string>,
): Promise<Map<string, NormReach>> {
  const norms = new NormsOnDay(tx, day);
  const zone = await zoneOfRegion(tx);
  const today = Date.parse(`${day}T00:00:00Z`) / DAY_ms;
  const found = new Map<string, NormReach>();
  for (const specialty of specialties) {
    const clock = await norms.of(specialty, zone);
    if (!clock) found.set(specialty, null);
    else if (clock.norm.unit === 'hours') found.set(specialty, { hours: clock.norm.limit });
    else if (clock.norm.unit === 'minutes') found.set(specialty, { hours: clock.norm.limit / 60 });
    else if (clock.norm.unit === 'calendar-days') found.set(specialty, { days: clock.norm.limit });
    else found.set(specialty, { days: daysAhead(today, clock.norm.limit, clock.isWorking) });
  }
  return found;
}

/** Calendars of years long past may be missing: then Monday to Friday. */
function daysAhead(today: number, limit: number, isWorking: WorkingDay): number {
  try {
    return workingDayAfter(today, limit, isWorking) - today;
  } catch {
    return workingDayAfter(today, limit, plainWorkingDays()) - today;
  }
}

/**
 * One day of the simulated past: its samples with what the day was as a whole and, where hours are still kept, its
 * hours, made in the database from the samples of that day.
 */
export async function writePastDay(
  tx: Tx,
  lanes: readonly Lane[],
  { day, ago, withHours }: { day: string; ago: number; withHours: boolean },
): Promise<{ readonly days: number; readonly hours: number }> {
  const region = regionId(tx);
  const reaches = await reachesOn(tx, day, new Set(lanes.map(({ specialty }) => specialty)));
  const at = new Date(`${day}T00:00:00Z`);
  const rows = lanes.map((lane) => {
    const chance = chanceOf('city', lane.clinic.code, lane.specialty, ago);
    const row = sample(region, lane, ago, at, chance);
    const reach = lane.referral ? null : (reaches.get(lane.specialty) ?? null);
    return { ...row, ...wholeDay(row.known ? row.k1_days : 'unknown', reach) };
  });
  for (let first = 0; first < rows.length; first += ROWS_at_once)
    await insertMany(tx, 'access_wait_days', rows.slice(first, first + ROWS_at_once));
  if (!withHours) return { days: rows.length, hours: 0 };
  const told = [...reaches].map(([specialty, reach]) => ({
    specialty,
    hours: reach && 'hours' in reach ? reach.hours : null,
    days: reach && 'days' in reach ? reach.days : null,
  }));
  const { numAffectedRows } = await sql`
    insert into access_wait_hours (region_id, clinic_id, specialty, kind, mode, hour, median_h, min_h, max_h, norm_min,
      known_min)
    select d.region_id, d.clinic_id, d.specialty, d.kind, d.mode,
      (d.day + make_interval(hours => h)) at time zone coalesce(c.time_zone, r.time_zone),
      u.left_h - 0.5, u.left_h - 1, u.left_h,
      case when d.kind <> 'routine' or (n.hours is null and n.days is null) then null
        when not d.known or d.k1_days is null then 0
        when n.days is not null then case when floor((h + u.left_h) / 24) <= n.days then 60 else 0 end
        else round(60 * least(1, greatest(0, 1 - (u.left_h - n.hours)))) end,
      case when d.known then 60 else 0 end
    from access_wait_days d
    join clinics c on c.region_id = d.region_id and c.id = d.clinic_id
    join regions r on r.code = d.region_id
    join json_to_recordset(${JSON.stringify(told)}::json) as n(specialty text, hours float8, days float8)
      on n.specialty = d.specialty
    cross join generate_series(0, 23) h
    cross join lateral (select case
      when not d.known or d.k1_days is null then null
      when d.k1_days = 0 and h < ${LAST_hour}::integer then ${LAST_hour}::integer - h
      else greatest(1, d.k1_days) * 24 + ${FIRST_hour}::integer - h end::float8 as left_h) u
    where d.region_id = ${region} and d.day = ${day}::date
    on conflict do nothing`.execute(tx.db);
  return { days: rows.length, hours: Number(numAffectedRows ?? 0) };
}
