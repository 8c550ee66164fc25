import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { firstOf, rulesOf, takenSlots } from '@otklik/waits';
import { HORIZON_days } from './model.ts';
import { keyOf, slotsOf } from './store/groups.ts';
import { regionId } from './store/sources.ts';

/** Whose places are looked for: routine visits in person. */
export interface PlaceQuestion {
  readonly clinicId: string;
  readonly specialty: string;
  /** A place that begins sooner than this is of no use. */
  readonly noticeMinutes: number;
}

/**
 * The first place of each question that leaves enough notice, by the rules of waits; null where there is none,
 * `unknown` where its source is silent. Reads the slots of these groups alone.
 */
export async function earliestPlaces(
  tx: Tx,
  questions: readonly PlaceQuestion[],
): Promise<(Date | null | 'unknown')[]> {
  if (questions.length === 0) return [];
  const groups = questions.map(({ clinicId, specialty }) => ({
    clinic_id: clinicId,
    specialty,
    kind: 'routine',
    mode: 'in-person',
    at: tx.now,
  }));
  const unique = [...new Map(groups.map((group) => [keyOf(group), group])).values()];
  const slots = await slotsOf(tx, unique);
  const region = regionId(tx);
  const { rows } = await sql<{ id: string; zone: string; closed: string[] }>`
    select c.id, coalesce(c.time_zone, r.time_zone) as zone, array(select d.day::text from access_closed_days d
      where d.region_id = ${region} and d.clinic_id = c.id and d.day >= ${tx.now}::date - 1) as closed
    from clinics c join regions r on r.code = c.region_id
    where c.region_id = ${region} and c.id = any (${[...new Set(groups.map((one) => one.clinic_id))]}::uuid[])`.execute(
    tx.db,
  );
  const clinics = new Map(rows.map((row) => [row.id, row]));
  return questions.map(({ clinicId, noticeMinutes }, at) => {
    const own = slots.get(keyOf(groups[at]!));
    const clinic = clinics.get(clinicId);
    if (own?.silent) return 'unknown';
    if (!own || !clinic) return null;
    const rules = rulesOf({
      zone: clinic.zone,
      closed: clinic.closed,
      kind: 'routine',
      mode: 'in-person',
      horizonDays: HORIZON_days,
      minNoticeMinutes: noticeMinutes,
    });
    const { k1 } = firstOf(takenSlots(own.slots, rules, tx.now.getTime()));
    return k1 ? new Date(k1.startMs) : null;
  });
}
