import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { z } from 'zod';
import { DAYS_at_once, type readDays } from '../schema.ts';
import { regionId } from './region.ts';

type Asked = z.output<typeof readDays>;

/** A day's sample of a clinic's specialty, beside how many clinics that day's picture stands on. */
export interface DaySample {
  readonly clinic_id: string;
  readonly day: string;
  readonly clinic: string;
  readonly specialty: string;
  readonly kind: string;
  readonly mode: string;
  readonly known: boolean;
  readonly k1_days: number | null;
  readonly k3_days: number | null;
  readonly places_7d: number;
  readonly load_permille: number | null;
  /** Clinics that tell of this specialty that day, and those of them of which the wait was known. */
  readonly clinics_all: number;
  readonly clinics_known: number;
  readonly simulated: boolean;
}

const none = sql``;
const ofPeriod = ({ from, to, specialty }: Asked): RawBuilder<unknown> => sql`
  ${from ? sql`and d.day >= ${from}::date` : none} ${to ? sql`and d.day <= ${to}::date` : none}
  ${specialty ? sql`and d.specialty = ${specialty}` : none}`;

/** What tells whether two readings give the same rows: samples are added and never corrected. */
export async function daysMark(
  tx: Tx,
  asked: Asked,
): Promise<{ rows: number; last: string | null }> {
  const { rows } = await sql<{ rows: number; last: string | null }>`
    select count(*)::int as rows, max(d.day)::text as last from access_wait_days d
    where d.region_id = ${regionId(tx)} ${ofPeriod(asked)}
      ${asked.clinic ? sql`and d.clinic_id = (select c.id from clinics c where c.region_id = ${regionId(tx)} and c.code = ${asked.clinic})` : none}`.execute(
    tx.db,
  );
  return rows[0]!;
}

/** The next rows in the order of the index: specialty, kind, mode, day, clinic. */
export async function dayRows(tx: Tx, asked: Asked): Promise<DaySample[]> {
  const region = regionId(tx);
  const { after, clinic } = asked;
  const { rows } = await sql<DaySample>`
    with page as materialized (
      select d.* from access_wait_days d
      where d.region_id = ${region} ${ofPeriod(asked)}
        ${clinic ? sql`and d.clinic_id = (select c.id from clinics c where c.region_id = ${region} and c.code = ${clinic})` : none}
        ${
          after
            ? sql`and (d.specialty, d.kind, d.mode, d.day, d.clinic_id)
              > (${after.specialty}, ${after.kind}, ${after.mode}, ${after.day}::date, ${after.clinic}::uuid)`
            : none
        }
      order by d.specialty, d.kind, d.mode, d.day, d.clinic_id limit ${DAYS_at_once}
    ),
    cover as materialized (
      select a.specialty, a.kind, a.mode, a.day, count(*)::int as clinics_all,
        (count(*) filter (where a.known))::int as clinics_known
      from access_wait_days a
      where a.region_id = ${region} and (a.specialty, a.kind, a.mode, a.day) in
        (select distinct p.specialty, p.kind, p.mode, p.day from page p)
      group by 1, 2, 3, 4
    )
    select p.clinic_id, p.day::text as day, c.code as clinic, p.specialty, p.kind, p.mode, p.known, p.k1_days,
      p.k3_days, p.places_7d, p.load_permille, v.clinics_all, v.clinics_known, p.demo as simulated
    from page p
    join cover v using (specialty, kind, mode, day)
    join clinics c on c.region_id = ${region} and c.id = p.clinic_id
    order by p.specialty, p.kind, p.mode, p.day, p.clinic_id`.execute(tx.db);
  return rows;
}
