import { defineQuery, type Context, type OutputOf } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import type { z } from 'zod';
import { DAY_ms, LIST_days, SILENT_intervals } from '../model.ts';
import { outcomesOf } from '../outcomes.ts';
import { intakeOf as input } from '../schema-intake.ts';
import { outcomeDays } from '../store/appointments.ts';
import { sourcesOfClinic } from '../store/asked-sources.ts';
import { lastHandDays, lastLists, triesOf } from '../store/beside-slots.ts';
import { namesOfSpecialties } from '../store/specialties.ts';
import { truthOf } from '../truth.ts';

const OUTCOME_days = 90;
const HAND_days = 14;
const TRUTH_days = 90;
/** Below so many appointments a share says more of chance than of the clinic. */
const FEW = 20;

/** What is known of a clinic beside its slots: what became of appointments, lists, days told by hand, ghost places. */
export const getClinicIntake = defineQuery({
  name: 'access.get-clinic-intake',
  input,
  policy: ({ tx, input: { clinic } }: Context<z.output<typeof input>>) => clinicByCode(tx, clinic),
  async handle({ tx, subject: clinic }) {
    const since = new Date(tx.now.getTime() - OUTCOME_days * DAY_ms).toISOString().slice(0, 10);
    const days = Map.groupBy(await outcomeDays(tx, clinic.id, since), ({ specialty }) => specialty);
    const [lists, hand] = [
      await lastLists(tx, clinic.id, LIST_days),
      await lastHandDays(tx, clinic.id, HAND_days),
    ];
    const names = await namesOfSpecialties(tx, [
      ...days.keys(),
      ...lists.map(({ specialty }) => specialty),
      ...hand.map(({ specialty }) => specialty),
    ]);
    const named = (id: string) => names.get(id) ?? { nameRu: id, nameEn: id };
    const sources = await sourcesOfClinic(tx, clinic.id);
    const tries = await triesOf(
      tx,
      TRUTH_days,
      sources.map(({ id }) => id),
    );
    return {
      outcomes: [...days].map(([id, own]) => ({ specialty: named(id), id, ...outcomesOf(own) })),
      few: FEW,
      lists: lists.map(({ specialty, clinic_id: _, ...list }) => ({
        id: specialty,
        specialty: named(specialty),
        ...list,
      })),
      hand: hand.map(({ specialty, ...day }) => ({
        id: specialty,
        specialty: named(specialty),
        ...day,
      })),
      sources: sources.map(({ id, name, silent, last_ok, interval_min }) => ({
        name,
        silentSince:
          silent && last_ok
            ? new Date(last_ok.getTime() + SILENT_intervals * interval_min * 60_000)
            : null,
        truth: tries
          .filter(({ source_id }) => source_id === id)
          .map(({ tried_by, ...counts }) => ({ tried_by, ...truthOf(counts) })),
      })),
    };
  },
});

export type ClinicIntake = OutputOf<typeof getClinicIntake>;
