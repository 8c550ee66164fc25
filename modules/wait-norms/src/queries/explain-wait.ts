import { doctorsNow, normsNow } from '@otklik/access';
import { AppError, defineQuery } from '@otklik/kernel';
import { managedClinic } from '../policy.ts';
import { explainAsked as input } from '../schema.ts';
import { breachesOf, causesOf } from '../store/breaches.ts';

/** One clinic's specialty for its manager: the norm, its breaches, why places changed, doctor by doctor. */
export const explainWait = defineQuery({
  name: 'wait-norms.explain-wait',
  input,
  policy: managedClinic,
  async handle({ tx, subject: clinic, input: { specialty } }) {
    const named = await tx.db
      .selectFrom('specialties')
      .select(['name_ru as nameRu', 'name_en as nameEn'])
      .where('id', '=', specialty)
      .executeTakeFirst();
    if (!named) throw new AppError('not-found', { object: 'specialty' });
    const group = { clinic_id: clinic.id, specialty };
    const [norm] = await normsNow(tx, { clinicId: clinic.id, specialty });
    return {
      clinic: {
        code: clinic.code,
        nameRu: clinic.nameRu,
        nameEn: clinic.nameEn,
        zone: clinic.zone,
      },
      specialty: named,
      norm: norm ?? null,
      breaches: await breachesOf(tx, clinic.id, specialty),
      cause: (await causesOf(tx, [group])).get(`${clinic.id} ${specialty}`) ?? null,
      doctors: await doctorsNow(tx, clinic.id, specialty, clinic.zone),
    };
  },
});
