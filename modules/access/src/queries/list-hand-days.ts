import { defineQuery, type Context, type Grant } from '@otklik/kernel';
import { clinicsOf } from '@otklik/registry';
import type { z } from 'zod';
import { reaches, tellsByHand } from '../policy.ts';
import { handDaysOf as input } from '../schema-intake.ts';
import { lastHandDays } from '../store/beside-slots.ts';
import { allSpecialties } from '../store/specialties.ts';

const DAYS = 14;
const CLINICS_max = 500;

/** Clinics somebody may tell for by hand, and what was told of the chosen one lately. */
export const listHandDays = defineQuery({
  name: 'access.list-hand-days',
  input,
  policy: (context: Context<z.output<typeof input>>): readonly Grant[] => tellsByHand(context),
  async handle({ tx, subject: grants, input: { clinic: code } }) {
    const clinics = (await clinicsOf(tx)).filter((clinic) =>
      grants.some(({ reach }) => reaches(reach, clinic)),
    );
    const chosen = clinics.find((clinic) => clinic.code === code) ?? clinics[0] ?? null;
    return {
      clinics: clinics
        .slice(0, CLINICS_max)
        .map(({ code: id, nameRu, nameEn }) => ({ code: id, nameRu, nameEn })),
      chosen: chosen && { code: chosen.code, nameRu: chosen.nameRu, nameEn: chosen.nameEn },
      specialties: await allSpecialties(tx),
      days: chosen ? await lastHandDays(tx, chosen.id, DAYS) : [],
    };
  },
});
