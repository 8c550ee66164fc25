import { defineQuery } from '@otklik/kernel';
import { oneself } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { clinicsOfReferrals } from '../store/names.ts';
import { referralsOf } from '../store/referrals.ts';

/** Everything that is kept of one's own referrals, for the archive of one's data. */
export const exportOwn = defineQuery({
  name: 'guarantees.export-own',
  input,
  stepUp: true,
  policy: oneself,
  async handle({ tx, subject: personId }) {
    const own = await referralsOf(tx, personId);
    const clinics = await clinicsOfReferrals(
      tx,
      own.map(({ facts }) => facts),
    );
    return own.map(({ facts: { clinicId, ...facts }, createdAt, told, toldHash }) => {
      const clinic = clinics.get(clinicId ?? '');
      return {
        ...facts,
        clinic: clinic ? { code: clinic.code, name: clinic.nameRu } : null,
        isSent: toldHash !== null,
        notedAt: createdAt,
        told,
      };
    });
  },
});
