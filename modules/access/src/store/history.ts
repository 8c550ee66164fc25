import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { HORIZON_days } from '../model.ts';
import { regionId } from './sources.ts';

/** A day of a clinic or of a place, as sampled in the morning. */
export interface HistoryDay {
  readonly day: string;
  readonly known: boolean;
  readonly k1_days: number | null;
  readonly k3_days: number | null;
  readonly load_permille: number | null;
}

/** A month of samples. Days are null where half of the known samples found no place within the horizon. */
export interface HistoryMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly samples: number;
  readonly known: number;
  readonly k1_days: number | null;
  readonly k3_days: number | null;
  readonly k1_low: number | null;
  readonly k1_high: number | null;
  readonly load_permille: number | null;
  /** Minutes within the norm of the minutes known, where days were measured whole. */
  readonly norm_share: number | null;
}

const beyond = HORIZON_days + 1;
/** Nearest rank over known samples; no place within the horizon is larger than every number. */
const rank = (column: 'k1_days' | 'k3_days', p: number) =>
  sql`nullif(percentile_disc(${sql.lit(p)}) within group (order by coalesce(${sql.ref(column)}, ${sql.lit(beyond)}))
    filter (where known), ${sql.lit(beyond)})`;
const months = sql`to_char(day, 'YYYY-MM') as month, count(*)::int as samples,
  (count(*) filter (where known))::int as known, ${rank('k1_days', 0.5)} as k1_days,
  ${rank('k3_days', 0.5)} as k3_days, ${rank('k1_days', 0.1)} as k1_low, ${rank('k1_days', 0.9)} as k1_high,
  round(avg(load_permille))::int as load_permille`;

/** The years of one clinic's specialty, month by month, the oldest first. */
export async function monthsOfClinic(
  tx: Tx,
  clinicId: string,
  specialty: string,
  years: number,
): Promise<HistoryMonth[]> {
  const { rows } = await sql<HistoryMonth>`
    select ${months}, sum(norm_min)::float8 / nullif(sum(known_min) filter (where norm_min is not null), 0) as norm_share
    from access_wait_days
    where region_id = ${regionId(tx)} and clinic_id = ${clinicId}::uuid and specialty = ${specialty}
      and kind = 'routine' and mode = 'in-person'
      and day >= (date_trunc('month', ${tx.now}::timestamptz) - make_interval(years => ${years}::integer))::date
    group by 1 order by 1`.execute(tx.db);
  return rows;
}

/** The last days of a place, the oldest first. */
export async function daysOfPlace(tx: Tx, place: string, specialty: string, days: number) {
  const { rows } = await sql<
    HistoryDay & { clinics: number; known_clinics: number; in_comfort: number }
  >`
    select day::text as day, known > 0 as known, known as known_clinics, clinics, in_comfort, k1_days, k3_days,
      load_permille
    from access_place_days where region_id = ${regionId(tx)} and place = ${place} and specialty = ${specialty}
      and day > ${tx.now}::date - ${days}::integer order by day`.execute(tx.db);
  return rows;
}

/** The years of a place, month by month: the middle of its days' middles. */
export async function monthsOfPlace(
  tx: Tx,
  place: string,
  specialty: string,
  years: number,
): Promise<HistoryMonth[]> {
  const { rows } = await sql<HistoryMonth>`
    select ${months}, null as norm_share
    from (select day, known > 0 as known, k1_days, k3_days, load_permille from access_place_days
      where region_id = ${regionId(tx)} and place = ${place} and specialty = ${specialty}
        and day >= (date_trunc('month', ${tx.now}::timestamptz) - make_interval(years => ${years}::integer))::date) d
    group by 1 order by 1`.execute(tx.db);
  return rows;
}
