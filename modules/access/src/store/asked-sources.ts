import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { regionId } from './sources.ts';

/** The source that counts for a specialty's routine visits in person. */
export async function groupSource(tx: Tx, clinicId: string, specialty: string) {
  const row = await tx.db
    .selectFrom('access_wait_now')
    .select('source_id')
    .where('region_id', '=', regionId(tx))
    .where('clinic_id', '=', clinicId)
    .where('specialty', '=', specialty)
    .where('kind', '=', 'routine')
    .where('mode', '=', 'in-person')
    .executeTakeFirst();
  return row?.source_id ?? null;
}

/** Sources a clinic's waits stand on, with when each last spoke. */
export const sourcesOfClinic = async (tx: Tx, clinicId: string) =>
  (
    await sql<{
      id: string;
      name: string;
      silent: boolean;
      last_ok: Date | null;
      interval_min: number;
    }>`
      select s.id, s.name, s.silent, s.last_ok, s.interval_min from access_sources s
      where s.region_id = ${regionId(tx)} and s.id in (select w.source_id from access_wait_now w
        where w.region_id = ${regionId(tx)} and w.clinic_id = ${clinicId}::uuid)
      order by s.name`.execute(tx.db)
  ).rows;
