import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { regionIn, type ReferralFacts } from './referrals.ts';

export interface NamedClinic {
  readonly id: string;
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string | null;
  readonly zone: string;
}

/** The clinics that referrals name, by id. */
export async function clinicsOfReferrals(
  tx: Tx,
  facts: readonly ReferralFacts[],
): Promise<ReadonlyMap<string, NamedClinic>> {
  const ids = [...new Set(facts.flatMap(({ clinicId }) => clinicId ?? []))];
  if (ids.length === 0) return new Map();
  const region = regionIn(tx);
  const { rows } = await sql<NamedClinic>`
    select c.id, c.code, c.name_ru as "nameRu", c.name_en as "nameEn", coalesce(c.time_zone, r.time_zone) as zone
    from clinics c join regions r on r.code = ${region}
    where c.region_id = ${region} and c.id = any (${ids}::uuid[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The specialties that referrals name, by id. */
export async function specialtiesOfReferrals(tx: Tx, facts: readonly ReferralFacts[]) {
  const ids = [...new Set(facts.flatMap(({ specialty }) => specialty ?? []))];
  if (ids.length === 0) return new Map<string, { id: string; nameRu: string; nameEn: string }>();
  const rows = await tx.db
    .selectFrom('specialties')
    .select(['id', 'name_ru as nameRu', 'name_en as nameEn'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
