import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import {
  doctorsWaits,
  takenSlots,
  rulesOf,
  type DoctorsAnswer,
  type K1Change,
} from '@otklik/waits';
import { zoneOf } from '@otklik/working-time';
import { HORIZON_days } from './model.ts';
import { brokenSince, keepsNorm, tooLateFrom } from './norm.ts';
import { slotsOf } from './store/groups.ts';
import { NormsOnDay } from './store/norms.ts';
import { regionId } from './store/sources.ts';

/** How one clinic's specialty stands against its norm at this moment. */
export interface NormNow {
  readonly clinicId: string;
  readonly specialty: string;
  /** `unknown`: its source is silent, so nothing is broken and nothing is kept. */
  readonly state: 'kept' | 'broken' | 'unknown';
  readonly normId: string;
  readonly limit: number;
  readonly unit: string;
  readonly firstAt: Date | null;
  readonly tooLateFrom: Date;
}

/** Every group that a norm holds for, judged by the row of norms that is valid today. */
export async function normsNow(tx: Tx, only?: { clinicId: string; specialty: string }) {
  const region = regionId(tx);
  const { rows } = await sql<{
    clinic_id: string;
    specialty: string;
    k1_at: Date | null;
    silent: boolean;
    zone: string;
  }>`
    select w.clinic_id, w.specialty, w.k1_at, w.silent, coalesce(c.time_zone, r.time_zone) as zone
    from access_wait_now w
    join clinics c on c.region_id = ${region} and c.id = w.clinic_id
    join regions r on r.code = ${region}
    where w.region_id = ${region} and w.kind = 'routine' and w.mode = 'in-person' and w.changed_at is not null
      and (${only?.clinicId ?? null}::uuid is null or (w.clinic_id = ${only?.clinicId ?? null}::uuid
        and w.specialty = ${only?.specialty ?? null}))
    order by w.clinic_id, w.specialty`.execute(tx.db);
  const norms = new NormsOnDay(tx, tx.now.toISOString().slice(0, 10));
  const now = tx.now.getTime();
  const found: NormNow[] = [];
  for (const row of rows) {
    const clock = await norms.of(row.specialty, row.zone);
    if (!clock) continue;
    const keeps = keepsNorm(clock, row.k1_at?.getTime() ?? null, now);
    found.push({
      clinicId: row.clinic_id,
      specialty: row.specialty,
      state: row.silent ? 'unknown' : keeps ? 'kept' : 'broken',
      normId: clock.norm.id,
      limit: clock.norm.limit,
      unit: clock.norm.unit,
      firstAt: row.silent ? null : row.k1_at,
      tooLateFrom: new Date(tooLateFrom(clock, now)),
    });
  }
  return found;
}

/** How far back a breach is followed. */
const POINTS_max = 2000;

/** Since when a norm has been broken without a pause, from the change points; now where none says more. */
export async function normBrokenSince(tx: Tx, clinicId: string, specialty: string): Promise<Date> {
  const region = regionId(tx);
  const { rows } = await sql<{ at: Date; k1_at: Date | null; silent: boolean; zone: string }>`
    select p.at, p.k1_at, p.silent, coalesce(c.time_zone, r.time_zone) as zone from access_wait_changes p
    join clinics c on c.region_id = ${region} and c.id = p.clinic_id
    join regions r on r.code = ${region}
    where p.region_id = ${region} and p.clinic_id = ${clinicId}::uuid and p.specialty = ${specialty}
      and p.kind = 'routine' and p.mode = 'in-person'
    order by p.at desc, p.n desc limit ${POINTS_max}::integer`.execute(tx.db);
  const zone = rows[0]?.zone;
  const norms = new NormsOnDay(tx, tx.now.toISOString().slice(0, 10));
  const clock = zone ? await norms.of(specialty, zone) : null;
  if (!clock) return tx.now;
  // Of several points at one instant the last counts: it comes first here.
  const points = rows.filter((row, at) => row.at.getTime() !== rows[at - 1]?.at.getTime());
  const changes = points.map(({ at, k1_at, silent }): K1Change => ({
    atMs: at.getTime(),
    k1Ms: silent ? 'unknown' : (k1_at?.getTime() ?? null),
  }));
  const since = brokenSince(clock, changes, tx.now.getTime());
  return since === null ? tx.now : new Date(since);
}

/** Doctors of one group as their source names them: third place of each, with pooled and middle values. */
export async function doctorsNow(
  tx: Tx,
  clinicId: string,
  specialty: string,
  zone: string,
): Promise<DoctorsAnswer | null> {
  const group = { clinic_id: clinicId, specialty, kind: 'routine', mode: 'in-person', at: tx.now };
  const [own] = [...(await slotsOf(tx, [group])).values()];
  if (!own || own.silent) return null;
  const local = zoneOf(zone);
  const now = tx.now.getTime();
  const rules = rulesOf({ zone, kind: 'routine', mode: 'in-person', horizonDays: HORIZON_days });
  const doctorDays: Record<string, number[]> = {};
  for (const { doctor } of own.slots) if (doctor) doctorDays[doctor] ??= [];
  for (const { doctor, startMs } of takenSlots(own.slots, rules, now))
    if (doctor) doctorDays[doctor]!.push(local.localDay(startMs) - local.localDay(now));
  return doctorsWaits({ doctorDays, horizonDays: HORIZON_days });
}
