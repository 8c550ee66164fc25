import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { DAY_ms } from '../model.ts';
import { regionId } from '../store/sources.ts';
import { chanceOf } from './chance.ts';
import type { Lane } from './town.ts';

const DAYS = 60;
const LANES_max = 60;
const LIST_every = 7;

/** Simulated outcomes of appointments of some clinics, and lists of a few: the longer the wait the fewer come. */
export async function seedBeside(tx: Tx, lanes: readonly Lane[], sourceId: string): Promise<void> {
  const some = lanes.filter(({ full, referral }) => !full && !referral).slice(0, LANES_max);
  const today = Math.floor(tx.now.getTime() / DAY_ms) * DAY_ms;
  const dayOf = (ago: number): string => new Date(today - ago * DAY_ms).toISOString().slice(0, 10);
  const days = some.flatMap((lane) => {
    const chance = chanceOf('outcomes', lane.clinic.code, lane.specialty);
    return Array.from({ length: DAYS }, (_, index) => {
      const leads = [0, 1, Math.round(lane.base_days), Math.round(lane.base_days * 2) + 3].map(
        (ahead) => {
          const [n, missing] = [2 + Math.floor(chance() * 5), Math.min(0.35, 0.05 + ahead * 0.015)];
          const not = Array.from({ length: n }, chance).filter((at) => at < missing).length;
          return [ahead, n, n - not, not] as const;
        },
      );
      const of = (at: 1 | 2 | 3): number => leads.reduce((sum, lead) => sum + lead[at], 0);
      const late = Math.floor(chance() * 3);
      return {
        clinic_id: lane.clinic.id,
        specialty: lane.specialty,
        day: dayOf(index + 1),
        booked: of(1),
        seen: of(2),
        noshow: of(3),
        cancelled: late + Math.floor(chance() * 3),
        cancelled_late: late,
        corridor_known: of(2),
        corridor_soon: Math.floor(of(2) * (0.75 + 0.25 * chance())),
        leads,
      };
    });
  });
  await sql`insert into access_outcome_days (region_id, clinic_id, specialty, day, booked, seen, noshow, cancelled,
      cancelled_late, corridor_known, corridor_soon, leads)
    select distinct on (f.clinic_id, f.specialty, f.day) ${regionId(tx)}, f.*
    from json_to_recordset(${JSON.stringify(days)}::json) as f(clinic_id uuid, specialty text, day date,
      booked integer, seen integer, noshow integer, cancelled integer, cancelled_late integer,
      corridor_known integer, corridor_soon integer, leads jsonb)`.execute(tx.db);
  const lists = some
    .filter((_, at) => at % LIST_every === 0)
    .map(({ clinic, specialty, base_days }) => ({
      clinic_id: clinic.id,
      specialty,
      length: 10 + Math.round(base_days * 3),
      half: Math.round(base_days) + 2,
    }));
  await sql`insert into access_waiting_lists (region_id, clinic_id, specialty, day, source_id, told_at, length, served,
      served_p50_days, served_p90_days)
    select distinct on (f.clinic_id, f.specialty) ${regionId(tx)}, f.clinic_id, f.specialty, ${dayOf(0)}::date,
      ${sourceId}::uuid, ${tx.now}, f.length, 40, f.half, f.half * 3
    from json_to_recordset(${JSON.stringify(lists)}::json)
      as f(clinic_id uuid, specialty text, length integer, half integer)`.execute(tx.db);
}
