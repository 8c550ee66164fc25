import type { Clinic, Specialty } from '@otklik/registry';
import { chanceOf } from '../demo/chance.ts';
import { INCIDENTS, type Lane } from '../demo/town.ts';

/** Specialties that every clinic of their patients has. */
const ALWAYS = new Set(['therapist', 'paediatrician']);
const OFTEN = new Set(['surgeon', 'ophthalmologist', 'ent', 'urologist', 'neurologist']);
const OFTEN_share = 0.85;

/** Series of a whole city: every specialty of the registry somewhere, the common ones almost everywhere. */
export function cityLanes(
  clinics: readonly Clinic[],
  specialties: readonly Specialty[],
  series: number,
): Lane[] {
  const pairs = clinics.flatMap((clinic) =>
    specialties
      .filter(
        ({ population }) =>
          population === 'both' || clinic.audience === 'both' || population === clinic.audience,
      )
      .map((specialty) => ({
        clinic,
        specialty,
        chance: chanceOf('city-lane', clinic.code, specialty.id),
      })),
  );
  const common = pairs.filter(({ specialty: { id } }) => ALWAYS.has(id) || OFTEN.has(id));
  const rest = pairs.length - common.length;
  const rare_share = rest === 0 ? 0 : Math.max(0, series - common.length) / rest;
  return pairs.flatMap(({ clinic, specialty: { id, booking }, chance }, at) => {
    const share = ALWAYS.has(id) ? 1 : OFTEN.has(id) ? OFTEN_share : rare_share;
    if (chance() >= share) return [];
    const spread = Math.exp((chance() + chance() + chance() - 1.5) * 1.5);
    const { specialty, everyClinic, factor } = INCIDENTS.doctorLeaves;
    const left = id === specialty && at % everyClinic === 4 ? factor : 1;
    return {
      clinic,
      specialty: id,
      source: at % 7 === 3 ? ('demo-branches' as const) : ('demo-city' as const),
      base_days: (ALWAYS.has(id) ? 0.6 : 5) * spread * left,
      referral: booking === 'referral',
      full: chance() < 0.03,
    };
  });
}
