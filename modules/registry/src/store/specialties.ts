import type { Tx } from '@otklik/kernel';
import './tables.ts';

export interface Specialty {
  readonly id: string;
  readonly nameRu: string;
  readonly nameEn: string;
  readonly population: 'adult' | 'child' | 'both';
  /** How a visit is booked, in the words of the data (yes, referral, walk-in, …); may be set by region. */
  readonly booking: string;
}

export async function specialtiesOf(tx: Tx): Promise<Specialty[]> {
  const rows = await tx.db
    .selectFrom('specialties')
    .select(['id', 'name_ru', 'name_en', 'population', 'booking'])
    .orderBy('name_ru')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    nameRu: row.name_ru,
    nameEn: row.name_en,
    population: row.population,
    booking: row.booking,
  }));
}

export interface ClinicSpecialty {
  readonly id: string;
  readonly nameRu: string;
  readonly nameEn: string;
  readonly doctors_count: number;
}

/** Which specialties hold a post in the clinic on that day, and by how many doctors. */
export async function specialtiesOfClinic(
  tx: Tx,
  clinicId: string,
  day: string,
): Promise<ClinicSpecialty[]> {
  const rows = await tx.db
    .selectFrom('posts as p')
    .innerJoin('specialties as s', 's.id', 'p.specialty_id')
    .where('p.clinic_id', '=', clinicId)
    .where('p.valid_from', '<=', day)
    .where((is) => is.or([is('p.valid_to', 'is', null), is('p.valid_to', '>=', day)]))
    .groupBy(['s.id', 's.name_ru', 's.name_en'])
    .select((get) => [
      's.id',
      's.name_ru',
      's.name_en',
      get.fn.count<number>('p.doctor_id').distinct().as('doctors_count'),
    ])
    .orderBy('s.name_ru')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    nameRu: row.name_ru,
    nameEn: row.name_en,
    doctors_count: row.doctors_count,
  }));
}
