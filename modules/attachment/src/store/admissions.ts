import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { AdmissionFacts, Ages } from '../model/admission.ts';
import { regionIn } from './region.ts';
import type { ClinicAdmissionTable } from './tables.ts';
import './tables.ts';

export type NewAdmission = Omit<ClinicAdmissionTable, 'region_id'>;

/**
 * What the region said of its clinics, as it holds on a local day. Of one clinic the row that began last counts; when
 * that one has ended, nothing is known: an older word does not come back.
 */
export async function admissionsOn(
  tx: Tx,
  day: string,
  ages: Ages,
  clinics?: readonly string[],
): Promise<ReadonlyMap<string, AdmissionFacts>> {
  const { rows } = await sql<
    AdmissionFacts & { readonly clinic_id: string; readonly valid_to: string | null }
  >`
    select distinct on (clinic_id) clinic_id, told_on, places, takes_unattached, referral_only, url, valid_to
    from clinic_admissions
    where region_id = ${regionIn(tx)} and ages = ${ages} and valid_from <= ${day}::date
      and (${clinics === undefined} or clinic_id = any (${(clinics ?? []) as string[]}::uuid[]))
    order by clinic_id, valid_from desc`.execute(tx.db);
  return new Map(
    rows
      .filter(({ valid_to }) => valid_to === null || valid_to >= day)
      .map(({ clinic_id, valid_to: _ended, ...facts }) => [clinic_id, facts]),
  );
}

/** Writes rows: one with the same beginning is written anew. */
export async function writeAdmissions(tx: Tx, rows: readonly NewAdmission[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into clinic_admissions (region_id, clinic_id, ages, valid_from, valid_to, told_on, places,
      takes_unattached, referral_only, url)
    select ${regionIn(tx)}, r.* from json_to_recordset(${JSON.stringify(rows)}::json) as r(clinic_id uuid, ages text,
      valid_from date, valid_to date, told_on date, places integer, takes_unattached boolean, referral_only boolean,
      url text)
    on conflict (region_id, clinic_id, ages, valid_from) do update set valid_to = excluded.valid_to,
      told_on = excluded.told_on, places = excluded.places, takes_unattached = excluded.takes_unattached,
      referral_only = excluded.referral_only, url = excluded.url`.execute(tx.db);
}
