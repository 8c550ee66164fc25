import type { Clinic } from '@otklik/registry';
import { chanceOf } from './chance.ts';

/** What one clinic's specialty is like in the simulated city. */
export interface Lane {
  readonly clinic: Clinic;
  readonly specialty: string;
  readonly source: 'demo-city' | 'demo-branches';
  /** Days until a place in an ordinary week. */
  readonly base_days: number;
  /** Only by a referral of another doctor. */
  readonly referral: boolean;
  /** Nothing is free for as far as it can be booked. */
  readonly full: boolean;
}

/** Days ago, first and last: named, so that every picture of the past has something true to show. */
export const INCIDENTS = {
  /** More people are ill everywhere: therapists and paediatricians fill up. */
  fluWave: { from: 38, to: 20, factor: 2.6, specialties: ['therapist', 'paediatrician'] },
  /** The booking system of the branches said nothing. */
  outage: { from: 11, to: 9 },
  /** The only ophthalmologist of these clinics left; nobody came instead. */
  doctorLeaves: { from: 45, specialty: 'ophthalmologist', everyClinic: 9, factor: 3.5 },
} as const;

const OF_ADULTS = ['therapist', 'surgeon', 'ophthalmologist', 'ent'];
const OF_CHILDREN = ['paediatrician', 'child_surgeon', 'ophthalmologist'];
const QUICK = new Set(['therapist', 'paediatrician']);

/** Clinics without any feed: what they have is unknown, not none. */
const UNFED_every = 14;

export function lanesOf(clinics: readonly Clinic[]): Lane[] {
  return clinics.flatMap((clinic, at) => {
    if (at % UNFED_every === 6) return [];
    const named = clinic.audience === 'child' ? OF_CHILDREN : OF_ADULTS;
    return named.flatMap((specialty) => {
      const chance = chanceOf('lane', clinic.code, specialty);
      // A small branch has no surgeon of its own.
      if (specialty !== named[0] && chance() < 0.12) return [];
      const spread = Math.exp((chance() + chance() + chance() - 1.5) * 1.5);
      const left = lost(specialty, at) ? INCIDENTS.doctorLeaves.factor : 1;
      return {
        clinic,
        specialty,
        source: at % 7 === 3 ? ('demo-branches' as const) : ('demo-city' as const),
        base_days: (QUICK.has(specialty) ? 0.6 : 5) * spread * left,
        referral: specialty === 'ent' && chance() < 0.2,
        full: chance() < 0.03,
      };
    });
  });
}

const lost = (specialty: string, at: number): boolean =>
  specialty === INCIDENTS.doctorLeaves.specialty && at % INCIDENTS.doctorLeaves.everyClinic === 4;

/** How long a wait of so many days ago was beside an ordinary one. */
export function rhythm({ specialty }: Lane, daysAgo: number, weekday: number): number {
  const { fluWave } = INCIDENTS;
  const ill =
    daysAgo <= fluWave.from &&
    daysAgo >= fluWave.to &&
    (fluWave.specialties as readonly string[]).includes(specialty);
  const monday = [1, 1.3, 1.15, 1, 0.95, 0.9, 1][weekday]!;
  return monday * (ill ? fluWave.factor : 1);
}
