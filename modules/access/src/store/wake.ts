import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { DAY_ms, SILENT_intervals } from '../model.ts';
import { refreshLights, refreshPlaces } from './rollups.ts';
import { regionId, setSource } from './sources.ts';
import { groupsOfSource, recompute, wakeDue } from './waits.ts';

/** What time alone did up to now; the simulated past is woken by the same. */
export async function wake(tx: Tx): Promise<{ readonly woken: number; readonly sampled: number }> {
  const region = regionId(tx);
  await sql`select access_make_month((${tx.now}::timestamptz + make_interval(months => n))::date)
    from generate_series(0, 2) n`.execute(tx.db);
  let woken = 0;
  const quiet = await tx.db
    .selectFrom('access_sources')
    .select(['id', 'interval_min', 'last_ok'])
    .where('region_id', '=', region)
    .where('silent', '=', false)
    .where('last_ok', 'is not', null)
    .orderBy('last_ok')
    .execute();
  for (const { id, interval_min, last_ok } of quiet) {
    const since = new Date(last_ok!.getTime() + SILENT_intervals * interval_min * 60_000);
    if (since > tx.now) continue;
    woken += await wakeDue(tx, since);
    await setSource(tx, id, { silent: true });
    await recompute(tx, await groupsOfSource(tx, id, since));
  }
  woken += await wakeDue(tx);
  const sampled = await sql`
    insert into access_wait_days (region_id, clinic_id, specialty, kind, mode, day, k1_days, k3_days, known,
      places_7d, offered_30d, load_permille)
    select w.region_id, w.clinic_id, w.specialty, w.kind, w.mode, l.today,
      case when not w.silent then (w.k1_at at time zone l.zone)::date - l.today end,
      case when not w.silent then (w.k3_at at time zone l.zone)::date - l.today end,
      not w.silent, w.places_7d, case when not w.silent then w.busy_30d + w.places_30d end,
      case when w.busy_30d + w.places_30d > 0 then w.busy_30d * 1000 / (w.busy_30d + w.places_30d) end
    from access_wait_now w
    join clinics c on c.region_id = w.region_id and c.id = w.clinic_id
    join regions r on r.code = w.region_id
    cross join lateral (select coalesce(c.time_zone, r.time_zone) as zone,
      (${tx.now}::timestamptz at time zone coalesce(c.time_zone, r.time_zone))::date as today) l
    where w.region_id = ${region} and w.changed_at is not null
      and (${tx.now}::timestamptz at time zone l.zone)::time >= '10:00'
    on conflict do nothing`.execute(tx.db);
  const samples = Number(sampled.numAffectedRows ?? 0);
  if (samples > 0) {
    await refreshLights(tx);
    // Places by zones: a region of two zones samples twice a day, around the same midnight.
    await refreshPlaces(tx, new Date(tx.now.getTime() - DAY_ms).toISOString().slice(0, 10));
  }
  return { woken, sampled: samples };
}
