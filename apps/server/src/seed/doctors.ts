import type { ClinicFacts, Specialty } from '@otklik/registry';
import { personName } from './names.ts';
import { randomOf } from './random.ts';

const DISTRICT_DOCTORS = { adult: 'therapist', child: 'paediatrician', both: 'gp' } as const;
const DAY_MS = 86_400_000;

/**
 * Invented doctors with posts in real clinics, as a file for the registry's own importer. Each clinic
 * has several district doctors and some specialists of its patients' age; one doctor in eight also
 * works in the next clinic.
 */
export function doctorsFile(
  seed: number,
  clinics: readonly ClinicFacts[],
  specialties: readonly Specialty[],
  began: Date,
): string {
  const known = new Set(specialties.map((specialty) => specialty.id));
  const doctors = clinics.flatMap((clinic, place) => {
    const random = randomOf(seed, 'doctors', clinic.code);
    const fits = specialties.filter(
      ({ population, booking }) =>
        (population === 'both' || clinic.audience === 'both' || population === clinic.audience) &&
        (booking === 'yes' || booking === 'referral'),
    );
    const wanted = DISTRICT_DOCTORS[clinic.audience];
    const district = known.has(wanted) ? wanted : fits[0]?.id;
    if (!district) return [];
    return Array.from({ length: random.whole(7, 14) }, (_, at) => {
      const name = personName(random);
      const specialty = at < 3 ? district : random.pick(fits).id;
      const post = {
        specialty,
        title: null,
        valid_from: new Date(began.getTime() - random.whole(30, 3000) * DAY_MS)
          .toISOString()
          .slice(0, 10),
        valid_to: null,
      };
      const second = clinics[place + 1];
      const places = second && random.chance(0.125) ? [clinic, second] : [clinic];
      return {
        code: `demo-${clinic.code}-${at + 1}`,
        last_name: name.last,
        first_name: name.first,
        patronymic: name.patronymic,
        synthetic: true,
        posts: places.map(({ code }) => ({ clinic: code, ...post })),
      };
    });
  });
  return JSON.stringify({ doctors });
}
