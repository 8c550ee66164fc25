import { sql } from 'kysely';
import { defineQuery, type Context } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import type { z } from 'zod';
import { ofClinic as input } from '../schema.ts';
import { monthsOfClinic } from '../store/history.ts';
import { branchesOf, clinicWaits, comfortOf, daysOf } from '../store/read.ts';
import { regionId } from '../store/sources.ts';
import { HISTORY_days, HISTORY_years, lineOf, type WaitLine } from '../view.ts';

/** A clinic's waits now, specialty by specialty; the days and years of the one asked for, and its sister branches. */
export const getClinicWaits = defineQuery({
  name: 'access.get-clinic-waits',
  input,
  policy: ({ tx, input: { clinic } }: Context<z.output<typeof input>>) => clinicByCode(tx, clinic),
  async handle({ tx, subject: clinic, input: { specialty } }) {
    const { rows: told } = await sql<{ id: string; nameRu: string; nameEn: string }>`
      select s.id, s.name_ru as "nameRu", s.name_en as "nameEn" from specialties s
      where s.id in (select w.specialty from access_wait_now w
        where w.region_id = ${regionId(tx)} and w.clinic_id = ${clinic.id}::uuid)
      order by s.name_ru`.execute(tx.db);
    const waits: (WaitLine & { specialty: (typeof told)[number] })[] = [];
    for (const one of told) {
      const [row] = await clinicWaits(tx, one.id, clinic.id);
      if (row) waits.push({ ...lineOf(row, tx.now), specialty: one });
    }
    const chosen = told.find(({ id }) => id === specialty) ?? told[0] ?? null;
    const days = chosen ? await daysOf(tx, [clinic.id], chosen.id, HISTORY_days) : [];
    return {
      clinic: { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn },
      waits,
      chosen,
      comfort_days: chosen ? await comfortOf(tx, chosen.id) : 0,
      days: days.map(({ clinic_id: _, ...day }) => day),
      months: chosen ? await monthsOfClinic(tx, clinic.id, chosen.id, HISTORY_years) : [],
      branches: chosen ? await branchesOf(tx, clinic, chosen.id) : [],
    };
  },
});
