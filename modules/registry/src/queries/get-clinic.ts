import { defineQuery, type Tx } from '@otklik/kernel';
import { clinicInput } from '../schema.ts';
import { clinicByCode, clinicById, type Clinic } from '../store/clinics.ts';
import { specialtiesOfClinic, type ClinicSpecialty } from '../store/specialties.ts';

interface NamedPlace {
  readonly id: string;
  readonly nameRu: string;
  readonly nameEn: string;
}

export interface ClinicPage extends Clinic {
  readonly district: NamedPlace | null;
  readonly okrug: NamedPlace | null;
  readonly organisation: NamedPlace | null;
  readonly head: {
    readonly code: string;
    readonly nameRu: string;
    readonly nameEn: string | null;
  } | null;
  readonly specialties: readonly ClinicSpecialty[];
}

/** Everything the public may read of a clinic. @throws AppError not-found */
export const getClinic = defineQuery({
  name: 'registry.get-clinic',
  input: clinicInput,
  policy: ({ tx, input }): Promise<Clinic> => clinicByCode(tx, input.code),
  handle: async ({ tx, subject: clinic }): Promise<ClinicPage> => {
    const head = clinic.headClinicId ? await clinicById(tx, clinic.headClinicId) : null;
    return {
      ...clinic,
      district: await named(tx, 'districts', clinic.districtId),
      okrug: await named(tx, 'districts', clinic.okrugId),
      organisation: await named(tx, 'organisations', clinic.organisationId),
      head: head && { code: head.code, nameRu: head.nameRu, nameEn: head.nameEn },
      specialties: await specialtiesOfClinic(tx, clinic.id, tx.now.toISOString().slice(0, 10)),
    };
  },
});

async function named(
  tx: Tx,
  table: 'districts' | 'organisations',
  id: string | null,
): Promise<NamedPlace | null> {
  if (id === null) return null;
  const row = await tx.db
    .selectFrom(table)
    .select(['id', 'name_ru', 'name_en'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { id: row.id, nameRu: row.name_ru, nameEn: row.name_en } : null;
}
