import { defineQuery, type Context } from '@otklik/kernel';
import { clinicByCode, dayIn } from '@otklik/registry';
import { formatDate } from '@otklik/working-time';
import type { z } from 'zod';
import { dayNumber, LEARNT_weeks, oddsFor, rushOf, type Odds, type RushMap } from '../odds.ts';
import { ofClinic } from '../schema.ts';
import { lastCheck, rolledUntil, type OddsCheck } from '../store/odds-checks.ts';
import { clinicWaits } from '../store/read.ts';
import { releasesOf } from '../store/releases.ts';
import { specialtiesAt } from '../store/specialties.ts';
import { lineOf, type WaitLine } from '../view.ts';

export interface ClinicReleases {
  readonly clinic: {
    readonly code: string;
    readonly nameRu: string;
    readonly nameEn: string | null;
  };
  /** What this clinic tells places of, by name. */
  readonly told: readonly {
    readonly id: string;
    readonly nameRu: string;
    readonly nameEn: string;
  }[];
  readonly specialty: {
    readonly id: string;
    readonly nameRu: string;
    readonly nameEn: string;
  } | null;
  readonly now: WaitLine | null;
  /** Null: the log was not summed up yet. */
  readonly rush: RushMap | null;
  readonly odds: Odds | null;
  readonly check: OddsCheck | null;
  readonly demo: boolean;
}

/** When places of a clinic's specialty appear and go, the chances to find one sooner, and whether such chances came true. */
export const getClinicReleases = defineQuery({
  name: 'access.get-clinic-releases',
  input: ofClinic,
  policy: ({ tx, input: { clinic } }: Context<z.output<typeof ofClinic>>) =>
    clinicByCode(tx, clinic),
  async handle({ tx, subject: clinic, input }): Promise<ClinicReleases> {
    const told = await specialtiesAt(tx, clinic.id);
    // Without a wish the first of its specialties, as on the page of its waits.
    const specialty = input.specialty ?? told[0]?.id ?? 'therapist';
    const [row] = await clinicWaits(tx, specialty, clinic.id);
    const line = row ? lineOf(row, tx.now) : null;
    const base = {
      clinic: { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn },
      told,
      specialty: told.find(({ id }) => id === specialty) ?? null,
      now: line,
      check: await lastCheck(tx, specialty),
      demo: line?.demo ?? false,
    };
    const to = await rolledUntil(tx);
    if (to === null) return { ...base, rush: null, odds: null };
    const from = formatDate(dayNumber(to) - LEARNT_weeks * 7 + 1);
    const { releases, mornings } = await releasesOf(tx, {
      specialty,
      from,
      to,
      clinicId: clinic.id,
    });
    const tells = line?.state === 'places' || line?.state === 'full';
    const today = dayIn(clinic.zone, tx.now);
    return {
      ...base,
      rush: rushOf(releases, mornings, { from, to }),
      odds: tells ? oddsFor(releases, mornings, { today, k1_days: line.k1_days }) : null,
    };
  },
});
