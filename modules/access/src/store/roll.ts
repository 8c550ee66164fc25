import { sql } from 'kysely';
import { insertMany } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import { waitSummary, type K1Change } from '@otklik/waits';
import { zoneOf } from '@otklik/working-time';
import { DAY_ms, type GroupKey } from '../model.ts';
import { minutesInNorm } from '../norm.ts';
import { NormsOnDay } from './norms.ts';
import { regionId } from './sources.ts';

export const HOUR_ms = 3_600_000;
const ROWS_at_once = 5000;

/** Change points of one group that mean its wait over a window: the last one before it, and those inside. */
interface GroupChanges extends GroupKey {
  readonly zone: string;
  readonly changes: readonly K1Change[];
}

/** Change points of every group over [from, to), looked up group by group by the primary key. */
export async function changesOver(tx: Tx, from: Date, to: Date): Promise<GroupChanges[]> {
  const region = regionId(tx);
  const key = sql`c.region_id = ${region} and c.clinic_id = w.clinic_id and c.specialty = w.specialty
    and c.kind = w.kind and c.mode = w.mode`;
  const { rows } = await sql<
    GroupKey & { zone: string; points: [number, number | null, boolean][] }
  >`
    select w.clinic_id, w.specialty, w.kind, w.mode, coalesce(cl.time_zone, r.time_zone) as zone,
      (select json_agg(json_build_array((extract(epoch from p.at) * 1000)::bigint,
          (extract(epoch from p.k1_at) * 1000)::bigint, p.silent) order by p.at, p.n)
        from ((select c.at, c.n, c.k1_at, c.silent from access_wait_changes c
            where ${key} and c.at <= ${from} order by c.at desc, c.n desc limit 1)
          union all
          (select c.at, c.n, c.k1_at, c.silent from access_wait_changes c
            where ${key} and c.at > ${from} and c.at < ${to})) p) as points
    from access_wait_now w
    join clinics cl on cl.region_id = ${region} and cl.id = w.clinic_id
    join regions r on r.code = ${region}
    where w.region_id = ${region} and w.changed_at is not null`.execute(tx.db);
  return rows.map(({ points, ...group }) => ({
    ...group,
    changes: (points ?? []).map(([atMs, k1, silent]) => ({
      atMs: Number(atMs),
      k1Ms: silent ? ('unknown' as const) : k1 === null ? null : Number(k1),
    })),
  }));
}

/** What a window was like for one group. */
async function summed(group: GroupChanges, norms: NormsOnDay, from: number, to: number) {
  const { medianHours, minHours, maxHours, knownMs } = waitSummary(group.changes, from, to);
  const clock = group.kind === 'routine' ? await norms.of(group.specialty, group.zone) : null;
  return {
    clinic_id: group.clinic_id,
    specialty: group.specialty,
    kind: group.kind,
    mode: group.mode,
    median_h: medianHours,
    min_h: minHours,
    max_h: maxHours,
    norm_min: clock && Math.round(minutesInNorm(clock, group.changes, from, to)),
    known_min: Math.round(knownMs / 60_000),
  };
}

/** Writes one hour of every group, or several of one UTC day: their change points are read once. */
export async function rollHour(tx: Tx, hour: Date, hours = 1): Promise<number> {
  const region = regionId(tx);
  const norms = new NormsOnDay(tx, hour.toISOString().slice(0, 10));
  const rows = [];
  const groups = await changesOver(tx, hour, new Date(hour.getTime() + hours * HOUR_ms));
  for (let at = hour.getTime(), n = 0; n < hours; at += HOUR_ms, n += 1)
    for (const group of groups)
      rows.push({
        region_id: region,
        hour: new Date(at),
        ...(await summed(group, norms, at, at + HOUR_ms)),
      });
  for (let at = 0; at < rows.length; at += ROWS_at_once)
    await insertMany(tx, 'access_wait_hours', rows.slice(at, at + ROWS_at_once));
  return rows.length;
}

/** Writes the local days that ended within the hour before `until`, each clinic's by its own zone. */
export async function rollDays(tx: Tx, until: Date): Promise<number> {
  const region = regionId(tx);
  const groups = await changesOver(tx, new Date(until.getTime() - HOUR_ms - 26 * HOUR_ms), until);
  const ended = new Map<string, { day: string; from: number; to: number } | null>();
  for (const zone of new Set(groups.map((group) => group.zone))) {
    const local = zoneOf(zone);
    const today = local.localDay(until.getTime());
    const to = local.at(today, 0);
    const fresh = until.getTime() - to < HOUR_ms;
    const from = local.at(today - 1, 0);
    const day = new Date((today - 1) * DAY_ms).toISOString().slice(0, 10);
    ended.set(zone, fresh ? { day, from, to } : null);
  }
  const rows = [];
  const norms = new Map<string, NormsOnDay>();
  for (const group of groups) {
    const span = ended.get(group.zone);
    if (!span) continue;
    const own = norms.get(span.day) ?? new NormsOnDay(tx, span.day);
    norms.set(span.day, own);
    rows.push({ day: span.day, ...(await summed(group, own, span.from, span.to)) });
  }
  if (rows.length === 0) return 0;
  // A day without its sample of the morning stands as unknown, with what is known of its minutes.
  await sql`
    insert into access_wait_days (region_id, clinic_id, specialty, kind, mode, day, known, places_7d,
      median_h, min_h, max_h, norm_min, known_min)
    select ${region}, f.clinic_id, f.specialty, f.kind, f.mode, f.day, false, 0,
      f.median_h, f.min_h, f.max_h, f.norm_min, f.known_min
    from json_to_recordset(${JSON.stringify(rows)}::json) as f(clinic_id uuid, specialty text, kind text, mode text,
      day date, median_h real, min_h real, max_h real, norm_min integer, known_min integer)
    on conflict (region_id, clinic_id, specialty, kind, mode, day) do update
      set median_h = excluded.median_h, min_h = excluded.min_h, max_h = excluded.max_h,
        norm_min = excluded.norm_min, known_min = excluded.known_min`.execute(tx.db);
  return rows.length;
}
