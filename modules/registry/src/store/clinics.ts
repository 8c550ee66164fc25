import { sql, type Selectable } from 'kysely';
import { AppError, type Tx } from '@otklik/kernel';
import type { Audience, ClinicTable, ObjectKind } from './tables.ts';

/** A part of a clinic that a message may be about. */
export interface ClinicObject {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly nameRu: string;
  readonly nameEn: string;
}

/** A clinic as other modules need it. */
export interface Clinic {
  readonly id: string;
  /** Stable, ours, readable: stands in addresses of pages. */
  readonly code: string;
  readonly nameRu: string;
  /** Null where nobody has given one: show the Russian name. */
  readonly nameEn: string | null;
  /** IANA zone whose days and hours the clinic's clocks run in. */
  readonly zone: string;
  readonly districtId: string | null;
  readonly okrugId: string | null;
  readonly organisationId: string | null;
  readonly headClinicId: string | null;
  readonly audience: Audience;
  readonly number: number | null;
  readonly branchNumber: number | null;
  readonly service: string;
  readonly operator: string;
  readonly address: string | null;
  readonly phone: string | null;
  readonly website: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly demo: boolean;
  /** First and last day (inclusive) of its work, where known. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly objects: readonly ClinicObject[];
}

/** The clinic of this id in the transaction's region. @throws AppError not-found */
export const clinicById = (tx: Tx, id: string): Promise<Clinic> => one(tx, 'id', id);

/** The clinic of this code in the transaction's region. @throws AppError not-found */
export const clinicByCode = (tx: Tx, code: string): Promise<Clinic> => one(tx, 'code', code);

/** Every clinic of the transaction's region, in the order of their codes. */
export const clinicsOf = async (tx: Tx): Promise<Clinic[]> =>
  (await selected(tx).orderBy('c.code').execute()).map(clinicOf);

async function one(tx: Tx, column: 'id' | 'code', value: string): Promise<Clinic> {
  const row = await selected(tx).where(`c.${column}`, '=', value).executeTakeFirst();
  if (!row) throw new AppError('not-found', { object: 'clinic' });
  return clinicOf(row);
}

const selected = (tx: Tx) =>
  tx.db
    .selectFrom('clinics as c')
    .innerJoin('regions as r', 'r.code', 'c.region_id')
    .selectAll('c')
    .select((get) => [
      'r.time_zone as region_zone',
      sql<ClinicObject[]>`(
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', o.id, 'kind', o.kind, 'nameRu', o.name_ru, 'nameEn', o.name_en) order by o.code), '[]')
        from clinic_objects o where o.region_id = ${get.ref('c.region_id')} and o.clinic_id = ${get.ref('c.id')}
          and coalesce(o.valid_to, 'infinity') >= ${tx.now.toISOString().slice(0, 10)}::date)`.as(
        'objects',
      ),
    ]);

type SelectedClinic = Selectable<ClinicTable> & { region_zone: string; objects: ClinicObject[] };

function clinicOf(row: SelectedClinic): Clinic {
  return {
    id: row.id,
    code: row.code,
    nameRu: row.name_ru,
    nameEn: row.name_en,
    zone: row.time_zone ?? row.region_zone,
    districtId: row.district_id,
    okrugId: row.okrug_id,
    organisationId: row.organisation_id,
    headClinicId: row.head_clinic_id,
    audience: row.audience,
    number: row.number,
    branchNumber: row.branch_number,
    service: row.service,
    operator: row.operator,
    address: row.address_ru,
    phone: row.phone,
    website: row.website,
    lat: row.lat,
    lng: row.lng,
    demo: row.demo,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    objects: row.objects,
  };
}
