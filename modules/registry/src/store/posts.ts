import { regionOf, type Tx } from '@otklik/kernel';
import { beginningsOf } from '../records/beginnings.ts';
import './tables.ts';

const POSTS_MAX = 300;

/** Where and as what a doctor or worker works, as other modules need it. */
export interface Post {
  readonly id: string;
  readonly doctorId: string;
  readonly clinicId: string;
  readonly organisationId: string | null;
  readonly districtId: string | null;
  readonly okrugId: string | null;
  readonly lastName: string;
  /** Surname, given name, patronymic. */
  readonly fullName: string;
  readonly titleRu: string;
  readonly titleEn: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

const selected = (tx: Tx) =>
  tx.db
    .selectFrom('posts as p')
    .innerJoin('doctors as d', (on) =>
      on.onRef('d.region_id', '=', 'p.region_id').onRef('d.id', '=', 'p.doctor_id'),
    )
    .innerJoin('clinics as c', (on) =>
      on.onRef('c.region_id', '=', 'p.region_id').onRef('c.id', '=', 'p.clinic_id'),
    )
    .innerJoin('specialties as s', 's.id', 'p.specialty_id')
    .select([
      'p.id',
      'p.doctor_id',
      'p.clinic_id',
      'p.title',
      'p.valid_from',
      'p.valid_to',
      'd.last_name',
      'd.first_name',
      'd.patronymic',
      's.name_ru',
      's.name_en',
      'c.organisation_id',
      'c.district_id',
      'c.okrug_id',
    ])
    .where('p.region_id', '=', regionOf(tx.scope) ?? '');

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number];

const postOf = (row: Row): Post => ({
  id: row.id,
  doctorId: row.doctor_id,
  clinicId: row.clinic_id,
  organisationId: row.organisation_id,
  districtId: row.district_id,
  okrugId: row.okrug_id,
  lastName: row.last_name,
  fullName: [row.last_name, row.first_name, row.patronymic].filter(Boolean).join(' '),
  titleRu: row.title ?? row.name_ru,
  titleEn: row.title ?? row.name_en,
  validFrom: row.valid_from,
  validTo: row.valid_to,
});

/**
 * Posts of a clinic that are held on a day, by surname; at most 300.
 * @param day `YYYY-MM-DD`
 * @param q the beginning of a surname; empty for all
 */
export async function postsAt(tx: Tx, clinicId: string, day: string, q = ''): Promise<Post[]> {
  const rows = await selected(tx)
    .where('p.clinic_id', '=', clinicId)
    .where('p.valid_from', '<=', day)
    .where((eb) => eb.or([eb('p.valid_to', 'is', null), eb('p.valid_to', '>=', day)]))
    .$if(q !== '', (query) => query.where(beginningsOf(q, 'd.list_key')))
    .orderBy('d.list_key')
    .orderBy('p.id')
    .limit(POSTS_MAX)
    .execute();
  return rows.map(postOf);
}

/** Posts by their ids, ended ones too, in one query. */
export async function postsByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, Post>> {
  if (ids.length === 0) return new Map();
  const rows = await selected(tx).where('p.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, postOf(row)]));
}
